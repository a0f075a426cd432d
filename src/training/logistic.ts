/** Inputs of one sample and its label: `belongs` is the positive class of the fit. */
export interface Sample {
  readonly inputs: Float64Array;
  readonly belongs: boolean;
}

const ROUNDS = 25;
const ENOUGH = 1e-7;

/**
 * Fits a logistic regression by Newton's method with L2 penalty `ridge` / 2 × squared weights. There is no implicit
 * constant: pass an input that is always 1.
 */
export function fitLogistic(samples: readonly Sample[], ridge: number): Float64Array {
  const size = samples[0]?.inputs.length ?? 0;
  const weights = new Float64Array(size);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight) => -ridge * weight);
    const curvature = Array.from({ length: size }, (_, i) => {
      const row = new Float64Array(size);
      row[i] = ridge;
      return row;
    });
    for (const { inputs, belongs } of samples) {
      let logit = 0;
      for (let i = 0; i < size; i++) logit += weights[i]! * inputs[i]!;
      const chance = 1 / (1 + Math.exp(-logit));
      const miss = (belongs ? 1 : 0) - chance;
      const spread = chance * (1 - chance);
      for (let i = 0; i < size; i++) {
        const input = inputs[i]!;
        if (input === 0) continue;
        gradient[i]! += miss * input;
        const row = curvature[i]!;
        for (let j = 0; j < size; j++) row[j]! += spread * input * inputs[j]!;
      }
    }
    const move = solve(curvature, gradient);
    let furthest = 0;
    move.forEach((by, i) => {
      weights[i]! += by;
      furthest = Math.max(furthest, Math.abs(by));
    });
    if (furthest < ENOUGH) break;
  }
  return weights;
}

/**
 * Solves a symmetric positive definite system by Gaussian elimination, in place; the ridge keeps the pivots positive.
 * Returns `right`.
 */
export function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++) {
    const top = matrix[pivot]!;
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row]![pivot]! / top[pivot]!;
      for (let column = pivot; column < size; column++) matrix[row]![column]! -= factor * top[column]!;
      right[row]! -= factor * right[pivot]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let column = row + 1; column < size; column++) right[row]! -= matrix[row]![column]! * right[column]!;
    right[row]! /= matrix[row]![row]!;
  }
  return right;
}
