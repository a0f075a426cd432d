import { sigmoid } from '../logistic.js';

/** Weights of `calibrationInputs`. */
export type Calibration = Float64Array;

export const CALIBRATION_INPUTS = 11;

/**
 * Inputs of the calibration. Beside the logit of the mixture, as in Platt scaling, they are the share of foreign
 * comments in the dump and the number of siblings: where most of a dump is foreign, or an article has hardly any
 * siblings, the context misleads and the pair model deserves more.
 *
 * @param logit of the mixture
 * @param pair nats, of the same comment by the pair model
 * @param share log odds of the dump's share
 * @param siblings number of other comments of the article
 */
export function calibrationInputs(
  logit: number,
  pair: number,
  share: number,
  siblings: number,
): readonly number[] {
  const few = 1 / (1 + siblings);
  const [byShare, byFew] = [share, few].map((value) => [logit * value, pair * value] as const);
  return [1, logit, pair, share, few, ...byShare!, ...byFew!, logit * few * share, pair * few * share];
}

/** The calibrated probability. */
export function probabilityOf(weights: Calibration, inputs: readonly number[]): number {
  return sigmoid(inputs.reduce((sum, input, i) => sum + weights[i]! * input, 0));
}
