import { logit } from '../../relevance/index.js';
import { askedAgainst, askedFor } from '../../wording/asked.js';
import { addEvidence, type Levels } from '../decide.js';
import type { Reason, Result } from '../result.js';
import type { Label } from './question.js';

/** Id of the evidence that a reader's answer gives. */
export const ASKED = 'reader/asked';

/** How often moderators confirmed what a reader had lifted to a flag, and how often they kept the comment. */
export interface Confirmed {
  readonly right: number;
  readonly wrong: number;
}

/**
 * What is believed of a reader before anybody has decided: right on 16 of 20 comments. Set by hand and with caution: a
 * careful reader is right on 97 of 100 gold pairs, and an unknown model may not be one. After 20 decisions a server's own
 * count for as much.
 */
const BELIEVED = { right: 16, of: 20 };
/** Less is no evidence: a table would show it as 0.0. */
const LEAST = 0.05;

/** Weights of a reader's answers in logits: the one against a comment is positive, the one for it negative. */
export interface AnswerWeights {
  readonly against: number;
  readonly for: number;
}

/**
 * What a reader's answers weigh, by how often it was right. A comment that its answer lifts to a flag lies, on average,
 * half the answer's weight below the level of flags before, so after decisions with precision p the weight w of an answer
 * satisfies logit(p) = logit(flag) + w / 2. It is never more than the width of the band of review: an answer decides
 * within the band and moves nothing into it or across it. What a reader calls on-topic never reaches a moderator and
 * cannot be measured; such an answer weighs what is believed at first, or less where the reader has proved worse.
 */
export function answerWeights({ right, wrong }: Confirmed, { flag, review }: Levels): AnswerWeights {
  const band = logit(flag) - logit(review);
  const weightAt = (precision: number): number =>
    Math.max(0, Math.min(band, 2 * (logit(precision) - logit(flag))));
  const against = weightAt((BELIEVED.right + right) / (BELIEVED.of + right + wrong));
  return { against, for: -Math.min(against, weightAt(BELIEVED.right / BELIEVED.of)) };
}

/** Whether a reader with these weights is worth a question. */
export function isWorthAsking({ against }: AnswerWeights): boolean {
  return against >= LEAST;
}

/**
 * Whether a comment lies in the band that a reader is asked about: in review, and not flagged. A flag stands without a
 * reader, so no answer can clear it, whatever the comment makes the reader say.
 */
export function isInBand({ review, flag, reasons }: Pick<Result, 'review' | 'flag' | 'reasons'>): boolean {
  return review && !flag && !reasons.some(({ id }) => id === ASKED);
}

/**
 * Adds a reader's answer to a result and decides again. A result outside the band stays as it is, and so does one whose
 * answer is missing or `unclear`.
 *
 * @param model name of the model that answered, for the sentence
 */
export function withAnswer(
  result: Result,
  label: Label | null,
  {
    weights,
    levels,
    model,
  }: { readonly weights: AnswerWeights; readonly levels: Levels; readonly model: string },
): Result {
  if (label === null || label === 'unclear' || !isInBand(result)) return result;
  const weight = label === 'off-topic' ? weights.against : weights.for;
  if (Math.abs(weight) < LEAST) return result;
  const reason: Reason = {
    kind: 'reader',
    id: ASKED,
    weight,
    title: label === 'off-topic' ? askedAgainst(model) : askedFor(model),
  };
  return addEvidence(result, [reason], levels);
}

/** Whether a flag rests on a reader's answer: without it there would be none. */
export function restsOnAnswer({ flag, reasons }: Pick<Result, 'flag' | 'reasons'>): boolean {
  return flag && reasons.some(({ id, weight }) => id === ASKED && weight > 0);
}
