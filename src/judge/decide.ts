import type { Evidence } from './evidence.js';
import { ALL_FILLER, NO_SUBJECT } from './judges/filler.js';
import type { Reason, Result, Verdict } from './result.js';

/** Id of the evidence that the other comments of the page give: `page-share.ts`. */
export const PAGE_SHARE = 'article/share';

/** The prior and the thresholds of a judge. */
export interface Levels {
  /** Logit of a comment without evidence; negative, since most comments belong to their article. */
  readonly prior: number;
  /** Lowest score of the verdict `off-topic`, which puts a comment in review. */
  readonly review: number;
  /** Lowest score of a flag, which shows the comment to a moderator at once. */
  readonly flag: number;
}

/** Rules and shared words alone; tuned by hand on the labelled pages. */
export const BY_RULES: Levels = { prior: -1.5, review: 0.5, flag: 0.75 };
/**
 * With the relevance model: `score` is a probability, calibrated for dumps in which 5% of the comments are off-topic.
 */
export const BY_MODEL: Levels = { prior: Math.log(0.05 / 0.95), review: 0.3, flag: 0.7 };

/**
 * A comment is on-topic when at least one reason for the article weighs this much, in logits. Tuned by hand on the
 * fixtures with the model: it makes 8 of 245 comments labelled unclear on-topic (12 at −0.05) and 668 of 766 labelled
 * on-topic (660 at −0.2).
 */
const SUPPORT = -0.1;

/**
 * Turns evidence into a verdict; no other code does. The score is the logistic function of the prior plus all weights,
 * so the reasons account for every part of it.
 *
 * @param evidence weights in logits, negative for the article
 */
export function decide(
  evidence: readonly Evidence[],
  { prior, review: reviewed, flag: flagged }: Levels,
): Pick<Result, 'verdict' | 'score' | 'flag' | 'review'> {
  let logit = prior;
  for (const { weight } of evidence) logit += weight;
  const score = 1 / (1 + Math.exp(-logit));
  const verdict = verdictOf(evidence, score >= reviewed);
  const review = verdict === 'off-topic';
  return { verdict, score, flag: review && score >= flagged, review };
}

/** On-topic needs support: a comment below the threshold that has no reason for the article is unclear. */
function verdictOf(evidence: readonly Evidence[], foreign: boolean): Verdict {
  let supported = false;
  let subject = true;
  for (const { id, weight } of evidence) {
    if (id === ALL_FILLER) return 'unclear';
    if (id === NO_SUBJECT) subject = false;
    // That its neighbours belong is no support for the comment itself.
    if (weight <= SUPPORT && id !== PAGE_SHARE) supported = true;
  }
  if (foreign && subject) return 'off-topic';
  if (foreign) return 'unclear';
  return supported ? 'on-topic' : 'unclear';
}

/**
 * Adds evidence to a result and decides again, exactly as if the judges had produced it: score, verdict, flag, review
 * and the order of the reasons. Filler stays `unclear` with any evidence.
 *
 * @param levels levels of the judge that produced the result (`Judging.levels`)
 */
export function addEvidence(result: Result, extra: readonly Reason[], levels: Levels): Result {
  if (extra.length === 0) return result;
  const reasons = [...result.reasons, ...extra];
  return {
    ...result,
    ...decide(reasons, levels),
    reasons: reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
}
