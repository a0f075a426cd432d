import { type Calibration, calibratedWeight } from './single-scale.js';
import type { Forest } from './forest.js';
import { fastLogitOf } from './forest-quick.js';

/** From features to nats: trees and a logistic regression, blended and calibrated. */
export interface Stage {
  readonly forest: Forest;
  readonly linear: Linear;
  /** Log odds = `blend[0]` × trees + `blend[1]` × logistic regression + `blend[2]`. */
  readonly blend: Float64Array;
  readonly calibration: Calibration;
}

/** Logistic regression over features in deviations; what is missing counts as ordinary. */
export interface Linear {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** One per feature, the constant last. */
  readonly weights: Float64Array;
}

/** Features are held within so many deviations. */
const FURTHEST = 4;

/** A feature as the logistic regression reads it. */
export function standardised(value: number, mean: number, deviation: number): number {
  return Number.isNaN(value) ? 0 : Math.max(-FURTHEST, Math.min(FURTHEST, (value - mean) / deviation));
}

export function linearLogit({ means, deviations, weights }: Linear, row: Float32Array): number {
  let sum = weights[means.length]!;
  for (let i = 0; i < means.length; i++)
    sum += weights[i]! * standardised(row[i]!, means[i]!, deviations[i]!);
  return sum;
}

/** Log odds that the comment belongs to the article, not yet calibrated. */
export function stageLogit({ forest, linear, blend }: Omit<Stage, 'scale'>, row: Float32Array): number {
  return blend[0]! * fastLogitOf(forest, row) + blend[1]! * linearLogit(linear, row) + blend[2]!;
}

/** Nats against the comment belonging to the article, by its features and its length in eojeols. */
export function stageWeight(stage: Stage, row: Float32Array, words: number): number {
  return calibratedWeight(stageLogit(stage, row), words, stage.calibration);
}
