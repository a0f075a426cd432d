import {
  BODY,
  BODY_WORDS,
  CHANNELS,
  COMMENT_WORDS,
  COMMENTS,
  type Row,
  TITLE,
  TITLE_WORDS,
} from './evidence.js';

/** Which channels a posterior reads. */
export const POSTERIORS = {
  titles: [TITLE, TITLE_WORDS, BODY, BODY_WORDS],
  comments: [COMMENTS, COMMENT_WORDS],
  all: [TITLE, TITLE_WORDS, COMMENTS, COMMENT_WORDS, BODY, BODY_WORDS],
} as const;
export type PosteriorName = keyof typeof POSTERIORS;

/** Of each channel: its deviation, what of it lies beyond the bend, and both by the length of the comment. */
const PER_CHANNEL = 4;
const BEND = 1.5;
/** A column further behind the best one, in nats, has no chance. */
const FURTHEST = 18;
export const POSTERIOR_WEIGHTS = CHANNELS.length * PER_CHANNEL;

/** Length of a comment as the posterior reads it: about -1 to 2. */
export function lengthInput(words: number): number {
  return Math.log(Math.max(words, 1)) - 2;
}

/** The weights that a posterior uses in a dump that has these channels. */
export function inputsOf(name: PosteriorName, deviations: readonly Float32Array[]): number[] {
  const used = POSTERIORS[name].filter((k) => deviations[k]!.length > 0);
  return used.flatMap((k) => Array.from({ length: PER_CHANNEL }, (_, i) => k * PER_CHANNEL + i));
}

/**
 * What the conditional logit multiplies its weights by, for one cell; 0 where a channel is missing.
 */
export function cellInputs(
  row: Pick<Row, 'deviations'>,
  column: number,
  words: number,
  name: PosteriorName,
  into: Float64Array,
): void {
  into.fill(0);
  const length = lengthInput(words);
  for (const k of POSTERIORS[name]) {
    const value = row.deviations[k]![column];
    if (value === undefined || Number.isNaN(value)) continue;
    const beyond = Math.max(0, value - BEND);
    into[k * PER_CHANNEL] = value;
    into[k * PER_CHANNEL + 1] = beyond;
    into[k * PER_CHANNEL + 2] = value * length;
    into[k * PER_CHANNEL + 3] = beyond * length;
  }
}

/**
 * The chance of each column to be where the comment belongs (softmax of the conditional logit; McFadden 1974), written
 * to `into`. By comments, only columns that have some take part; the others get 0.
 */
export function posterior(
  row: Row,
  words: number,
  name: PosteriorName,
  weights: Float64Array,
  into: Float32Array,
): void {
  const length = lengthInput(words);
  const columns = into.length;
  into.fill(0);
  for (const k of POSTERIORS[name]) {
    const cells = row.deviations[k]!;
    if (cells.length === 0) continue;
    const at = k * PER_CHANNEL;
    const slope = weights[at]! + weights[at + 2]! * length;
    const bend = weights[at + 1]! + weights[at + 3]! * length;
    for (let a = 0; a < columns; a++) {
      const value = cells[a]!;
      if (Number.isNaN(value)) continue;
      into[a] = into[a]! + slope * value + (value > BEND ? bend * (value - BEND) : 0);
    }
  }
  const needed = name === 'comments' ? row.deviations[COMMENTS]! : null;
  let most = -Infinity;
  for (let a = 0; a < columns; a++)
    if (needed === null || !Number.isNaN(needed[a]!)) most = Math.max(most, into[a]!);
  let sum = 0;
  for (let a = 0; a < columns; a++) {
    const known = needed === null || !Number.isNaN(needed[a]!);
    const value = known && into[a]! > most - FURTHEST ? Math.exp(into[a]! - most) : 0;
    into[a] = value;
    sum += value;
  }
  if (sum > 0) for (let a = 0; a < columns; a++) into[a] = into[a]! / sum;
}
