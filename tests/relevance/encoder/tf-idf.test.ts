import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  heaviestTerms,
  TermCosines,
  TermIndex,
  termsOf,
  termsOfAll,
  TermTable,
} from '../../../src/relevance/encoder/tf-idf.js';

const BITS = 6;
const idfCodes = Uint8Array.from({ length: 2 ** BITS }, (_, i) => i * 2);
const bag = fc
  .uniqueArray(fc.nat(2 ** BITS - 1), { maxLength: 20 })
  .map((buckets) => Int32Array.from(buckets));

describe('tf-idf', () => {
  it('거꾸로 찾기, 표에서 찾기, 한꺼번에 견주기가 끝자리까지 같은 코사인을 낸다', () => {
    fc.assert(
      fc.property(fc.array(bag, { minLength: 1, maxLength: 6 }), bag, (bags, asked) => {
        const texts = bags.map((buckets) => termsOf(buckets, idfCodes));
        const query = termsOf(asked, idfCodes);
        const cosines = new Float32Array(texts.length);
        new TermIndex(BITS, texts).cosines(query, cosines);
        texts.forEach((terms, i) => {
          const table = new TermTable(terms);
          expect(table.cosine32(query)).toBe(cosines[i]!);
          expect(table.cosine(query)).toBeCloseTo(cosines[i]!, 5);
          expect(table.compare(query, idfCodes).cosine).toBe(table.cosine(query));
        });
        const together = new TermCosines(BITS, texts);
        const table = new TermTable(query);
        // Twice: nothing of one text is left for the next.
        for (let round = 0; round < 2; round++) {
          const [exact, rounded] = [new Float64Array(texts.length), new Float32Array(texts.length)];
          together.add(query, exact, rounded);
          expect([...exact]).toEqual(texts.map((terms) => table.cosine(terms)));
          expect([...rounded]).toEqual(texts.map((terms) => table.cosine32(terms)));
        }
      }),
    );
  });

  it('거꾸로 찾기는 앞의 글 몇 개만 견줄 수 있다', () => {
    const texts = [[3, 9], [9], [3, 40]].map((buckets) => termsOf(Int32Array.from(buckets), idfCodes));
    const [all, first] = [new Float32Array(3), new Float32Array(2)];
    const index = new TermIndex(BITS, texts);
    index.cosines(texts[0]!, all);
    index.cosines(texts[0]!, first);
    expect(all[2]).toBeGreaterThan(0);
    expect([...first]).toEqual([...all.subarray(0, 2)]);
  });

  it('글은 저와 1만큼 같고, 나눈 몫은 0과 1 사이다', () => {
    const terms = termsOf(Int32Array.of(3, 9, 40), idfCodes);
    const { cosine, share, rarest } = new TermTable(terms).compare(terms, idfCodes);
    expect(cosine).toBeCloseTo(1, 5);
    expect(share).toBeCloseTo(1, 5);
    expect(rarest).toBe(5);
  });

  it('여러 번 나온 조각이 무겁고, 무거운 것부터 남긴다', () => {
    const terms = termsOfAll([Int32Array.of(20, 30), Int32Array.of(20), Int32Array.of(20, 8)], idfCodes);
    const weight = (bucket: number): number => terms.weights[terms.buckets.indexOf(bucket)]!;
    expect(weight(20)).toBeGreaterThan(weight(30));
    expect([...terms.buckets]).toEqual([20, 30, 8]);
    expect(weight(20) / weight(8)).toBeCloseTo(((1 + Math.log(3)) * 20) / 8, 5);
    expect([...heaviestTerms(terms, 2).buckets]).toEqual([20, 30]);
  });
});
