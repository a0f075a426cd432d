import type { Evidence } from './evidence.js';
import { ALL_FILLER } from './judges/filler.js';
import type { Reason, Result, Verdict } from './result.js';

/** The prior and the thresholds of a judge. */
export interface Levels {
  /** Logit of a comment without evidence: most comments stand where they belong. */
  readonly prior: number;
  /** Score from which a comment is called off-topic and put in review. */
  readonly review: number;
  /** Score from which a comment is shown to a moderator at once. */
  readonly flag: number;
}

/** Rules and shared words alone: set by hand on the labelled pages. */
export const BY_RULES: Levels = { prior: -1.5, review: 0.5, flag: 0.75 };
/** With the relevance model: `score` is a calibrated probability where 5 comments in 100 do not belong. */
export const BY_MODEL: Levels = { prior: Math.log(0.05 / 0.95), review: 0.3, flag: 0.7 };

/**
 * A comment is on-topic when at least one reason for the article weighs this much, in logits. Set by hand on the fixtures
 * with the model: of 245 comments labelled unclear 8 are called on-topic (12 at −0.05), and of 766 labelled on-topic 668
 * are (660 at −0.2).
 */
const SUPPORT = -0.1;

/**
 * Turns evidence into a verdict; nothing else does. The score is the logistic function of the prior and all weights, so
 * every step of it can be traced in the reasons.
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

/** On-topic never rests on nothing: without a reason for the article, a comment that is not foreign is unclear. */
function verdictOf(evidence: readonly Evidence[], foreign: boolean): Verdict {
  let supported = false;
  for (const { id, weight } of evidence) {
    if (id === ALL_FILLER) return 'unclear';
    if (weight <= SUPPORT) supported = true;
  }
  if (foreign) return 'off-topic';
  return supported ? 'on-topic' : 'unclear';
}

/**
 * Adds evidence to a result and decides anew, exactly as if the judges had given it: score, verdict, flag, review and the
 * order of the reasons. Filler stays `unclear`, whatever is added.
 *
 * @param levels those of the judge that gave the result (`Judging.levels`)
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
