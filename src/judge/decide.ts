import type { Evidence, ReadComment } from './evidence.js';
import { ALL_FILLER } from './judges/filler.js';
import type { Reason, Result, Verdict } from './result.js';

/** Where scores start and where they begin to matter. */
export interface Levels {
  /** Logit of a comment on which nothing speaks: most comments stand where they belong. */
  readonly prior: number;
  /** Score from which a comment is called off-topic and put in review. */
  readonly review: number;
  /** Score from which a comment is shown to a moderator at once. */
  readonly flag: number;
}

/** By rules and shared words alone: set by hand on the labelled pages. */
export const BY_RULES: Levels = { prior: -1.5, review: 0.5, flag: 0.75 };
/** With the relevance model: `score` is a probability where 5 comments in 100 do not belong. */
export const BY_MODEL: Levels = { prior: Math.log(0.05 / 0.95), review: 0.3, flag: 0.7 };

/** Evidence for the article that makes a comment on-topic, in logits. */
const SUPPORT = -0.4;
/** Rarity of its words, in nats, from which a comment has a subject though no evidence knows it. */
const SUBJECT = 3;

/**
 * The one place where evidence becomes a verdict. The score is the logistic function of the prior and all weights, so
 * every step of it can be traced in the reasons.
 */
export function decide(
  read: Pick<ReadComment, 'subject'>,
  evidence: readonly Evidence[],
  { prior, review: reviewed, flag: flagged }: Levels,
): Pick<Result, 'verdict' | 'score' | 'flag' | 'review'> {
  let logit = prior;
  for (const { weight } of evidence) logit += weight;
  const score = 1 / (1 + Math.exp(-logit));
  const verdict = verdictOf(read, evidence, score >= reviewed);
  const review = verdict === 'off-topic';
  return { verdict, score, flag: review && score >= flagged, review };
}

/** Whether the evidence says that nothing but filler stands in the comment. */
function isFiller(evidence: readonly Evidence[]): boolean {
  for (const { id } of evidence) if (id === ALL_FILLER) return true;
  return false;
}

function verdictOf(
  read: Pick<ReadComment, 'subject'>,
  evidence: readonly Evidence[],
  foreign: boolean,
): Verdict {
  if (isFiller(evidence)) return 'unclear';
  if (foreign) return 'off-topic';
  let support = 0;
  for (const { weight } of evidence) support += Math.min(0, weight);
  return support <= SUPPORT || read.subject >= SUBJECT ? 'on-topic' : 'unclear';
}

/** Rarity of words that carry a subject, and of words that carry none, as `decide` asks for it. */
const A_SUBJECT = { subject: Infinity };
const NO_SUBJECT = { subject: 0 };

/**
 * A result with more evidence, decided anew as if the judges had given it: score, verdict, flag, review and the order of
 * the reasons. Filler stays `unclear`, whatever is added.
 *
 * Whether the words of a comment carry a subject is not in a result, but in its verdict: `on-topic` says so, `unclear`
 * denies it. Where evidence lifts an `off-topic` comment by so little that it has no support (0.4 logits), the verdict is
 * `unclear`.
 *
 * @param levels those of the judge that gave the result (`Judging.levels`)
 */
export function addEvidence(result: Result, extra: readonly Reason[], levels: Levels): Result {
  if (extra.length === 0) return result;
  const reasons = [...result.reasons, ...extra];
  const read = result.verdict === 'on-topic' ? A_SUBJECT : NO_SUBJECT;
  return {
    ...result,
    ...decide(read, reasons, levels),
    reasons: reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
}
