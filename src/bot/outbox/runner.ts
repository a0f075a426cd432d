import { postAppeal, updateAppeal } from '../feedback/appeal-card.js';
import { sendNote, tellResult } from '../feedback/note.js';
import type { REST } from 'discord.js';
import { randomUUID } from 'node:crypto';
import {
  actPartitionKey,
  bulkUpdate,
  campaignUpdate,
  type Effect,
  type NewEffect,
  orderedAt,
  type OutboxItem,
  type Trouble,
} from '../../moderation/index.js';
import type { Store } from '../../store/index.js';
import { updateAfter } from '../decide/effects.js';
import { failureOf } from '../discord/failure.js';
import { safeLine } from '../discord/safe-text.js';
import { postBulkCard, updateBulkCard } from './bulks.js';
import { copyHidden, deleteMessage, endTimeout, restoreMessage, timeOut } from './actions.js';
import { deleteMember, postCampaignCard, restoreMember, updateCampaignCard } from './campaigns.js';
import { postCard, updateCard } from './cards.js';
import type { EffectContext, Ordered, Outcome } from './effect-context.js';
import { postDigest } from './digests.js';
import { postNotice } from './notices.js';
import { WebhookFailure } from '../site/delivery.js';
import { decisionOf, tellDecision, tellJudged } from '../site/events.js';

type Table = {
  readonly [Kind in Effect['kind']]: (item: Ordered<Kind>, context: EffectContext) => Promise<Outcome>;
};

/** Effects are idempotent: an attempt may be repeated when nobody knows whether it succeeded. */
const EFFECTS: Table = {
  card: postCard,
  'card-update': updateCard,
  delete: deleteMessage,
  'hide-copy': copyHidden,
  timeout: timeOut,
  'timeout-end': endTimeout,
  restore: restoreMessage,
  'campaign-card': postCampaignCard,
  'campaign-update': updateCampaignCard,
  'campaign-delete': deleteMember,
  'campaign-restore': restoreMember,
  'site-decision': (item, context) => tellDecision(decisionOf(item), context),
  'site-judged': tellJudged,
  'bulk-card': postBulkCard,
  'bulk-update': updateBulkCard,
  digest: postDigest,
  note: sendNote,
  'appeal-card': postAppeal,
  'appeal-update': updateAppeal,
  'appeal-result': tellResult,
  notice: postNotice,
};

/** Attempts in flight, in all and per server: a rate-limited server must not hold up the others. */
const MOST_IN_FLIGHT = 32;
const MOST_PER_GUILD = 6;
/** Beside these, for effects of bulks: no click waits for them, and they wait for no flood of cards. */
const MOST_OF_BULKS = 8;
const BULK_PER_GUILD = 2;
/** An attempt ends before its lease, so that no effect ever has two attempts in flight. */
const LEASE_MS = 30_000;
const ATTEMPT_MS = 25_000;
/** Longest sleep between polls: other processes add effects too. */
const LONGEST_SLEEP_MS = 2000;
/** Shortest sleep while due effects wait for others of their partition or server, whose end wakes the runner anyway. */
const SHORTEST_SLEEP_MS = 100;

type RunnerServices = Omit<EffectContext, 'rest' | 'signal'>;

/**
 * Carries out the effects in the store's outbox, in the order of their partition. An effect is stored before its first attempt
 * and done when Discord confirms it; after a crash it is attempted again, and each effect is idempotent.
 */
export class OutboxRunner {
  readonly #services: RunnerServices;
  readonly #rest: REST;
  readonly #worker = randomUUID();
  readonly #inFlight = new Map<number, Promise<void>>();
  #bulksInFlight = 0;
  #running: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #awake: (() => void) | undefined;

  constructor(services: RunnerServices) {
    this.#services = services;
    this.#rest = services.client.rest;
  }

  /** Starts polling. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Polls at once, after effects were added. */
  wake(): void {
    this.#woken = true;
    this.#awake?.();
  }

  /** Starts no more attempts and waits up to `mostMs` for those in flight; the rest is repeated after its lease. */
  async stop(mostMs: number): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
    const ended = Promise.allSettled(this.#inFlight.values());
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

  /** Whether to poll again at once; a method, because other code changes the fields between awaits. */
  #mustHurry(): boolean {
    return this.#woken || this.#stopping;
  }

