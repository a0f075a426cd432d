import { describe, expect, it } from 'vitest';
import { alertsOf, articleVerdicts } from '../../../src/relevance/corpus/judge.js';

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

describe('넘친 기사의 판정', () => {
  const flood = Array.from({ length: 6 }, (_, i) => ({
    article: 1,
    home: i < 4 ? 0 : 2,
    probability: i < 5 ? 0.8 : 0.2,
  }));
  const calm = Array.from({ length: 4 }, () => ({ article: 0, home: undefined, probability: 0.1 }));

  it('어디서 넘쳐 왔는지, 몇이나 되는지 센다', () => {
    const [first, second, empty] = articleVerdicts([...calm, ...flood], [0.1, 0.9, 0], 0.5);
    expect(first).toEqual({ share: expect.closeTo(0.1, 9) as number, flood: null });
    expect(second).toEqual({
      share: expect.closeTo(0.7, 9) as number,
      flood: { probability: 0.9, source: 0, count: 4 },
    });
    expect(empty).toEqual({ share: 0, flood: null });
  });

  it('셋이 한 기사를 가리키지 않으면 온 곳을 모른다', () => {
    const mixed = flood.map((one, i) => ({ ...one, home: i }));
    const [, { flood: found } = {}] = articleVerdicts(mixed, [0, 0.6], 0.5);
    expect(found).toEqual({ probability: 0.6, source: null, count: 5 });
  });
});
