import type { Client, REST } from 'discord.js';
import type { Logger } from 'pino';
import type { Effect, OutboxItem } from '../../moderation/index.js';
import type { Store } from '../../store/index.js';
import type { Metrics } from '../health/metrics.js';

/** What an effect is carried out with. */
export interface EffectContext {
  readonly client: Client<true>;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => number;
  readonly rest: REST;
  /** Ends an attempt before its lease ends: a request that waits too long is given up and tried again. */
  readonly signal: AbortSignal;
}

/** What came of an attempt; an error that is thrown is judged by `failureOf`. */
export type Outcome =
  { readonly kind: 'done' } | { readonly kind: 'later'; readonly inMs: number; readonly why: string };

export const DONE: Outcome = { kind: 'done' };

/** An effect with what the outbox knows of it. */
export type Ordered<Kind extends Effect['kind']> = Omit<OutboxItem, 'effect'> & {
  readonly effect: Extract<Effect, { kind: Kind }>;
};
