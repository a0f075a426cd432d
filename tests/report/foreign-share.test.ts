import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_SHARE } from '../../src/judge/decide.js';
import type { Reason } from '../../src/judge/result.js';
import { type Random, seededRandom } from '../../src/training/random.js';
import {
  estimateForeignShare,
  logitBin,
  ScoreBins,
  type Scoring,
} from '../../src/report/gather/foreign-share.js';

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const PRIOR_LOGIT = Math.log(0.05 / 0.95);

function estimated(scoring: Scoring, scores: readonly number[]) {
  const bins = new ScoreBins();
  for (const score of scores) bins.add({ score, reasons: [] }, scoring);
  return estimateForeignShare(bins.pack())!;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Scores at a prior from log odds that are normal around ±2 (variance 4: calibrated), and how many are foreign.
 *
 * @param error of all scores of the site, in logits
 */
function simulated(share: number, prior: number, count: number, random: Random, error: number) {
  let foreign = 0;
  const scores = Array.from({ length: count }, () => {
    const off = random() < share;
    if (off) foreign++;
    return sigmoid((off ? 2 : -2) + 2 * normal(random) + Math.log(prior / (1 - prior)) + error);
  });
  return { scores, share: foreign / count };
}

describe('무관한 댓글의 비율 추정', () => {
  it.each([
    [0.5, 0],
    [0.5012, 0],
    [0.9, 22],
    [0.1, -22],
    [1, 100],
    [0, -100],
  ])('점수 %d의 칸은 %d', (score, bin) => {
    expect(logitBin(score) + 0).toBe(bin);
  });

  it('댓글이 없으면 없다', () => {
    expect(estimateForeignShare(new ScoreBins().pack())).toBeNull();
  });

  it('덤프의 비율이 든 점수라면 점수의 평균이다', () => {
    const scores = [...Array<number>(300).fill(0.9), ...Array<number>(700).fill(0.02)];
    const { share, low, high } = estimated('together', scores);
    expect(share).toBeCloseTo(0.284, 2);
    // The scores of a site may be off by 1.08 logits: .75 to .96, and .007 to .057.
    expect(low).toBeCloseTo(0.227, 2);
    expect(high).toBeCloseTo(0.331, 2);
  });

  it('댓글이 아무리 많아도 구간은 사이트마다 다른 오차보다 좁아지지 않는다', () => {
    const width = (times: number): number => {
      const { low, high } = estimated('together', [
        ...Array<number>(times).fill(0.6),
        ...Array<number>(9 * times).fill(0.03),
      ]);
      return high - low;
    };
    expect(width(100_000)).toBeGreaterThan(0.09);
    expect(width(10)).toBeGreaterThan(width(100_000));
  });

  it('5%를 믿고 매긴 점수에서도 절반이 무관한 덤프를 알아본다', () => {
    const { scores, share } = simulated(0.5, 0.05, 4000, seededRandom(3), -0.25);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(mean).toBeLessThan(0.35);
    expect(Math.abs(estimated('alone', scores).share - share)).toBeLessThan(0.03);
  });

  it.each([0.05, 0.2, 0.5, 0.8])(
    '비율 %d: 점수가 어긋난 사이트에서도 100번에 90번 넘게 참값을 담는다',
    (share) => {
      const random = seededRandom(7);
      const held = { alone: 0, together: 0 };
      for (let run = 0; run < 100; run++) {
        const alone = simulated(share, 0.05, 400, random, -0.25 + 0.25 * normal(random));
        const together = simulated(share, share, 400, random, 0.55 * normal(random));
        for (const [scoring, made] of [
          ['alone', alone],
          ['together', together],
        ] as const) {
          const { low, high } = estimated(scoring, made.scores);
          if (low <= made.share && made.share <= high) held[scoring]++;
        }
      }
      expect(held.alone).toBeGreaterThan(90);
      expect(held.together).toBeGreaterThan(90);
    },
  );

  it('몫의 이유가 든 점수는 그 이유를 뺀, 하나씩 매긴 점수로 센다', () => {
    const reason: Reason = { kind: 'article', id: PAGE_SHARE, weight: 1.5 };
    const moved = new ScoreBins();
    moved.add({ score: sigmoid(PRIOR_LOGIT + 2 + 1.5), reasons: [reason] }, 'together');
    const alone = new ScoreBins();
    alone.add({ score: sigmoid(PRIOR_LOGIT + 2), reasons: [] }, 'alone');
    expect(moved.pack()).toEqual(alone.pack());
  });

  it('덤프를 어떻게 나누어 세어도 같은 수다', () => {
    const score = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom('alone', 'together'));
    fc.assert(
      fc.property(fc.array(score), fc.nat(), (scores, at) => {
        const [whole, front, back] = [new ScoreBins(), new ScoreBins(), new ScoreBins()];
        scores.forEach(([value, scoring], i) => {
          const result = { score: value, reasons: [] };
          whole.add(result, scoring);
          (i < at % (scores.length + 1) ? front : back).add(result, scoring);
        });
        back.merge(front.pack());
        expect(back.pack()).toEqual(whole.pack());
      }),
    );
  });

  it('구간은 추정값을 담고 0과 1 사이다', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }),
        fc.constantFrom('alone' as const, 'together' as const),
        (scores, scoring) => {
          const { share, low, high } = estimated(scoring, scores);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(share + 1e-9);
          expect(high).toBeGreaterThanOrEqual(share - 1e-9);
        },
      ),
    );
  });
});