  async #begin(): Promise<boolean> {
    const limit = MOST_IN_FLIGHT - (this.#inFlight.size - this.#bulksInFlight);
    const bulkLimit = MOST_OF_BULKS - this.#bulksInFlight;
    if (limit <= 0 && bulkLimit <= 0) return false;
    const { store, now } = this.#services;
    const items = await store.outbox.lease({
      now: now(),
      limit,
      perGuild: MOST_PER_GUILD,
      bulkLimit,
      bulkPerGuild: BULK_PER_GUILD,
      leaseMs: LEASE_MS,
      worker: this.#worker,
    });
    for (const item of items) {
      if (this.#inFlight.has(item.id)) continue;
      const ofBulk = item.bulk === undefined ? 0 : 1;
      this.#bulksInFlight += ofBulk;
      const attempt = this.#attempt(item).finally(() => {
        this.#inFlight.delete(item.id);
        this.#bulksInFlight -= ofBulk;
        this.wake();
      });
      this.#inFlight.set(item.id, attempt);
    }
    return items.length > 0;
  }

  async #sleep(): Promise<void> {
    const { store, now } = this.#services;
    const due = await store.outbox.nextDue().catch(() => undefined);
    if (this.#mustHurry()) return;
    const wait = due === undefined ? LONGEST_SLEEP_MS : due - now();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, wait)));
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
      const context = { ...this.#services, rest: this.#rest, signal: AbortSignal.timeout(ATTEMPT_MS) };
      const outcome = await carryOut(item, context);
      if (outcome.kind === 'done') {
        const { instead, moot } = outcome;
        await store.outbox.done(item.id, {
          then: following(item, 'done', now()),
          ...(moot === undefined ? {} : { moot }),
          ...(instead === undefined ? {} : { instead }),
        });
      } else if (outcome.kind === 'later') await this.#later(item, outcome);
      else await store.outbox.abandon(item.id, outcome.trouble, following(item, 'failed', now()));
      metrics.effect(kind, OUTCOMES[outcome.kind]);
    } catch (error) {
      log.warn({ err: error, effect: kind, outboxId: item.id, attempts: item.attempts }, 'an effect failed');
      await this.#failed(item, error).catch((fault: unknown) => {
        // The effect is attempted again when its lease ends.
        log.error({ err: fault, outboxId: item.id }, 'a failed attempt could not be stored');
      });
    }
  }

  async #later(item: OutboxItem, { inMs, trouble }: Extract<Outcome, { kind: 'later' }>): Promise<void> {
    const { store, now } = this.#services;
    await store.outbox.retry(item.id, now() + inMs, trouble, following(item, trouble.reason, now()));
  }

  async #failed(item: OutboxItem, error: unknown): Promise<void> {
    const { store, now, metrics } = this.#services;
    const failure = failureOf(error, item, now());
    const { trouble } = failure;
    metrics.effect(item.effect.kind, failure.kind === 'hopeless' ? 'abandoned' : 'retry');
    if (failure.kind === 'hopeless') {
      const then = following(item, 'failed', now());
      if (error instanceof WebhookFailure) then.push(...(await siteNotice(error, store, now())));
      await store.outbox.abandon(item.id, trouble, then);
      return;
    }
    // A fault that passes by itself within some seconds is nobody's news.
    const news = failure.kind === 'blocked' || item.attempts >= QUIET_ATTEMPTS;
    const then = news ? following(item, trouble.reason, now()) : [];
    if (failure.kind === 'blocked' && item.effect.kind !== 'notice')
      then.push(blockedNotice(item, failure.notice, trouble, now()));
    await store.outbox.retry(item.id, now() + failure.inMs, trouble, then);
  }
}

const OUTCOMES = { done: 'done', later: 'retry', impossible: 'abandoned' } as const;
/** Failures of a passing kind before the card says so: some four seconds. */
const QUIET_ATTEMPTS = 3;

/**
 * The updates that the end or the failure of an act orders: its card shows how it stands. One for each kind of trouble, however
 * often it is tried; the card of a campaign or a bulk, which has many acts, once in some seconds.
 */
function following(item: OutboxItem, what: string, now: number): NewEffect[] {
  const { effect, guildId, key, bulk } = item;
  switch (effect.kind) {
    case 'delete':
    case 'hide-copy':
    case 'timeout':
    case 'timeout-end':
    case 'restore':
      return cardsAfter();
    case 'site-decision':
      // Other sites are told in partitions of their own, of which no card speaks.
      return item.partitionKey === actPartitionKey(effect.flagId) ? cardsAfter() : [];
    case 'campaign-delete':
    case 'campaign-restore':
      return [campaignUpdate({ id: effect.campaignId, guildId }, now)];
    default:
      return [];
  }

  function cardsAfter(): NewEffect[] {
    if (!('flagId' in effect)) return [];
    const update = updateAfter({ id: effect.flagId, guildId }, key, `${what}-${orderedAt(item)}`);
    return bulk === undefined ? [update] : [{ ...update, bulk }, bulkUpdate({ id: bulk, guildId }, now)];
  }
}

/** A notice per server, channel, permission and UTC day, however many effects are blocked. */
function blockedNotice(
  { guildId, effect }: OutboxItem,
  notice: string,
  { channelId, permission }: Trouble,
  now: number,
): NewEffect {
  const day = new Date(now).toISOString().slice(0, 10);
  const where = [channelId, permission].filter((part) => part !== undefined);
  // Without a channel, as where Discord knows a member no more, the kind of effect tells one trouble from another.
  const what = where.length > 0 ? where.join(':') : effect.kind;
  return {
    guildId,
    partitionKey: `notice:${guildId}`,
    key: `notice:${notice}:${guildId}:${what}:${day}`,
    effect: {
      kind: 'notice',
      notice,
      values: {
        effect: effect.kind,
        ...(channelId === undefined ? {} : { channel: channelId }),
        ...(permission === undefined ? {} : { permission }),
      },
    },
  };
}

/** A notice in the server of a site whose webhook did not answer until an event was given up, once a day. */
async function siteNotice({ siteId }: WebhookFailure, store: Store, now: number): Promise<NewEffect[]> {
  const site = await store.sites.get(siteId);
  if (site === undefined) return [];
  const { guildId, name } = site;
  return [
    {
      guildId,
      partitionKey: `notice:${guildId}`,
      key: `notice:site-dead-letter:${siteId}:${new Date(now).toISOString().slice(0, 10)}`,
      effect: { kind: 'notice', notice: 'site-dead-letter', values: { site: safeLine(name, 60) } },
    },
  ];
}

/** Carries out one effect; rejects with whatever discord.js throws. */
function carryOut(item: OutboxItem, context: EffectContext): Promise<Outcome> {
  const act = EFFECTS[item.effect.kind] as (item: OutboxItem, context: EffectContext) => Promise<Outcome>;
  return act(item, context);
}
