import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantiseUnit, dot, normalise, UNIT_STEPS } from '../../../src/relevance/encoder/vector.js';
import { WordMatcher } from '../../../src/relevance/pair/word-matcher.js';
import { type Words } from '../../../src/relevance/encoder/encoder.js';

describe('낱말 견주기', () => {
  const dimension = 8;
  const words = (vectors: number[][]): Words => ({
    count: vectors.length,
    rows: Int8Array.from(
      vectors.flatMap((vector) => [...quantiseUnit(normalise(Float32Array.from(vector)))]),
    ),
    weights: Float32Array.from(vectors, (_, i) => 1 + i),
    starts: Int32Array.from(vectors, (_, i) => i),
    ends: Int32Array.from(vectors, (_, i) => i + 1),
  });
  const row = ({ rows }: Words, i: number): Int8Array => rows.subarray(i * dimension, (i + 1) * dimension);
  const vectors = fc.array(
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: dimension, maxLength: dimension }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );

  it('하나씩 견준 것과 같다', () => {
    fc.assert(
      fc.property(vectors, vectors, vectors, (a, b, c) => {
        const matcher = new WordMatcher(dimension, 2, 5);
        const [comment, one, other] = [words(a), words(b), words(c)];
        matcher.setTexts([other, one]);
        matcher.setTexts([one, other]);
        [one, other].forEach((held, text) => {
          const cosine = (i: number, j: number): number =>
            Math.max(0, dot(row(comment, i), row(held, j)) / UNIT_STEPS ** 2);
          const best = a.map((_, i) => Math.max(...Array.from(held.weights, (__, j) => cosine(i, j))));
          const back = Array.from(held.weights, (_, j) => Math.max(...a.map((__, i) => cosine(i, j))));
          const mean = (values: number[], { weights }: Words): number =>
            values.reduce((sum, value, i) => sum + value * weights[i]!, 0) /
            weights.reduce((sum, weight) => sum + weight, 0);
          const match = matcher.match(comment)[text]!;
          expect(match.mean).toBeCloseTo(mean(best, comment), 5);
          expect(match.coverage).toBeCloseTo(mean(back, held), 5);
        });
      }),
    );
  });
});
