/** A logistic regression over features brought to mean 0 and deviation 1; a missing one counts as its mean. */
export interface Linear {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** One weight per feature, and the constant last. */
  readonly weights: Float64Array;
}

/** Deviations further out are held here. */
const FURTHEST = 5;

export function linearLogit({ means, deviations, weights }: Linear, features: Float32Array, at = 0): number {
  let sum = weights[means.length]!;
  for (let i = 0; i < means.length; i++)
    sum += weights[i]! * standard(features[at + i]!, means[i]!, deviations[i]!);
  return sum;
}

export function standard(value: number, mean: number, deviation: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(-FURTHEST, Math.min(FURTHEST, (value - mean) / deviation));
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
