/** A logistic regression over features scaled to mean 0 and deviation 1; a missing one (NaN) counts as its mean. */
export interface Linear {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** One weight per feature, and the constant last. */
  readonly weights: Float64Array;
}

/**
 * Log odds of a row of features.
 *
 * @param clip z-scores are clipped to ±`clip`: the value that the weights were fitted with
 */
export function linearLogit({ means, deviations, weights }: Linear, row: Float32Array, clip: number): number {
  let sum = weights[means.length]!;
  for (let i = 0; i < means.length; i++)
    sum += weights[i]! * standardised(row[i]!, means[i]!, deviations[i]!, clip);
  return sum;
}

/** The z-score of a feature, clipped to ±`clip`; 0 for NaN. */
export function standardised(value: number, mean: number, deviation: number, clip: number): number {
  return Number.isNaN(value) ? 0 : Math.max(-clip, Math.min(clip, (value - mean) / deviation));
}

/** The log odds of a probability between 0 and 1. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** The probability of log odds. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
