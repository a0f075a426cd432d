/** What moderators decided on the messages that a member reported: off topic (`right`), or kept (`wrong`). */
export interface ReportRecord {
  readonly right: number;
  readonly wrong: number;
}

/** The evidence key of flags that only reports raised. */
export const REPORTED = 'report';

/**
 * Decided reports of a member from which their accuracy counts. Set by hand, by the 95% Wilson interval: with ten, somebody
 * who was always wrong (28% at most) and somebody who was always right (72% at least) lie on different sides of one half.
 */
export const KNOWN_FROM = 10;

/**
 * What one member's report is worth in the queue, 0 to 1: the mean of their accuracy under a uniform prior (Laplace's rule of
 * succession), and one half for a member of whom too little is known. It sorts the queue and never acts.
 */
export function reportWorth({ right, wrong }: ReportRecord): number {
  const decided = right + wrong;
  return decided < KNOWN_FROM ? 0.5 : (right + 1) / (decided + 2);
}

/**
 * The place of a flag in the queue: its score, or what the best of its reports is worth. Many reports are worth no more than
 * one: a crowd of new accounts cannot push a message before what the machine found.
 */
export function reportedPriority(score: number, reporters: readonly ReportRecord[]): number {
  return Math.max(score, ...reporters.map(reportWorth));
}

/** Whether a report gets a card of its own: not where its reporter is known to be wrong more often than right. */
export function earnsCard(reporter: ReportRecord): boolean {
  return reportWorth(reporter) >= 0.5;
}
