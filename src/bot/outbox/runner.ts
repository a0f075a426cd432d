import type { REST } from 'discord.js';
import { randomUUID } from 'node:crypto';
import type { Effect, NewEffect, OutboxItem } from '../../moderation/index.js';
import { failureOf } from '../discord/failure.js';
import { copyHidden, deleteMessage, endTimeout, restoreMessage, timeOut } from './actions.js';
import { postCard, updateCard } from './cards.js';
import type { EffectContext, Ordered, Outcome } from './effect-context.js';
import { postNotice } from './notices.js';

type Table = {
  readonly [Kind in Effect['kind']]: (item: Ordered<Kind>, hands: EffectContext) => Promise<Outcome>;
};

/** One file for each effect; each may be carried out again after an attempt of which nobody knows whether it worked. */
const EFFECTS: Table = {
  card: postCard,
  'card-update': updateCard,
  delete: deleteMessage,
  'hide-copy': copyHidden,
  timeout: timeOut,
  'timeout-end': endTimeout,
  restore: restoreMessage,
  notice: postNotice,
};

/** Carries out one effect. Rejects with what discord.js throws. */
function carryOut(item: OutboxItem, hands: EffectContext): Promise<Outcome> {
  const act = EFFECTS[item.effect.kind] as (item: OutboxItem, hands: EffectContext) => Promise<Outcome>;
  return act(item, hands);
}

/** Attempts under way at once, and of one server: a server whose channel is rate-limited must not hold up the others. */
const AT_ONCE = 32;
const PER_GUILD = 6;
/** An attempt ends before its lease does, so that no two are ever under way for one effect. */
const LEASE = 30_000;
const ATTEMPT = 25_000;
/** Looked at at least this often: other processes add effects too. */
const LONGEST_SLEEP = 2000;
/** Least sleep where effects are due but wait for others of their lane or server, whose end wakes the runner anyway. */
const SHORTEST_SLEEP = 100;

type RunnerServices = Omit<EffectContext, 'rest' | 'signal'>;

/**
 * Carries out the effects that wait in the store. Effects are kept before they are begun, begun in the order of their
 * lane, and done when Discord said so: after a crash they are begun again, and each knows how not to be done twice.
 */
export class OutboxRunner {
  readonly #services: RunnerServices;
  readonly #rest: REST;
  readonly #worker = randomUUID();
  readonly #underWay = new Map<number, Promise<void>>();
  #running: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #awake: (() => void) | undefined;

  constructor(services: RunnerServices) {
    this.#services = services;
    this.#rest = services.client.rest;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Effects were added: looked at at once. */
  wake(): void {
    this.#woken = true;
    this.#awake?.();
  }

  /** Begins nothing more and waits for what is under way, `mostMs` at most; the rest is begun again after its lease. */
  async stop(mostMs: number): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
    const ended = Promise.allSettled(this.#underWay.values());
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, mostMs).unref())]);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      const began = await this.#begin().catch((error: unknown) => {
        this.#services.log.error({ err: error }, 'the outbox could not be read');
        return false;
      });
      if (!began && !this.#mustHurry()) await this.#sleep();
    }
  }

  /** Whether something was added meanwhile; read through a method, as other code changes it between awaits. */
  #mustHurry(): boolean {
    return this.#woken || this.#stopping;
  }

  async #begin(): Promise<boolean> {
    const limit = AT_ONCE - this.#underWay.size;
    if (limit <= 0) return false;
    const { store, now } = this.#services;
    const lease = { now: now(), limit, perGuild: PER_GUILD, leaseMs: LEASE, worker: this.#worker };
    const items = await store.outbox.lease(lease);
    for (const item of items) {
      if (this.#underWay.has(item.id)) continue;
      const attempt = this.#attempt(item).finally(() => {
        this.#underWay.delete(item.id);
        this.wake();
      });
      this.#underWay.set(item.id, attempt);
    }
    return items.length > 0;
  }

  async #sleep(): Promise<void> {
    const { store, now } = this.#services;
    const due = await store.outbox.nextDue().catch(() => undefined);
    if (this.#mustHurry()) return;
    const wait = due === undefined ? LONGEST_SLEEP : due - now();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(LONGEST_SLEEP, Math.max(SHORTEST_SLEEP, wait)));
      this.#awake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#awake = undefined;
  }

  async #attempt(item: OutboxItem): Promise<void> {
    const { store, now, metrics, log } = this.#services;
    const { kind } = item.effect;
    try {
      const hands = { ...this.#services, rest: this.#rest, signal: AbortSignal.timeout(ATTEMPT) };
      const outcome = await carryOut(item, hands);
      if (outcome.kind === 'done') await store.outbox.done(item.id);
      else await store.outbox.retry(item.id, now() + outcome.inMs, outcome.why);
      metrics.effect(kind, outcome.kind === 'done' ? 'done' : 'retry');
    } catch (error) {
      log.warn({ err: error, effect: kind, outboxId: item.id, attempts: item.attempts }, 'an effect failed');
      await this.#failed(item, error).catch((fault: unknown) => {
        // The lease ends by itself, and the effect is begun again.
        log.error({ err: fault, outboxId: item.id }, 'a failed effect could not be noted');
      });
    }
  }

  async #failed(item: OutboxItem, error: unknown): Promise<void> {
    const { store, now, metrics } = this.#services;
    const failure = failureOf(error, item, now());
    metrics.effect(item.effect.kind, failure.kind === 'hopeless' ? 'abandoned' : 'retry');
    const said = error instanceof Error ? error.name : 'unknown';
    if (failure.kind === 'hopeless') {
      await store.outbox.abandon(item.id, said);
      return;
    }
    await store.outbox.retry(item.id, now() + failure.inMs, said);
    if (failure.kind === 'blocked' && item.effect.kind !== 'notice')
      await store.outbox.add([blockedNotice(item, failure.notice, now())]);
  }
}

/** Told once a day for each kind of effect, however many wait. */
function blockedNotice({ guildId, effect }: OutboxItem, notice: string, now: number): NewEffect {
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    guildId,
    partitionKey: `notice:${guildId}`,
    key: `notice:${notice}:${guildId}:${effect.kind}:${day}`,
    effect: { kind: 'notice', notice, values: { effect: effect.kind } },
  };
}
