import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot, ExactDots, normalise, quantiseUnit, UNIT_STEPS } from '../../src/relevance/encoder/vector.js';
import {
  heaviestTerms,
  TermCosines,
  TermIndex,
  termsOf,
  termsOfAll,
  TermTable,
} from '../../src/relevance/encoder/tf-idf.js';
import { ByteReader, ByteWriter } from '../../src/relevance/bytes.js';
import { WordMatcher } from '../../src/relevance/pair/word-matcher.js';
import { WordGatherer } from '../../src/relevance/encoder/word-reader.js';
import { type Words } from '../../src/relevance/encoder/encoder.js';

const BITS = 6;
const rarities = Uint8Array.from({ length: 2 ** BITS }, (_, i) => i * 2);
const bag = fc
  .uniqueArray(fc.nat(2 ** BITS - 1), { maxLength: 20 })
  .map((buckets) => Int32Array.from(buckets));

describe('tf-idf', () => {
  it('거꾸로 찾기, 표에서 찾기, 한꺼번에 견주기가 끝자리까지 같은 코사인을 낸다', () => {
    fc.assert(
      fc.property(fc.array(bag, { minLength: 1, maxLength: 6 }), bag, (bags, asked) => {
        const texts = bags.map((buckets) => termsOf(buckets, rarities));
        const query = termsOf(asked, rarities);
        const cosines = new Float32Array(texts.length);
        new TermIndex(BITS, texts).cosines(query, cosines);
        texts.forEach((terms, i) => {
          const table = new TermTable(terms);
          expect(table.cosine32(query)).toBe(cosines[i]!);
          expect(table.cosine(query)).toBeCloseTo(cosines[i]!, 5);
          expect(table.compare(query, rarities).cosine).toBe(table.cosine(query));
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
    const texts = [[3, 9], [9], [3, 40]].map((buckets) => termsOf(Int32Array.from(buckets), rarities));
    const [all, first] = [new Float32Array(3), new Float32Array(2)];
    const index = new TermIndex(BITS, texts);
    index.cosines(texts[0]!, all);
    index.cosines(texts[0]!, first);
    expect(all[2]).toBeGreaterThan(0);
    expect([...first]).toEqual([...all.subarray(0, 2)]);
  });

  it('글은 저와 1만큼 같고, 나눈 몫은 0과 1 사이다', () => {
    const terms = termsOf(Int32Array.of(3, 9, 40), rarities);
    const { cosine, share, rarest } = new TermTable(terms).compare(terms, rarities);
    expect(cosine).toBeCloseTo(1, 5);
    expect(share).toBeCloseTo(1, 5);
    expect(rarest).toBe(5);
  });

  it('여러 번 나온 조각이 무겁고, 무거운 것부터 남긴다', () => {
    const terms = termsOfAll([Int32Array.of(20, 30), Int32Array.of(20), Int32Array.of(20, 8)], rarities);
    const weight = (bucket: number): number => terms.weights[terms.buckets.indexOf(bucket)]!;
    expect(weight(20)).toBeGreaterThan(weight(30));
    expect([...terms.buckets]).toEqual([20, 30, 8]);
    expect(weight(20) / weight(8)).toBeCloseTo(((1 + Math.log(3)) * 20) / 8, 5);
    expect([...heaviestTerms(terms, 2).buckets]).toEqual([20, 30]);
  });
});

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

describe('글 여럿의 낱말 모으기', () => {
  it('다른 낱말만 차례대로 모으고, 다음 기사에는 남기지 않는다', () => {
    const told = (text: string): Words => {
      const found = [...text.matchAll(/\S+/gu)];
      return {
        count: found.length,
        rows: Int8Array.from(found, ([word]) => word.charCodeAt(0)),
        weights: Float32Array.from(found, ([word]) => word.length),
        starts: Int32Array.from(found, ({ index }) => index),
        ends: Int32Array.from(found, ({ index, 0: word }) => index + word.length),
      };
    };
    const word = fc.constantFrom('a', 'bb', 'b', 'ccc', 'd');
    const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    const gatherer = new WordGatherer(1, 4);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        for (const one of texts) gatherer.add(one, told(one));
        const { count, rows, weights } = gatherer.take();
        const different = [...new Set(texts.flatMap((one) => one.match(/\S+/gu) ?? []))].slice(0, 4);
        expect(count).toBe(different.length);
        expect([...rows]).toEqual(different.map((one) => one.charCodeAt(0)));
        expect([...weights]).toEqual(different.map((one) => one.length));
      }),
    );
  });
});

describe('벡터 하나를 여럿과 곱하기', () => {
  it('하나씩 곱한 것과 끝자리까지 같다', () => {
    const number = fc.float({ noNaN: true, min: -1, max: 1 });
    const vector = fc
      .array(number, { minLength: 16, maxLength: 16 })
      .map((values) => Float32Array.from(values));
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 19 }), vector, (vectors, one) => {
        const products = new ExactDots(vectors, 16).dots(one);
        vectors.forEach((other, i) => {
          // 0 and -0 are the same here.
          expect(products[i]! + 0).toBe(dot(one, other) + 0);
        });
      }),
    );
  });
});

describe('바이트로 쓰고 읽기', () => {
  it('쓴 대로 읽는다', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffffff)), fc.array(fc.float({ noNaN: true })), (numbers, floats) => {
        const writer = new ByteWriter();
        for (const number of numbers) writer.uint(number, 3);
        writer.floats(floats);
        writer.block(Uint8Array.of(1, 2));
        const reader = new ByteReader(writer.join());
        expect(numbers.map(() => reader.uint(3))).toEqual(numbers);
        expect([...reader.floats(floats.length)]).toEqual(floats);
        expect([...reader.block()]).toEqual([1, 2]);
        expect(reader.ended).toBe(true);
        expect(() => reader.uint(1)).toThrow(RangeError);
      }),
    );
  });
});
