/** A sample of the fit: its inputs, whether it is of the positive class, and how much it counts. */
export interface WeightedSample {
  readonly inputs: Float64Array;
  readonly positive: boolean;
  readonly weight: number;
}

const ROUNDS = 50;
const SWEEPS = 200;
const ENOUGH = 1e-8;
/** Largest change of a coefficient in one round. */
const MOST_AT_ONCE = 0.5;

/**
 * Fits a logistic regression whose coefficients may not be negative (except where `free`), with an L2 penalty of `ridge`
 * / 2 × the squared coefficients: Newton's method, each step a quadratic programme solved by coordinate descent
 * (Friedman, Hastie & Tibshirani, "Regularization paths for generalized linear models via coordinate descent", 2010).
 *
 * @param free inputs whose coefficient may have either sign and is not penalised, such as a constant
 * @param held inputs whose coefficient stays as it is in `start`
 * @returns one coefficient per input
 */
export function fitMonotone(
  samples: readonly WeightedSample[],
  ridge: number,
  free: ReadonlySet<number>,
  start?: Float64Array,
  held: ReadonlySet<number> = new Set(),
): Float64Array {
  const size = samples[0]?.inputs.length ?? 0;
  const weights = start?.slice() ?? new Float64Array(size);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight, i) => (free.has(i) ? 0 : -ridge * weight));
    const curvature = Array.from({ length: size }, (_, i) => {
      const row = new Float64Array(size);
      row[i] = free.has(i) ? 1e-9 : ridge;
      return row;
    });
    for (const { inputs, positive, weight } of samples) {
      let logit = 0;
      for (let i = 0; i < size; i++) logit += weights[i]! * inputs[i]!;
      const chance = 1 / (1 + Math.exp(-logit));
      const miss = weight * ((positive ? 1 : 0) - chance);
      const spread = weight * chance * (1 - chance);
      for (let i = 0; i < size; i++) {
        const input = inputs[i]!;
        if (input === 0) continue;
        gradient[i]! += miss * input;
        const row = curvature[i]!;
        for (let j = 0; j < size; j++) row[j]! += spread * input * inputs[j]!;
      }
    }
    const next = stepWithin(weights, gradient, curvature, free, held);
    let furthest = 0;
    next.forEach((value, i) => (furthest = Math.max(furthest, Math.abs(value - weights[i]!))));
    // Far from the minimum a full step overshoots; shorter ones stay within the bounds, which are convex.
    const part = Math.min(1, MOST_AT_ONCE / furthest);
    next.forEach((value, i) => (weights[i]! += part * (value - weights[i]!)));
    if (furthest < ENOUGH) break;
  }
  return weights;
}

/** The minimum of the quadratic model around `weights` within the bounds. */
function stepWithin(
  weights: Float64Array,
  gradient: Float64Array,
  curvature: readonly Float64Array[],
  free: ReadonlySet<number>,
  held: ReadonlySet<number>,
): Float64Array {
  const next = weights.slice();
  // The gradient at `next`, kept up to date.
  const slope = gradient.slice();
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let furthest = 0;
    for (let i = 0; i < next.length; i++) {
      const bend = curvature[i]![i]!;
      if (held.has(i) || bend <= 1e-8) continue;
      const wanted = next[i]! + slope[i]! / bend;
      const to = free.has(i) ? wanted : Math.max(0, wanted);
      const by = to - next[i]!;
      if (by === 0) continue;
      next[i] = to;
      for (let j = 0; j < next.length; j++) slope[j]! -= by * curvature[i]![j]!;
      furthest = Math.max(furthest, Math.abs(by));
    }
    if (furthest < ENOUGH) break;
  }
  return next;
}
