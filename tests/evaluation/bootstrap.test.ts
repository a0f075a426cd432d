import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/evaluation/bootstrap.js';
import { rank, type Ranked } from '../../src/evaluation/ranking.js';
import { rocAuc } from '../../src/evaluation/curves.js';
import { seededRandom } from '../../src/training/random.js';

/** Noisy comments of so many articles, `each` under one. */
function noisy(articles: number, each: number): Ranked[] {
  const random = seededRandom(7);
  return Array.from({ length: articles * each }, (_, i) => ({
    score: random() + (i % 2 === 0 ? 0.3 : 0),
    off: i % 2 === 0,
    group: `g${Math.floor(i / each)}`,
  }));
}

const interval = (items: readonly Ranked[], seed = 1) =>
  estimate(rank(items), (steps) => [rocAuc(steps)], { count: 200, seed })[0]!;

describe('기사 단위 부트스트랩', () => {
  it('시드가 같으면 같고, 다르면 조금 다르다', () => {
    const items = noisy(60, 10);
    expect(interval(items)).toEqual(interval(items));
    expect(interval(items, 2)).not.toEqual(interval(items));
    expect(interval(items, 2).value).toBe(interval(items).value);
  });

  it('값을 품고, 기사가 네 배면 반으로 좁아진다', () => {
    const few = interval(noisy(50, 8));
    const many = interval(noisy(200, 8));
    for (const { value, low, high } of [few, many]) {
      expect(low!).toBeLessThan(value!);
      expect(high!).toBeGreaterThan(value!);
    }
    const ratio = (many.high! - many.low!) / (few.high! - few.low!);
    expect(ratio).toBeGreaterThan(0.35);
    expect(ratio).toBeLessThan(0.7);
  });

  it('한 기사의 댓글을 베껴 늘려도 구간이 좁아지지 않는다', () => {
    const items = noisy(60, 10);
    const copied = [...items, ...items, ...items];
    expect(interval(copied)).toEqual(interval(items));
  });

  it('말할 수 없으면 비워 둔다', () => {
    const onlyOff = noisy(20, 4).map((item) => ({ ...item, off: true }));
    expect(interval(onlyOff)).toEqual({ value: null, low: null, high: null });
    const fewArticles = interval(noisy(3, 20));
    expect(fewArticles.value).not.toBeNull();
    expect([fewArticles.low, fewArticles.high]).toEqual([null, null]);
  });
});
