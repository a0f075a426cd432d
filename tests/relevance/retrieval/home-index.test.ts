import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Encoder } from '../../../src/relevance/encoder/encoder.js';
import { HomeIndex } from '../../../src/relevance/retrieval/home-index.js';
import { termsOf } from '../../../src/relevance/encoder/tf-idf.js';
import { dot } from '../../../src/relevance/encoder/vector.js';
import { madeUpTable } from '../made-up-table.js';

const encoder = new Encoder(madeUpTable(12, 32));
const WORDS =
  '버스 요금 인상 두루미 서식지 복원 도서관 야간 개방 빵집 소금빵 줄서기 전세 사기 대책 대유 상장'.split(' ');
const title = (picks: readonly number[]): string => picks.map((i) => WORDS[i % WORDS.length]).join(' ');
const picks = fc.array(fc.nat(WORDS.length - 1), { minLength: 1, maxLength: 6 });
const rare = (bucket: number): boolean => encoder.table.idfCodes[bucket]! / 16 >= 5;

/** The score as it is defined, in floats. */
function scoreOf(comment: string, other: string): number {
  const { idfCodes } = encoder.table;
  const [a, b] = [encoder.read(comment), encoder.read(other)];
  const [x, y] = [termsOf(a.buckets, idfCodes), termsOf(b.buckets, idfCodes)];
  let shared = 0;
  x.buckets.forEach((bucket, i) => {
    const at = y.buckets.indexOf(bucket);
    if (at >= 0 && rare(bucket)) shared += x.weights[i]! * y.weights[at]!;
  });
  return dot(a.vector, b.vector) + shared;
}

describe('가장 가까운 기사 찾기', () => {
  it('제목으로 물으면 그 기사가 첫째다', () => {
    const index = new HomeIndex(encoder);
    WORDS.forEach((word, i) => {
      index.add(String(i), { title: `${word} 소식 ${i}` });
    });
    WORDS.forEach((word, i) => {
      expect(index.nearest(`${word} 소식 ${i}`, 1)[0]!.id).toBe(String(i));
    });
  });

  it('하나하나 견준 것과 같다', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(picks.map(title), { minLength: 60, maxLength: 120 }),
        picks,
        (titles, asked) => {
          const index = new HomeIndex(encoder);
          titles.forEach((one, i) => {
            index.add(String(i), { title: one });
          });
          const comment = title(asked);
          const scores = titles.map((one) => scoreOf(comment, one));
          const found = index.nearest(comment, 5);
          expect(found).toHaveLength(5);
          const best = [...scores].sort((a, b) => b - a).slice(0, 5);
          found.forEach(({ id, score }, i) => {
            expect(score).toBeCloseTo(scores[Number(id)]!, 5);
            expect(score).toBeCloseTo(best[i]!, 5);
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('뺀 기사는 나오지 않고, 같은 이름으로 넣으면 바뀐다', () => {
    const index = new HomeIndex(encoder);
    index.add('가', { title: '두루미 서식지 복원' });
    index.add('나', { title: '버스 요금 인상' });
    index.remove('가');
    index.remove('없는 것');
    expect(index.nearest('두루미 서식지').map(({ id }) => id)).toEqual(['나']);
    index.add('나', { title: '두루미 서식지' });
    expect(index.size).toBe(1);
    expect(index.nearest('두루미 서식지')[0]!.score).toBeGreaterThan(1.5);
  });

  it('이름이 같은 것만 보아도 제목으로 물으면 그 기사가 첫째고, 물은 순서는 상관없다', () => {
    const index = new HomeIndex(encoder);
    const named = WORDS.map((word, i) => `${word} ${i}번째 소식`);
    named.forEach((one, i) => {
      index.add(String(i), { title: one });
    });
    index.remove('3');
    const ask = (text: string) => index.nearestByNames(encoder.read(text), 3);
    const first = named.map(ask);
    first.forEach((near, i) => {
      expect(near.map(({ id }) => id)).not.toContain('3');
      if (i !== 3) expect(near[0]?.id).toBe(String(i));
      if (i !== 3) expect(near[0]!.score).toBeCloseTo(index.nearest(named[i]!, 1)[0]!.score, 1);
    });
    expect(named.toReversed().map(ask).reverse()).toEqual(first);
    expect(ask('…!')).toEqual([]);
  });

  it('낱말이 없는 댓글에는 없고, 빈 목록에서도 없다', () => {
    const index = new HomeIndex(encoder);
    expect(index.nearest('두루미')).toEqual([]);
    index.add('가', { title: '두루미' });
    expect(index.nearest('…!')).toEqual([]);
  });

  it('자리가 늘고 많이 빠져도 그대로 찾는다', () => {
    const index = new HomeIndex(encoder);
    const name = (i: number): string => `기사${i} ${title([i, i * 7, i * 11])}`;
    for (let i = 0; i < 2500; i++) index.add(String(i), { title: name(i) });
    for (const i of [0, 1023, 1024, 2499]) expect(index.nearest(name(i), 1)[0]!.id).toBe(String(i));
    const before = index.bytes;
    for (let i = 0; i < 2000; i++) index.remove(String(i));
    expect(index.size).toBe(500);
    expect(index.bytes).toBeLessThan(before);
    expect(index.nearest(name(3), 3).every(({ id }) => Number(id) >= 2000)).toBe(true);
    expect(index.nearest(name(2100), 1)[0]!.id).toBe('2100');
  });
});
