/** Fewest decisions, and fewest of each kind, that a classifier is trained on. */
export const LEAST_DECISIONS = 25;
export const LEAST_OF_EACH = 5;
/** Decisions that are used, the latest ones: what a server minds changes, and training takes its time. */
export const MOST_DECISIONS = 4000;
