import type { Evidence } from './evidence.js';
import { ALL_FILLER, NO_SUBJECT } from './judges/filler.js';
import { type Reason, type Result, sixDecimals, type Verdict } from './result.js';

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
export const BY_MODEL: Levels = { prior: sixDecimals(Math.log(0.05 / 0.95)), review: 0.3, flag: 0.7 };

/**
 * A comment is on-topic when at least one reason for the article weighs this much, in logits; more where no word tells its
 * subject. Chosen on the labelled pages: with the shipped model 654 of 766 comments labelled on-topic are called so, 5 of 245
 * labelled unclear; with an earlier one 671 (650 at −0.2) and 7 (39 with −0.1 for both).
 */
const SUPPORT = -0.1;
const SUPPORT_WITHOUT_SUBJECT = -0.5;

/**
 * What a comment must weigh by itself, in logits, to be flagged and to be in review where its page's share lifts it. Fitted on the labelled pages, each judged by coefficients of the others: of 683 foreign
 * and 766 own comments, 600 and 26 are flagged at 1.2, 585 and 14 at 1.6, 604 and 50 without it.
 */
const OWN_TO_FLAG = 1.3;
const OWN_TO_REVIEW = 0.5;

/**
 * Turns evidence into a verdict; no other code does. The score is the logistic function of the prior plus all weights,
 * so the reasons account for every part of it.
 *
 * @param evidence weights in logits, six decimals, negative for the article
 */
export function decide(
  evidence: readonly Evidence[],
  { prior, review: reviewed, flag: flagged }: Levels,
): Pick<Result, 'verdict' | 'score' | 'flag' | 'review'> {
  let own = 0;
  let share = 0;
  for (const { id, weight } of evidence) {
    if (id === PAGE_SHARE) share += weight;
    else own += weight;
  }
  // The order of the weights must not tell.
  own = sixDecimals(own);
  share = sixDecimals(share);
  const score = sixDecimals(1 / (1 + Math.exp(-(prior + share + own))));
  // A flooded page makes its comments suspect; what speaks against each must still be its own.
  const reaches = (level: number, least: number): boolean => score >= level && (share <= 0 || own >= least);
  const verdict = verdictOf(evidence, reaches(reviewed, OWN_TO_REVIEW));
  const review = verdict === 'off-topic';
  return { verdict, score, flag: review && reaches(flagged, OWN_TO_FLAG), review };
}

/** On-topic needs support: a comment below the threshold that has no reason for the article is unclear. */
function verdictOf(evidence: readonly Evidence[], foreign: boolean): Verdict {
  let support = 0;
  let subject = true;
  for (const { kind, id, weight } of evidence) {
    if (id === ALL_FILLER) return 'unclear';
    if (id === NO_SUBJECT) subject = false;
    // That its neighbours belong is no support for the comment itself, nor that the other members of its campaign do.
    if (id !== PAGE_SHARE && kind !== 'campaign') support = Math.min(support, weight);
  }
  if (foreign && subject) return 'off-topic';
  if (foreign) return 'unclear';
  return support <= (subject ? SUPPORT : SUPPORT_WITHOUT_SUBJECT) ? 'on-topic' : 'unclear';
}

/**
 * Adds evidence to a result and decides again, exactly as if the judges had produced it: score, verdict, flag, review
 * and the order of the reasons. Filler stays `unclear` with any evidence.
 *
 * @param levels levels of the judge that produced the result (`Judging.levels`)
 */
export function addEvidence(result: Result, extra: readonly Reason[], levels: Levels): Result {
  if (extra.length === 0) return result;
  const reasons = [...result.reasons, ...extra.map((one) => ({ ...one, weight: sixDecimals(one.weight) }))];
  return {
    ...result,
    ...decide(reasons, levels),
    reasons: reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
}
