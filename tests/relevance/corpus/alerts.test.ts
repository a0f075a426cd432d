import { describe, expect, it } from 'vitest';
import { alertsOf, shrinkFlooded } from '../../../src/relevance/corpus/judge.js';

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

  it('거의 다 남의 말이면 낱낱이 본 순서를 따른다', () => {
    const led = shrinkFlooded(weights, Float64Array.of(2, 0.5, 1, -1, -1), articles);
    expect(led[0]).toBeGreaterThan(led[2]!);
    expect(led[2]).toBeGreaterThan(led[1]!);
    expect(led[1]).toBeGreaterThan(-1);
    expect([led[3], led[4]]).toEqual([-1, 2]);
  });
});
