import type { Client, REST } from 'discord.js';
import type { Logger } from 'pino';
import type { LocalizedText } from '../../fault.js';
import type { Effect, OutboxItem, Trouble } from '../../moderation/index.js';
import type { Store } from '../../store/index.js';
import type { Metrics } from '../health/metrics.js';
import type { Webhooks } from '../site/delivery.js';

/** Services that carry out an effect. */
export interface EffectContext {
  readonly client: Client<true>;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => number;
  /** Titles of the packs and rules of a server. */
  readonly titles: (guildId: string) => Promise<ReadonlyMap<string, LocalizedText>>;
  /** Tells sites of decisions. */
  readonly webhooks?: Webhooks | undefined;
  readonly rest: REST;
  /** Aborts an attempt before its lease ends; a request that waits too long is retried. */
  readonly signal: AbortSignal;
}

/**
 * Result of an attempt; `failureOf` classifies thrown errors. `done`: carried out, or (`moot`) there was nothing to do;
 * `instead`: ids of later effects that it made needless. `later`: the effect waits for a setting. `impossible`: it can never be carried out.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly moot?: Trouble; readonly instead?: readonly number[] }
  | { readonly kind: 'later'; readonly inMs: number; readonly trouble: Trouble }
  | { readonly kind: 'impossible'; readonly trouble: Trouble };

/** The effect is carried out, or there is nothing left to do of which anybody need hear. */
export const DONE: Outcome = { kind: 'done' };

/** There was nothing to do. */
export function moot(reason: Trouble['reason']): Outcome {
  return { kind: 'done', moot: { reason } };
}

/** It can never be carried out. */
export function impossible(reason: Trouble['reason']): Outcome {
  return { kind: 'impossible', trouble: { reason } };
}

/** Retry interval while a channel that the bot posts in is not set. */
export const NO_CHANNEL_RETRY_MS = 60_000;
/** Age at which a card without a log channel is given up; what it is about stays in the store. */
const NO_CHANNEL_GIVE_UP_MS = 24 * 60 * 60_000;

/** The outcome of a card for which there is no log channel: it waits for one, a day at most. */
export function withoutLogChannel({ createdAt }: Pick<OutboxItem, 'createdAt'>, now: number): Outcome {
  if (now - createdAt > NO_CHANNEL_GIVE_UP_MS) return DONE;
  return { kind: 'later', inMs: NO_CHANNEL_RETRY_MS, trouble: { reason: 'log-channel' } };
}

/** An item of the outbox whose effect has this kind. */
export type Ordered<Kind extends Effect['kind']> = Omit<OutboxItem, 'effect'> & {
  readonly effect: Extract<Effect, { kind: Kind }>;
};
