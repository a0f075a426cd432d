import { type Linear, linearLogit } from '../logistic.js';
import { fastLogitOf, type Forest } from './forest.js';

/**
 * What log odds mean for a comment of some length, fitted on articles that nothing was learned from
 * (`train/single-scale.ts`): for each length a broken line from the odds to a log-likelihood ratio.
 */
export interface Calibration {
  /** For each of `LENGTHS`: constant, slope, and how the slope changes over `BEND`. */
  readonly lines: Float64Array;
  /** The strongest weight that the data bear out, in nats: for and against the comment. */
  readonly maxFor: number;
  readonly maxAgainst: number;
}

/** Lengths of comments in eojeols, between which the lines are blended by the logarithm of the length. */
export const LENGTHS = [1, 3, 7, 15, 30] as const;
export const NUMBERS_PER_LENGTH = 3;
/** Where the line bends, in logits. */
const BEND = 0.7;
/** Logits further out are held here: there is no data beyond. */
const MAX_LOGIT = 5;

const LOG_LENGTHS = LENGTHS.map((length) => Math.log(length));

/** How many numbers `lines` has. */
const NUMBERS = LENGTHS.length * NUMBERS_PER_LENGTH;

/** The numbers that `lines` is multiplied by: few are not 0. */
export function lineInputs(logit: number, words: number, inputs = new Float64Array(NUMBERS)): Float64Array {
  const held = Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, logit));
  const place = Math.log(Math.max(words, 1));
  for (let i = 0; i < LOG_LENGTHS.length; i++) {
    const here = LOG_LENGTHS[i]!;
    const before = i > 0 ? LOG_LENGTHS[i - 1]! : here;
    const after = i + 1 < LOG_LENGTHS.length ? LOG_LENGTHS[i + 1]! : here;
    let share = 0;
    if (place === here || (place > here && i === LENGTHS.length - 1)) share = 1;
    else if (place > before && place < here) share = (place - before) / (here - before);
    else if (place > here && place < after) share = (after - place) / (after - here);
    inputs[i * NUMBERS_PER_LENGTH] = share;
    inputs[i * NUMBERS_PER_LENGTH + 1] = share * held;
    inputs[i * NUMBERS_PER_LENGTH + 2] = share * Math.max(0, held - BEND);
  }
  return inputs;
}

const INPUTS = new Float64Array(NUMBERS);

/**
 * Weight of evidence in nats: positive speaks against the comment belonging to the article, negative for it, and 0 of
 * a comment without words.
 */
export function calibratedWeight(logit: number, words: number, scale: Calibration): number {
  if (words === 0) return 0;
  const inputs = lineInputs(logit, words, INPUTS);
  let calibrated = 0;
  for (let i = 0; i < inputs.length; i++) calibrated += inputs[i]! * scale.lines[i]!;
  return Math.max(-scale.maxFor, Math.min(scale.maxAgainst, -calibrated));
}

/** From features to nats: trees and a logistic regression, blended and calibrated. */
export interface Stage {
  readonly forest: Forest;
  readonly linear: Linear;
  /** Log odds = `blend[0]` × trees + `blend[1]` × logistic regression + `blend[2]`. */
  readonly blend: Float64Array;
  readonly calibration: Calibration;
}

/** Z-scores of the logistic regression are clipped to ± this many deviations. */
export const PAIR_CLIP = 4;

/** Log odds that the comment belongs to the article, not yet calibrated. */
export function stageLogit({ forest, linear, blend }: Omit<Stage, 'scale'>, row: Float32Array): number {
  return blend[0]! * fastLogitOf(forest, row) + blend[1]! * linearLogit(linear, row, PAIR_CLIP) + blend[2]!;
}

/** Nats against the comment belonging to the article, by its features and its length in eojeols. */
export function stageWeight(stage: Stage, row: Float32Array, words: number): number {
  return calibratedWeight(stageLogit(stage, row), words, stage.calibration);
}
