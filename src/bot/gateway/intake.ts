import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault } from '../../fault.js';
import type { Result } from '../../judge/index.js';
import { evidenceKeyOf, accuracyGateOf, outcomeOf } from '../../moderation/index.js';
import type { IncomingMessage, Judged, NewFlag } from '../../store/index.js';
import { newId } from '../discord/custom-id.js';
import { actionEffects, cardEffect } from '../decide/effects.js';
import type { MessageSource } from '../health/metrics.js';
import { modeOf, placeOf } from '../judges.js';
import type { Services } from '../services.js';

type JudgingServices = Pick<Services, 'store' | 'judges' | 'metrics' | 'now' | 'client' | 'log'>;

/** What becomes of one stored message: its verdict, and its flag if it earned one. Nothing is kept here. */
async function judgeMessage(message: IncomingMessage, services: JudgingServices): Promise<Judged> {
  const { judges, metrics } = services;
  const { guildId, messageId, revision, articleId, text, parent } = message;
  const key = { guildId, messageId, revision };
  // Only pictures, or nothing: there is no text to judge.
  if (text.trim() === '') return { ...key, verdict: 'unclear', score: 0 };
  const result = await judges.judge(guildId, articleId, { text, parent }).catch((error: unknown) => {
    // The store's faults pass; a text that the judge cannot bear would come back for ever, and hold up all others.
    if (error instanceof Fault) throw error;
    services.log.error({ err: error, messageId }, 'a message could not be judged');
    return null;
  });
  // The place was bound to another article, or to none, while the message waited.
  if (result === null) return { ...key, verdict: 'unclear', score: 0 };
  metrics.judged(result.verdict);
  const flag = await flagOf(message, result, services);
  const { verdict, score } = result;
  return flag === undefined ? { ...key, verdict, score } : { ...key, verdict, score, flag };
}

async function flagOf(
  message: IncomingMessage,
  result: Result,
  services: JudgingServices,
): Promise<NewFlag | undefined> {
  if (!result.flag) return undefined;
  const { judges, store, metrics, now } = services;
  const { guildId, channelId } = message;
  const state = await judges.server(guildId);
  const { settings } = state;
  const mode = modeOf(placeOf(channelId, state, services.client), state);
  const evidenceKey = evidenceKeyOf(result);
  const gate =
    mode === 'act'
      ? accuracyGateOf(
          (await store.cases.accuracy(guildId)).get(evidenceKey) ?? { right: 0, wrong: 0 },
          settings.gate,
        )
      : null;
  const outcome = outcomeOf({ mode, result, gate, settings });
  if (outcome.kind === 'none') return undefined;
  metrics.flagged(outcome.kind);
  const id = newId();
  const createdAt = now();
  const { author, text, parent, attachments } = message;
  return {
    id,
    channelId,
    articleId: message.articleId,
    shadow: outcome.kind === 'shadow',
    evidenceKey,
    content: { text, author, parent, result, attachments: [...attachments] },
    createdAt,
    effects: outcome.kind === 'shadow' ? [] : [cardEffect(guildId, id)],
    ...(outcome.kind === 'act'
      ? {
          act: {
            decision: outcome.action,
            effects: (caseNumber: number) =>
              actionEffects({ id, guildId }, outcome.action, caseNumber, {
                timeoutMinutes: settings.timeoutMinutes,
                now: createdAt,
              }),
          },
        }
      : {}),
  };
}

/** Messages of one transaction. */
const AT_ONCE = 200;
/** The event loop is given back after judging for so many ms: heartbeats and interactions wait for nobody. */
const SLICE = 8;
/** After a failure of the store the same messages are tried again: 0.2 s doubling to 10 s. */
const FIRST_WAIT = 200;
const LONGEST_WAIT = 10_000;

type IntakeServices = Pick<
  Services,
  'client' | 'store' | 'judges' | 'outbox' | 'metrics' | 'log' | 'now' | 'stopping'
>;

/** What was taken and how many flags it made. */
export interface Taken {
  readonly fresh: number;
  readonly flagged: number;
}

interface Waiting {
  readonly message: IncomingMessage;
  readonly source: MessageSource;
  readonly stored: () => void;
}

/**
 * The way of every message: kept, judged, flagged. Messages that arrive while others are under way go together in one
 * transaction, so that a flood costs few of them.
 */
export class Intake {
  readonly #services: IntakeServices;
  #waiting: Waiting[] = [];
  #flowing: Promise<void> | undefined;

  constructor(services: IntakeServices) {
    this.#services = services;
  }

  /** Messages that were not stored yet. */
  get backlog(): number {
    return this.#waiting.length;
  }

  /**
   * Takes a message from the gateway; it is stored and judged after those before it. Settles when it is stored; never when
   * the bot stops before.
   */
  push(message: IncomingMessage, source: MessageSource): Promise<void> {
    return new Promise((stored) => {
      this.#waiting.push({ message, source, stored });
      this.#flowing ??= this.#flow().finally(() => {
        this.#flowing = undefined;
      });
    });
  }

  /** Takes messages that were read back, and waits until they are stored and judged. Known ones cost nothing. */
  async take(messages: readonly IncomingMessage[], source: MessageSource = 'history'): Promise<Taken> {
    const { store, metrics } = this.#services;
    const fresh = await store.messages.take(messages);
    metrics.taken(source, fresh.length);
    return { fresh: fresh.length, flagged: await this.judge(fresh) };
  }

  /** Judges messages that are stored; gives the number of new flags. */
  async judge(messages: readonly IncomingMessage[]): Promise<number> {
    if (messages.length === 0) return 0;
    const { store, outbox } = this.#services;
    const judged: Judged[] = [];
    let since = performance.now();
    for (const message of messages) {
      judged.push(await judgeMessage(message, this.#services));
      if (performance.now() - since < SLICE) continue;
      await nextTurn();
      since = performance.now();
    }
    const flags = await store.messages.judged(judged);
    if (flags.length > 0) outbox.wake();
    return flags.length;
  }

  /** Judges what was stored and not judged before a crash. */
  async recover(): Promise<number> {
    let count = 0;
    for (;;) {
      const left = await this.#services.store.messages.unjudged(AT_ONCE);
      if (left.length === 0 || this.#services.stopping.aborted) return count;
      await this.judge(left);
      count += left.length;
    }
  }

  /** Waits until all that was pushed is stored and judged. */
  async settled(): Promise<void> {
    while (this.#flowing !== undefined) await this.#flowing;
  }

  async #flow(): Promise<void> {
    // What arrives in this turn of the event loop goes along.
    await nextTurn();
    let failures = 0;
    while (this.#waiting.length > 0) {
      const some = this.#waiting.slice(0, AT_ONCE);
      try {
        // After a failure some may be stored and not judged; taking them again would not give them back.
        if (failures > 0) await this.recover();
        await this.#pass(some);
        this.#waiting = this.#waiting.slice(some.length);
        for (const { stored } of some) stored();
        failures = 0;
      } catch (error) {
        this.#services.log.error(
          { err: error, waiting: this.#waiting.length },
          'messages could not be stored',
        );
        // What is not stored is read back from Discord's history after the restart.
        if (this.#services.stopping.aborted) return;
        await wait(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++), this.#services.stopping);
      }
    }
  }

  async #pass(some: readonly Waiting[]): Promise<void> {
    for (const source of ['live', 'edit', 'history'] as const) {
      const messages = some.filter((one) => one.source === source).map(({ message }) => message);
      if (messages.length > 0) await this.take(messages, source);
    }
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
