import type { Client, REST } from 'discord.js';
import type { Logger } from 'pino';
import type { Effect, OutboxItem } from '../../moderation/index.js';
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
  /** Tells sites of decisions. */
  readonly webhooks?: Webhooks | undefined;
  readonly rest: REST;
  /** Aborts an attempt before its lease ends; a request that waits too long is retried. */
  readonly signal: AbortSignal;
}

/** Result of an attempt; `failureOf` classifies thrown errors. `later`: the effect waits for a setting. */
export type Outcome =
  { readonly kind: 'done' } | { readonly kind: 'later'; readonly inMs: number; readonly why: string };

/** The effect is carried out, or there is nothing left to do. */
export const DONE: Outcome = { kind: 'done' };

/** An item of the outbox whose effect has this kind. */
export type Ordered<Kind extends Effect['kind']> = Omit<OutboxItem, 'effect'> & {
  readonly effect: Extract<Effect, { kind: Kind }>;
};
