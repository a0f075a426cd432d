import type { Fault } from '../../fault.js';
import type { DecidedComment } from '../../moderation/index.js';

/** What a thread of training is started with. */
export interface TrainingOrder {
  /** Oldest first. */
  readonly decisions: readonly DecidedComment[];
  /** The stored model of the version before, as JSON; null for the first. */
  readonly previous: string | null;
}

/** What comes out, both as JSON for the store. */
export interface TrainedModel {
  readonly model: string;
  readonly summary: string;
}

/** What the thread says before it ends. */
export type TrainingWord =
  | { readonly kind: 'done'; readonly value: TrainedModel }
  | { readonly kind: 'fault'; readonly code: string; readonly said: Fault['text'] };
