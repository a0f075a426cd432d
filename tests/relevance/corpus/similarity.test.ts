import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DotProducts, Postings } from '../../../src/relevance/corpus/similarity.js';
import type { Texts } from '../../../src/relevance/corpus/texts.js';
import { BITS, DIMENSION, dotOf, text, textsOf, unit } from './given.js';

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
