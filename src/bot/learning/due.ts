import { MIN_DECISIONS, MIN_OF_EACH } from '../../moderation/index.js';

/** Decisions of a server that say whether a comment belonged. */
export interface LabelCounts {
  readonly kept: number;
  readonly removed: number;
}

/** Fewest new decisions that a further version is trained on, and the share of those before that is enough. */
export const LEAST_NEW = 10;
const ENOUGH_NEW = 0.1;

/** How many there are of each kind. */
export function countLabels(labels: readonly { readonly belongs: boolean }[]): LabelCounts {
  const kept = labels.filter(({ belongs }) => belongs).length;
  return { kept, removed: labels.length - kept };
}

/** How many decisions are missing at least until a classifier can be trained: 25, and 5 of each kind; 0 when none. */
export function missing({ kept, removed }: LabelCounts): number {
  const few = (side: number): number => Math.max(0, MIN_OF_EACH - side);
  return Math.max(0, MIN_DECISIONS - kept - removed, few(kept) + few(removed));
}

/** How many new decisions the next version waits for: 10% of those of the last one, at least 10; 0 for the first. */
export function newNeeded(decisionsBefore: number): number {
  return decisionsBefore === 0 ? 0 : Math.max(LEAST_NEW, Math.ceil(ENOUGH_NEW * decisionsBefore));
}
