import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenTerms, strongest, TermIndex, termsOf, termsOfAll } from '../../src/relevance/pool-terms.js';
import { ByteReader, ByteWriter } from '../../src/relevance/pool-bytes.js';
import { WordMatcher } from '../../src/relevance/pool-words.js';
import { dot, toUnit } from '../../src/relevance/vector.js';
import { stepsOf, UNIT_STEPS, type Words } from '../../src/relevance/words.js';

const BITS = 6;
const rarities = Uint8Array.from({ length: 2 ** BITS }, (_, i) => i * 2);
const bag = fc
  .uniqueArray(fc.nat(2 ** BITS - 1), { maxLength: 20 })
  .map((buckets) => Int32Array.from(buckets));

describe('tf-idf', () => {
  it('거꾸로 찾기와 펴 놓고 견주기가 같은 코사인을 낸다', () => {
    fc.assert(
      fc.property(fc.array(bag, { minLength: 1, maxLength: 6 }), bag, (bags, asked) => {
        const texts = bags.map((buckets) => termsOf(buckets, rarities));
        const query = termsOf(asked, rarities);
        const cosines = new Float32Array(texts.length);
        new TermIndex(BITS, texts).cosines(query, cosines);
        const open = new OpenTerms(BITS);
        texts.forEach((terms, i) => {
          open.open(terms);
          expect(open.cosine(query)).toBeCloseTo(cosines[i]!, 5);
          expect(open.compare(query, rarities).cosine).toBeCloseTo(cosines[i]!, 5);
        });
      }),
    );
  });

  it('글은 저와 1만큼 같고, 나눈 몫은 0과 1 사이다', () => {
    const terms = termsOf(Int32Array.of(3, 9, 40), rarities);
    const open = new OpenTerms(BITS);
    open.open(terms);
    const { cosine, share, rarest } = open.compare(terms, rarities);
    expect(cosine).toBeCloseTo(1, 5);
    expect(share).toBeCloseTo(1, 5);
    expect(rarest).toBe(5);
  });

  it('여러 번 나온 조각이 무겁고, 무거운 것부터 남긴다', () => {
    const terms = termsOfAll([Int32Array.of(20, 30), Int32Array.of(20), Int32Array.of(20, 8)], rarities);
    const weight = (bucket: number): number => terms.weights[terms.buckets.indexOf(bucket)]!;
    expect(weight(20)).toBeGreaterThan(weight(30));
    expect([...strongest(terms, 2).buckets]).toEqual([20, 30]);
  });
});

describe('낱말 견주기', () => {
  const dimension = 8;
  const words = (vectors: number[][]): Words => ({
    count: vectors.length,
    rows: Int8Array.from(vectors.flatMap((vector) => [...stepsOf(toUnit(Float32Array.from(vector)))])),
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
        matcher.hold([other, one]);
        matcher.hold([one, other]);
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
          expect(match.touched).toBeCloseTo(mean(back, held), 5);
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
