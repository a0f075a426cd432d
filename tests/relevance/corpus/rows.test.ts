import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupComments } from '../../../src/relevance/corpus/texts.js';
import { Postings, SiblingCosines } from '../../../src/relevance/corpus/similarity.js';
import type { Texts } from '../../../src/relevance/corpus/texts.js';
import { Kernel } from '../../../src/relevance/kernel/kernel.js';

/** No -0: the highest of 0 and -0 is either. */
const number = fc.float({ min: -4, max: 4, noNaN: true }).map((value) => value + 0);
/** Cells of a row, some of them missing. */
const row = (columns: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof({ weight: 4, arbitrary: number }, fc.constant(NaN)), {
    minLength: columns,
    maxLength: columns,
  });

describe('커널의 반복', () => {
  it('묶음마다 가장 높은 수를 찾고, 빈 묶음에는 없다', () => {
    const sizes = fc.array(fc.nat(4), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        sizes.chain((counts) => fc.tuple(fc.constant(counts), row(counts.reduce((a, b) => a + b, 1)))),
        ([counts, cells]) => {
          const kernel = new Kernel(4096);
          const values = kernel.floats(cells.length);
          values.set(cells.map((cell) => (Number.isNaN(cell) ? 1 : cell)));
          const starts = kernel.ints(counts.length + 1);
          counts.forEach((count, i) => (starts[i + 1] = starts[i]! + count));
          const out = kernel.floats(counts.length);
          kernel.highestOfEach(values, starts, out);
          counts.forEach((count, i) => {
            const group = values.subarray(starts[i], starts[i + 1]);
            expect(out[i]).toBe(count === 0 ? NaN : Math.max(...group));
          });
        },
      ),
    );
  });

  it('뒤집힌 목록은 글끼리 하나하나 견준 것과 같다', () => {
    const bags = fc.array(fc.uniqueArray(fc.nat(31), { maxLength: 90 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(bags, (held) => {
        const buckets = held.flat();
        const starts = [0, ...held.map((_, i) => held.slice(0, i + 1).flat().length)];
        const texts: Texts = {
          count: held.length,
          dimension: 0,
          vectors: new Float32Array(0),
          starts: Int32Array.from(starts),
          buckets: Int32Array.from(buckets),
          weights: Float32Array.from(buckets, (bucket, i) => ((bucket + i) % 7) / 7),
          wordCounts: new Int32Array(held.length),
          norms: new Float32Array(held.length),
        };
        const weightOf = (text: number, bucket: number): number => {
          const at = held[text]!.indexOf(bucket);
          return at < 0 ? 0 : texts.weights[starts[text]! + at]!;
        };
        const into = new Float32Array(held.length + 2).fill(9);
        held.forEach((bag, i) => {
          Postings.of(5, texts).products(texts, i, into);
          held.forEach((_, other) => {
            const sum = bag.reduce((all, bucket) => all + weightOf(i, bucket) * weightOf(other, bucket), 0);
            expect(into[other]).toBeCloseTo(sum, 4);
          });
          expect([...into.subarray(held.length)]).toEqual([0, 0]);
        });
      }),
    );
  });
});

describe('한 기사의 댓글들과 견주기', () => {
  const DIMENSION = 6;
  const textsOf = (vectors: Float32Array): Texts => {
    const count = vectors.length / DIMENSION;
    const none = new Int32Array(0);
    const [starts, words] = [new Int32Array(count + 1), new Int32Array(count).fill(3)];
    const [weights, masses] = [new Float32Array(0), new Float32Array(count)];
    return {
      count,
      dimension: DIMENSION,
      vectors,
      starts,
      buckets: none,
      weights,
      wordCounts: words,
      norms: masses,
    };
  };
  const likenessesOf = (counts: readonly number[]): [SiblingCosines, Float32Array] => {
    const articles = Int32Array.from(
      counts.flatMap((count, article) => new Array<number>(count).fill(article)),
    );
    const vectors = Float32Array.from({ length: articles.length * DIMENSION }, (_, i) => Math.sin(i * i));
    return [new SiblingCosines(textsOf(vectors), groupComments(articles, counts.length)), vectors];
  };

  it('적으면 모두와 견준다', () => {
    const [likenesses, vectors] = likenessesOf([3, 0, 5]);
    for (const [article, expected] of [
      [0, [0, 1, 2]],
      [1, []],
      [2, [3, 4, 5, 6, 7]],
    ] as const) {
      const { comments, cosines } = likenesses.of(4, article);
      expect([...comments]).toEqual(expected);
      expected.forEach((other, i) => {
        let sum = 0;
        for (let k = 0; k < DIMENSION; k++)
          sum += vectors[4 * DIMENSION + k]! * vectors[other * DIMENSION + k]!;
        expect(cosines[i]).toBeCloseTo(sum, 5);
      });
    }
  });

  it('아주 많으면 고루 뽑은 것들과 견준다', () => {
    const [likenesses] = likenessesOf([10, 5000]);
    const { comments } = likenesses.of(0, 1);
    expect(comments.length).toBeLessThan(1000);
    expect(new Set(comments).size).toBe(comments.length);
    expect(Math.min(...comments)).toBe(10);
    expect(Math.max(...comments)).toBeGreaterThan(4900);
    expect([...likenesses.of(3, 1).comments]).toEqual([...comments]);
  });
});
