import fc from 'fast-check';
import type { Texts } from '../../../src/relevance/corpus/texts.js';

/** Of the vectors, and of the buckets in bits. */
export const DIMENSION = 3;
export const BITS = 4;

/** Texts by hand: each a vector and some buckets of equal weight. */
export function textsOf(rows: readonly { vector: readonly number[]; buckets: readonly number[] }[]): Texts {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(({ buckets }, i) => (starts[i + 1] = starts[i]! + buckets.length));
  return {
    count: rows.length,
    dimension: DIMENSION,
    vectors: Float32Array.from(rows.flatMap(({ vector }) => vector)),
    starts,
    buckets: Int32Array.from(rows.flatMap(({ buckets }) => buckets)),
    weights: Float32Array.from(
      rows.flatMap(({ buckets }) => buckets.map(() => 1 / Math.sqrt(buckets.length))),
    ),
    wordCounts: Int32Array.from(rows, () => 1),
    norms: Float32Array.from(rows, () => 1),
  };
}

/** A vector of length 1. */
export const unit = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
  .map((vector) => vector.map((value) => value / Math.hypot(...vector)));
/** A text for `textsOf`. */
export const text = fc.record({
  vector: unit,
  buckets: fc.uniqueArray(fc.integer({ min: 0, max: 2 ** BITS - 1 }), { minLength: 1, maxLength: 6 }),
});
/** The dot product. */
export const dotOf = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);
