import { describe, expect, it } from 'vitest';
import { accuracyOf, firstDay, spansOf, totalsOf } from '../../../src/bot/features/stats/figures.js';

const NOW = Date.UTC(2026, 10, 24, 15);
const counts = (day: string, judged: number) => ({
  day,
  judged,
  flagged: 2,
  kept: 1,
  removed: 1,
  dismissed: 0,
});

describe('통계의 수', () => {
  it('아무 일 없던 날도 있고, 오늘로 끝난다', () => {
    const spans = spansOf([counts('2026-11-22', 5), counts('2026-11-24', 7)], NOW, 3);
    expect(spans.map(({ day, judged }) => [day, judged])).toEqual([
      ['2026-11-22', 5],
      ['2026-11-23', 0],
      ['2026-11-24', 7],
    ]);
    expect(new Date(firstDay(NOW, 3)).toISOString()).toBe('2026-11-22T00:00:00.000Z');
  });

  it('긴 기간은 오늘로 끝나는 주마다 더하고, 하나도 잃지 않는다', () => {
    const days = Array.from({ length: 100 }, (_, i) =>
      counts(new Date(NOW - i * 86_400_000).toISOString().slice(0, 10), i),
    );
    const spans = spansOf(days, NOW, 100);
    expect(spans).toHaveLength(15);
    expect(spans.at(-1)).toMatchObject({ day: '2026-11-18', days: 7, judged: 21 });
    expect(spans[0]!.days).toBe(2);
    expect(totalsOf(spans)).toEqual(totalsOf(days));
  });

  it('맞은 몫의 구간은 몫을 품고 0과 1 안에 있다', () => {
    const kinds = accuracyOf(
      new Map([
        ['few', { right: 3, wrong: 0 }],
        ['many', { right: 90, wrong: 10 }],
        ['none', { right: 0, wrong: 0 }],
      ]),
    );
    expect(kinds.map(({ key }) => key)).toEqual(['many', 'few']);
    for (const { low, share, high } of kinds) {
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThan(share);
      expect(high).toBeGreaterThanOrEqual(share);
      expect(high).toBeLessThanOrEqual(1);
    }
    expect(kinds[0]!.low).toBeCloseTo(0.826, 2);
    expect(kinds[0]!.high).toBeCloseTo(0.945, 2);
  });
});
