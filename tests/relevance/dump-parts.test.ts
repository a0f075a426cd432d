import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Context, cosineWithout } from '../../src/relevance/corpus/context.js';
import { groupComments } from '../../src/relevance/corpus/texts.js';
import { FEATURES } from '../../src/relevance/corpus/features.js';
import { alertsOf, shrinkFlooded } from '../../src/relevance/corpus/judge.js';
import type { Linear } from '../../src/relevance/logistic.js';
import { mixtureProbabilities } from '../../src/relevance/corpus/experts.js';
import { DotProducts, Postings } from '../../src/relevance/corpus/similarity.js';
import type { Texts } from '../../src/relevance/corpus/texts.js';
import { adjustForShare, contextWeight, foreignShare } from '../../src/relevance/corpus/class-prior.js';

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

describe('같은 기사의 다른 댓글', () => {
  it('제 몫을 뺀 코사인은 나머지만으로 셈한 것과 같다', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 2, maxLength: 6 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (rows, low) => {
          const comments = textsOf(rows);
          const articles = new Int32Array(rows.length);
          const titles = textsOf([rows[0]!]);
          const groups = groupComments(articles, 1);
          const weights = Float32Array.from(rows, (_, i) => (i % 2 === 0 ? 1 : low));
          const dump = { bits: BITS, titles, bodies: null, comments, articleOf: articles, pairResults: [] };
          const context = new Context(dump, groups, weights);
          const rest = rows
            .slice(1)
            .reduce((sum, { vector }, i) => sum.map((v, k) => v + weights[i + 1]! * vector[k]!), [0, 0, 0]);
          fc.pre(Math.hypot(...rest) > 0.05);
          const own = rows[0]!.vector;
          const cosine = cosineWithout(dotOf(context.sums, own), context.squares[0]!, weights[0]!);
          expect(cosine).toBeCloseTo(dotOf(rest, own) / Math.hypot(...rest), 3);
        },
      ),
    );
  });

  it('남의 댓글이 많아 보이는 기사에서는 의심이 커지고, 한 댓글 빼기는 그 댓글을 뺀다', () => {
    const flooded = Float64Array.of(8, 8, 8, 8, 0.2, 0.2);
    const calm = Float64Array.of(8, 0.2, 0.2, 0.2, 0.2, 0.2);
    expect(foreignShare(flooded)).toBeGreaterThan(0.4);
    expect(foreignShare(calm)).toBeLessThan(0.2);
    expect(foreignShare(calm, 0)).toBeCloseTo(foreignShare(calm.slice(1)), 10);

    const articles = Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    const odd = 8 * (0.05 / 0.95);
    const chances = Float32Array.from([1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0], (strange) =>
      strange === 1 ? odd / (1 + odd) : 0.01,
    );
    const among = adjustForShare(groupComments(articles, 2), chances);
    expect(contextWeight(among[0]!)).toBeLessThan(contextWeight(among[6]!) / 2);
    expect(contextWeight(among[7]!)).toBeGreaterThan(0.9);
  });
});

describe('넘친 기사', () => {
  const width = FEATURES.length;
  const at = FEATURES.indexOf('pair.weight');
  const linear = (size: number, constant: number, slope = 0): Linear => ({
    means: new Float64Array(size),
    deviations: new Float64Array(size).fill(1),
    weights: Float64Array.from({ length: size + 1 }, (_, i) =>
      i === size ? constant : i === at ? slope : 0,
    ),
  });
  const look = {
    calm: linear(width, -4),
    forest: null,
    flood: linear(width, 4),
    gating: linear(2 * width + 1, 0, 4),
  };
  /** Chance of the first comment of each article, whose comments all weigh the same by themselves. */
  const judge = (weights: readonly number[], comments: number): number[] => {
    const features = new Float32Array(weights.length * comments * width).fill(NaN);
    weights.forEach((weight, article) => {
      for (let i = 0; i < comments; i++) features[(article * comments + i) * width + at] = weight;
    });
    const starts = Array.from({ length: weights.length + 1 }, (_, article) => article * comments);
    const chances = mixtureProbabilities(look, features, starts);
    return weights.map((_, article) => chances[article * comments]!);
  };

  it('댓글이 넷은 되어야 넘친 것으로 본다', () => {
    const [flooded, calm] = judge([3, -1], 4);
    expect(flooded).toBeGreaterThan(0.9);
    expect(calm).toBeLessThan(0.03);
    expect(judge([3, -1], 3)[0]).toBeLessThan(0.03);
  });

  it('넘친 기사가 많은 덤프에서는 어중간한 기사를 더 의심한다', () => {
    const rest = new Array<number>(30);
    const [among] = judge([1, ...rest.fill(3)], 4);
    const [alone] = judge([1, ...rest.fill(-1)], 4);
    expect(among).toBeGreaterThan(alone! + 0.3);
  });
});

describe('알림', () => {
  const suspects = (article: number, home: number | undefined, probability: number, count: number) =>
    Array.from({ length: count }, () => ({ article, home, probability }));

  it('한 기사의 여러 의심이 한 곳을 가리키면 하나의 알림이 된다', () => {
    const all = [
      ...suspects(2, 5, 0.9, 3),
      ...suspects(1, 4, 0.6, 4),
      ...suspects(1, 5, 0.9, 2),
      ...suspects(3, undefined, 0.99, 9),
      ...suspects(4, 5, 0.3, 9),
    ];
    expect(alertsOf(all, 0.5)).toEqual([
      { article: 1, home: 4, count: 4 },
      { article: 2, home: 5, count: 3 },
    ]);
  });
});

describe('물든 기사', () => {
  const articles = [0, 0, 0, 1, 1];
  const weights = Float64Array.of(-1, -1, -1, -1, 2);

  it('낱낱이 보아 멀쩡한 기사는 그대로 둔다', () => {
    expect(shrinkFlooded(weights, Float64Array.of(-1, 0.9, 0.5, -1, 1.5), articles)).toEqual(weights);
  });

  it('거의 다 남의 말이면 낱낱이 본 차례를 따른다', () => {
    const led = shrinkFlooded(weights, Float64Array.of(2, 0.5, 1, -1, -1), articles);
    expect(led[0]).toBeGreaterThan(led[2]!);
    expect(led[2]).toBeGreaterThan(led[1]!);
    expect(led[1]).toBeGreaterThan(-1);
    expect([led[3], led[4]]).toEqual([-1, 2]);
  });
});
