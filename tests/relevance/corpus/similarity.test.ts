import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DotProducts, Postings } from '../../../src/relevance/corpus/similarity.js';
import type { Texts } from '../../../src/relevance/corpus/texts.js';

const DIMENSION = 3;
const BITS = 4;

/** Texts by hand: each a vector and some buckets of equal weight. */
function textsOf(rows: readonly { vector: readonly number[]; buckets: readonly number[] }[]): Texts {
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

const unit = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
  .map((vector) => vector.map((value) => value / Math.hypot(...vector)));
const text = fc.record({
  vector: unit,
  buckets: fc.uniqueArray(fc.integer({ min: 0, max: 2 ** BITS - 1 }), { minLength: 1, maxLength: 6 }),
});
const dotOf = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);

/** tf-idf of a text, bucket by bucket. */
const wordsOf = (texts: Texts, row: number): Float64Array => {
  const all = new Float64Array(2 ** BITS);
  for (let i = texts.starts[row]!; i < texts.starts[row + 1]!; i++)
    all[texts.buckets[i]!] = texts.weights[i]!;
  return all;
};

describe('곱', () => {
  it('모든 행과 모든 행의 내적이다', () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 9 }), fc.array(unit, { maxLength: 9 }), (left, right) => {
        const products = new DotProducts(Float32Array.from(right.flat()), DIMENSION, 9);
        products.multiply(Float32Array.from(left.flat()));
        left.forEach((a, i) => {
          right.forEach((b, j) => {
            expect(products.row(i)[j]).toBeCloseTo(dotOf(a, b), 5);
          });
        });
      }),
    );
  });

  it('역색인의 곱은 낱말 벡터의 내적과 같다', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), (rows) => {
        const texts = textsOf(rows);
        const index = Postings.of(BITS, texts);
        const into = new Float32Array(texts.count).fill(7);
        index.products(texts, 0, into);
        for (let i = 0; i < texts.count; i++)
          expect(into[i]).toBeCloseTo(dotOf(wordsOf(texts, 0), wordsOf(texts, i)), 5);
      }),
    );
  });
});
