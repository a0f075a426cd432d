import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../../src/relevance/corpus/corpus.js';
import { clusterWeights } from '../../../src/relevance/corpus/flood.js';
import { readShares } from '../../../src/relevance/corpus/shares.js';
import { groupComments } from '../../../src/relevance/corpus/texts.js';
import { BITS, textsOf, unit } from './given.js';

/** A corpus in which only vectors and the pair model's weights matter. */
function corpusOf(rows: readonly { article: number; vector: readonly number[]; weight: number }[]): Corpus {
  const articleOf = Int32Array.from(rows, ({ article }) => article);
  const count = Math.max(0, ...articleOf) + 1;
  return {
    bits: BITS,
    titles: textsOf(Array.from({ length: count }, () => ({ vector: [1, 0, 0], buckets: [] }))),
    bodies: null,
    comments: textsOf(rows.map(({ vector }) => ({ vector, buckets: [] }))),
    articleOf,
    pairResults: rows.map(({ weight }) => ({ weight, homes: [], words: [] })),
  };
}
const weigh = (corpus: Corpus): Float32Array =>
  clusterWeights(corpus, groupComments(corpus.articleOf, corpus.titles.count));

describe('한 기사의 두 무리', () => {
  /** Two stories; the pair model is sure of one comment of each only. */
  const flood = [
    ...[2, 0, 0, 0].map((weight) => ({ article: 0, vector: [0, 1, 0], weight })),
    ...[-2, 0, 0].map((weight) => ({ article: 0, vector: [1, 0, 0], weight })),
  ];

  it('확실한 댓글과 닮은 댓글이 같은 쪽으로 간다', () => {
    const gains = weigh(corpusOf(flood));
    for (const i of [1, 2, 3]) expect(gains[i]).toBeGreaterThan(1);
    for (const i of [5, 6]) expect(gains[i]).toBeLessThan(-1);
  });

  it('댓글이 다섯은 되어야 나눈다', () => {
    expect([...weigh(corpusOf(flood.slice(2, 6)))]).toEqual([NaN, NaN, NaN, NaN]);
  });

  it('댓글의 차례를 따르지 않고, 다른 기사를 보지 않는다', () => {
    const rows = fc.array(fc.record({ vector: unit, weight: fc.double({ min: -3, max: 3, noNaN: true }) }), {
      minLength: 5,
      maxLength: 12,
    });
    fc.assert(
      fc.property(rows, (own) => {
        const here = own.map((row) => ({ ...row, article: 0 }));
        const alone = weigh(corpusOf(here));
        const beside = weigh(
          corpusOf([...here.toReversed(), ...flood.map((row) => ({ ...row, article: 1 }))]),
        );
        here.forEach((_, i) => {
          expect(beside[here.length - 1 - i]).toBeCloseTo(alone[i]!, 3);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('덤프의 몫과 기사의 몫', () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    article: Math.floor(i / 6),
    vector: [1, 0, 0],
    weight: i < 12 || i % 6 === 0 ? 3 : -3,
  }));
  const corpus = corpusOf(rows);
  const shares = readShares(corpus, groupComments(corpus.articleOf, 10));

  it('의심스러운 기사의 몫이 더 크고, 덤프의 몫은 그 사이다', () => {
    expect(shares.articles[0]).toBeGreaterThan(0.75);
    expect(shares.articles[5]).toBeLessThan(0.25);
    expect(shares.dumpShare).toBeGreaterThan(shares.articles[5]!);
    expect(shares.dumpShare).toBeLessThan(shares.articles[0]!);
  });

  it('한 댓글의 몫에는 그 댓글이 들지 않는다', () => {
    expect(shares.without[30]).toBeLessThan(shares.without[31]!);
  });
});
