import { type Linear, linearLogit } from '../logistic.js';
import { fastLogitOf, type Forest } from './forest.js';

/**
 * Calibration of raw log odds by the length of the comment, fitted on articles that nothing was learned from
 * (`training/pair-stage.ts`): for each length a piecewise linear map from log odds to a log-likelihood ratio.
 */
export interface Calibration {
  /** For each of `LENGTHS`: constant, slope, and change of slope beyond `BEND`. */
  readonly lines: Float64Array;
  /** Caps on the weight in nats that the data support: for and against the comment belonging. */
  readonly maxFor: number;
  readonly maxAgainst: number;
}

/** Comment lengths in eojeols; in between, the lines are interpolated by the logarithm of the length. */
export const LENGTHS = [1, 3, 7, 15, 30] as const;
export const NUMBERS_PER_LENGTH = 3;
/** Knee of the piecewise linear map, in logits. */
const BEND = 0.7;
/** Logits beyond ± this grow by their logarithm only: there are no data there. */
const MAX_LOGIT = 5;
/** A weight within this many nats of its cap approaches the cap instead of reaching it. */
const SOFT = 0.5;

const LOG_LENGTHS = LENGTHS.map((length) => Math.log(length));

/** Length of `Calibration.lines`. */
const NUMBERS = LENGTHS.length * NUMBERS_PER_LENGTH;

/**
 * Regressors of the calibration: the dot product with `Calibration.lines` is the calibrated log odds. Mostly zeros.
 *
 * @param words length of the comment in eojeols
 */
export function lineInputs(logit: number, words: number, inputs = new Float64Array(NUMBERS)): Float64Array {
  const beyond = Math.max(0, Math.abs(logit) - MAX_LOGIT);
  const held = Math.sign(logit) * (Math.abs(logit) - beyond + Math.log1p(beyond));
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
 * Calibrated weight of evidence in nats: positive against the comment belonging to the article, negative for it; 0 for
 * a comment without words.
 */
export function calibratedWeight(logit: number, words: number, scale: Calibration): number {
  if (words === 0) return 0;
  const inputs = lineInputs(logit, words, INPUTS);
  let calibrated = 0;
  for (let i = 0; i < inputs.length; i++) calibrated += inputs[i]! * scale.lines[i]!;
  return calibrated > 0 ? -capped(calibrated, scale.maxFor) : capped(-calibrated, scale.maxAgainst);
}

/** A linear change of weights, in nats. */
export interface Level {
  readonly slope: number;
  readonly offset: number;
}

/** The stage whose weights are `slope` times those of this one plus `offset`, as far as the caps allow. */
export function levelled(stage: Stage, { slope, offset }: Level): Stage {
  // The lines give log odds for the comment belonging; the first of each length is the constant.
  const lines = stage.calibration.lines.map(
    (value, i) => slope * value - (i % NUMBERS_PER_LENGTH === 0 ? offset : 0),
  );
  return { ...stage, calibration: { ...stage.calibration, lines } };
}

/**
 * Holds a weight of 0 or more below `cap`, keeping its order: ties among the strongest would hide which of them to look
 * at first.
 */
function capped(weight: number, cap: number): number {
  const width = Math.min(SOFT, Math.max(0, cap) / 2);
  const over = weight - (cap - width);
  if (over <= 0) return weight;
  return width > 0 ? cap - width * Math.exp(-over / width) : 0;
}

/**
 * Turns features into a weight of evidence: gradient-boosted trees and a logistic regression, stacked and calibrated.
 */
export interface Stage {
  readonly forest: Forest;
  readonly linear: Linear;
  /** Log odds = `blend[0]` × trees + `blend[1]` × logistic regression + `blend[2]`. */
  readonly blend: Float64Array;
  readonly calibration: Calibration;
}

/** Z-scores of the logistic regression are clipped to ± this many deviations. */
export const PAIR_CLIP = 4;

/** Uncalibrated log odds that the comment belongs to the article. */
export function stageLogit({ forest, linear, blend }: Omit<Stage, 'scale'>, row: Float32Array): number {
  return blend[0]! * fastLogitOf(forest, row) + blend[1]! * linearLogit(linear, row, PAIR_CLIP) + blend[2]!;
}

/**
 * Weight of evidence in nats against the comment belonging to the article, from its features and its length in eojeols.
 */
export function stageWeight(stage: Stage, row: Float32Array, words: number): number {
  return calibratedWeight(stageLogit(stage, row), words, stage.calibration);
}
