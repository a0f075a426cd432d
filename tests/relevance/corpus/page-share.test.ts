import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimatePageShare, meanPageShare, PAGE_PRIOR } from '../../../src/relevance/corpus/class-prior.js';

const weight = fc.double({ min: -8, max: 8, noNaN: true });
const times = (count: number, value: number): number[] => new Array<number>(count).fill(value);

describe('글 하나의 남의 댓글 몫', () => {
  it.each([
    ['댓글이 없으면 전부터 알던 것만', [], 0.05],
    ['아무 말도 없는 댓글', times(9, 0), 0.05],
    ['의심스러운 하나', [3], 0.08],
    ['모두 제 것', times(40, -3), 0.02],
    ['절반', [...times(60, 3), ...times(60, -3)], 0.47],
    ['모두 남의 것', times(60, 4), 0.9],
  ])('%s', (_, weights, share) => {
    expect(estimatePageShare(weights).share).toBeCloseTo(share, 1);
  });

  it('몫만 따로 내도 같다, 댓글이 아무리 많고 치우쳐도', () => {
    fc.assert(
      fc.property(fc.array(weight, { maxLength: 300 }), (weights) => {
        expect(meanPageShare(weights)).toBeCloseTo(estimatePageShare(weights).share, 9);
      }),
    );
    for (const value of [-700, 700])
      expect(meanPageShare(times(200, value))).toBeCloseTo(estimatePageShare(times(200, value)).share, 9);
  });

  it('각 댓글의 몫은 그 댓글을 모른다', () => {
    const page = fc.array(weight, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(page, weight, fc.nat(11), (weights, other, at) => {
        const i = at % weights.length;
        const { without } = estimatePageShare(weights);
        const rest = weights.filter((_, j) => j !== i);
        expect(without[i]).toBeCloseTo(estimatePageShare(rest).share, 9);
        expect(estimatePageShare(weights.with(i, other)).without[i]).toBeCloseTo(without[i]!, 9);
      }),
    );
  });

  it('의심이 늘면 몫도 늘고, 구간은 그 몫을 품는다', () => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 30 }), fc.nat(29), (weights, at) => {
        const { share, interval } = estimatePageShare(weights);
        const more = weights.with(at % weights.length, weights[at % weights.length]! + 1);
        expect(estimatePageShare(more).share).toBeGreaterThanOrEqual(share - 1e-9);
        expect(interval[0]).toBeLessThan(share);
        expect(interval[1]).toBeGreaterThan(share);
      }),
    );
  });

  it('댓글이 많을수록 구간이 좁다', () => {
    const widths = [4, 40, 400, 4000].map((count) => {
      const { interval } = estimatePageShare([...times(count / 4, 2.5), ...times((3 * count) / 4, -1.5)]);
      return interval[1] - interval[0];
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(widths[3]).toBeLessThan(0.1);
  });

  it('믿지 않는 무게는 아무것도 바꾸지 않는다', () => {
    const prior = { ...PAGE_PRIOR, trust: 0 };
    expect(estimatePageShare(times(50, 6), prior).share).toBeCloseTo(estimatePageShare([], prior).share, 9);
  });
});
