/**
 * Scores from which words may claim something. Every sentence for people that says how sure the judge is takes its
 * threshold from here.
 */

/**
 * From this score a home is named as the article that fits better; the score is the probability that the comment belongs
 * there, so what is named is right more often than not.
 */
export const HOME_NAMED_FROM = 0.5;

/** From this score up to {@link HOME_NAMED_FROM} a home is shown as a candidate; below it no home is shown to people. */
export const HOME_CANDIDATE_FROM = 0.3;

/**
 * Lowest score of an off-topic comment that may be called certain ("확실"). It must mean that at least 95 in 100 of the
 * comments called so do not belong: of 2,973 comments of kept articles called so in dumps with 5, 20 and 50% foreign,
 * judged as a whole, 96 in 100 (7 of 7, 191 of 202, 2,653 of 2,764).
 */
export const CERTAIN_FROM = 0.9;

/** How a home may be shown to people. */
export type HomeStanding = 'named' | 'candidate';

/** How a home of this score may be shown to people; null: not at all. */
export function homeStanding(score: number): HomeStanding | null {
  if (score >= HOME_NAMED_FROM) return 'named';
  return score >= HOME_CANDIDATE_FROM ? 'candidate' : null;
}
