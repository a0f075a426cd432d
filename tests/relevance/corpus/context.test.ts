import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Context, cosineWithout } from '../../../src/relevance/corpus/context.js';
import { groupComments } from '../../../src/relevance/corpus/texts.js';
import { adjustForShare, contextWeight, foreignShare } from '../../../src/relevance/corpus/class-prior.js';
import { BITS, dotOf, text, textsOf } from './given.js';

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
    const among = adjustForShare(groupComments(articles, 2), chances, 0.05);
    expect(contextWeight(among[0]!)).toBeLessThan(contextWeight(among[6]!) / 2);
    expect(contextWeight(among[7]!)).toBeGreaterThan(0.9);
  });
});
