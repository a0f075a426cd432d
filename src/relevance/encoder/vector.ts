/** Dot product; of unit vectors, their cosine. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Scales a vector to length 1 where it stands. The zero vector stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / length;
  return vector;
}

/** Mean and spread (standard deviation) of the cosines of one vector to a background. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** A spread under this is no spread: a background of one vector, or an empty text. */
const LEAST_DEVIATION = 0.02;

/** How a vector lies towards `rows`: vectors of its dimension, one after the other. */
export function spreadOver(vector: Float32Array, rows: Float32Array): Spread {
  const dimension = vector.length;
  const count = rows.length / dimension;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < count; row++) {
    let cosine = 0;
    for (let i = 0, at = row * dimension; i < dimension; i++, at++) cosine += vector[i]! * rows[at]!;
    sum += cosine;
    squares += cosine * cosine;
  }
  const mean = count > 0 ? sum / count : 0;
  const variance = count > 0 ? Math.max(0, squares / count - mean * mean) : 0;
  return { mean, deviation: Math.max(LEAST_DEVIATION, Math.sqrt(variance)) };
}
