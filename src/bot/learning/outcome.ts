import type { ClassifierSummary } from '../../moderation/index.js';
import type { LabelCounts } from './due.js';

/** What came of a training that was asked for. */
export type Retrained =
  | {
      readonly kind: 'trained';
      readonly version: number;
      readonly decisions: number;
      readonly speaks: boolean;
    }
  /** The server did not opt in. */
  | { readonly kind: 'off' }
  /** So many decisions are missing at least: 25 are needed, and 5 of each kind. */
  | ({ readonly kind: 'few'; readonly missing: number } & LabelCounts)
  /** Not asked for by a person, and so many decisions are still to come before a further version is worth it. */
  | { readonly kind: 'waits'; readonly more: number }
  /** The bot stops, or the classifier was reset meanwhile. */
  | { readonly kind: 'stopped' }
  /** The thread or the store failed; the classifier before goes on. */
  | { readonly kind: 'failed' };

/** What is there for a server. */
export interface LearningStatus {
  /** Whether the server opted in. */
  readonly learning: boolean;
  /** Whether a training runs or waits. */
  readonly training: boolean;
  /** Decisions that are missing until the first version; 0 when there is one. */
  readonly missing: number;
  /** Newest first. */
  readonly versions: readonly {
    readonly version: number;
    /** ms since 1970. */
    readonly trainedAt: number;
    readonly decisions: number;
    /** What it learned and what changed; null where that cannot be read. */
    readonly summary: ClassifierSummary | null;
  }[];
}
