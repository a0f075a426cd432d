import type { Evidence, ReadComment } from './evidence.js';
import { ALL_FILLER } from './judges/filler.js';
import type { Result, Verdict } from './result.js';

/** Logit of a comment on which nothing speaks: most comments stand where they belong. */
export const PRIOR = -1.5;
/** Score from which a comment is called off-topic and put in review. */
export const REVIEW_AT = 0.5;
/** Score from which a comment is shown to a moderator at once: evidence of 2.6 logits more against than for. */
export const FLAG_AT = 0.75;
/** Evidence for the article that makes a comment on-topic, in logits. */
const SUPPORT = -0.4;
/** Rarity of its words, in nats, from which a comment has a subject though no evidence knows it. */
const SUBJECT = 3;

/**
 * The one place where evidence becomes a verdict. The score is the logistic function of the prior and all weights, so
 * every step of it can be traced in the reasons.
 */
export function decide(
  read: ReadComment,
  evidence: readonly Evidence[],
): Pick<Result, 'verdict' | 'score' | 'flag' | 'review'> {
  const logit = evidence.reduce((sum, reason) => sum + reason.weight, PRIOR);
  const score = 1 / (1 + Math.exp(-logit));
  const verdict = verdictOf(read, evidence, score);
  const review = verdict === 'off-topic';
  return { verdict, score, flag: review && score >= FLAG_AT, review };
}

/** Whether the evidence says that nothing but filler stands in the comment. */
export function isFiller(evidence: readonly Evidence[]): boolean {
  return evidence.some((reason) => reason.id === ALL_FILLER);
}

function verdictOf(read: ReadComment, evidence: readonly Evidence[], score: number): Verdict {
  if (isFiller(evidence)) return 'unclear';
  if (score >= REVIEW_AT) return 'off-topic';
  const support = evidence.reduce((sum, reason) => sum + Math.min(0, reason.weight), 0);
  return support <= SUPPORT || read.subject >= SUBJECT ? 'on-topic' : 'unclear';
}
