/**
 * What scores mean, fitted on articles that the tower had not seen (`train/calibrate.ts`): a sum of the scores, then
 * for each length of a comment a broken line from that sum to a log-likelihood ratio.
 */
export interface Scale {
  /** One weight per score, and the constant last. */
  readonly sum: Float64Array;
  /** For each of `LENGTHS`: constant, slope, and how the slope changes over `BEND`. */
  readonly lines: Float64Array;
  /** The strongest weight that the data bear out, in nats: for and against the comment. */
  readonly mostFor: number;
  readonly mostAgainst: number;
}

/** A scale for articles known by their title only, and one for articles with a body. */
export interface Calibration {
  readonly title: Scale;
  readonly body: Scale;
}

/** Lengths of comments in eojeols, between which the lines are blended by the logarithm of the length. */
export const LENGTHS = [1, 3, 7, 15, 30] as const;
export const NUMBERS_PER_LENGTH = 3;
/** Where the line bends, in logits of the sum. */
const BEND = 0.7;
/** Sums further out are held here: there is no data beyond. */
const FURTHEST = 4;

/** The sum of the scores: the logit without regard to the length. */
export function weighedSum(scores: ArrayLike<number>, sum: ArrayLike<number>): number {
  let total = sum[scores.length]!;
  for (let i = 0; i < scores.length; i++) total += sum[i]! * scores[i]!;
  return Math.max(-FURTHEST, Math.min(FURTHEST, total));
}

/** The numbers that `lines` is multiplied by: few are not 0. */
export function lineInputs(sum: number, words: number): Float64Array {
  const inputs = new Float64Array(LENGTHS.length * NUMBERS_PER_LENGTH);
  const place = Math.log(Math.max(words, 1));
  LENGTHS.forEach((length, i) => {
    const before = Math.log(LENGTHS[i - 1] ?? length);
    const after = Math.log(LENGTHS[i + 1] ?? length);
    const here = Math.log(length);
    let share = 0;
    if (place === here || (place > here && i === LENGTHS.length - 1)) share = 1;
    else if (place > before && place < here) share = (place - before) / (here - before);
    else if (place > here && place < after) share = (after - place) / (after - here);
    inputs[i * NUMBERS_PER_LENGTH] = share;
    inputs[i * NUMBERS_PER_LENGTH + 1] = share * sum;
    inputs[i * NUMBERS_PER_LENGTH + 2] = share * Math.max(0, sum - BEND);
  });
  return inputs;
}

/**
 * Weight of evidence in nats: positive speaks against the comment belonging to the article, negative for it, and 0 of
 * a comment without words.
 */
export function weightOf(scores: ArrayLike<number>, words: number, scale: Scale): number {
  if (words === 0) return 0;
  const inputs = lineInputs(weighedSum(scores, scale.sum), words);
  let logit = 0;
  for (let i = 0; i < inputs.length; i++) logit += inputs[i]! * scale.lines[i]!;
  return Math.max(-scale.mostFor, Math.min(scale.mostAgainst, -logit));
}
