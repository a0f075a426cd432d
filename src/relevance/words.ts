/** Unit vectors are kept in steps of this: their cosines are right to about .005. */
export const UNIT_STEPS = 127;

/** The different words of a text, and where each first stands in it: UTF-16 code units, `[start, end)`. */
export interface Words {
  readonly count: number;
  /** Unit vectors in `UNIT_STEPS`, one after the other. */
  readonly rows: Int8Array;
  /** How much each says: the length of its vector before it was made 1. */
  readonly weights: Float32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A unit vector in steps of `UNIT_STEPS`. */
export function stepsOf(
  vector: ArrayLike<number>,
  into: Int8Array = new Int8Array(vector.length),
): Int8Array {
  for (let i = 0; i < vector.length; i++) into[i] = Math.round(vector[i]! * UNIT_STEPS);
  return into;
}
