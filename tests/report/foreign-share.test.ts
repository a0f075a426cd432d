import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/training/random.js';
import {
  estimateForeignShare,
  logitBin,
  type LogitBins,
  type Scoring,
} from '../../src/report/gather/foreign-share.js';

function binsOf(scores: readonly number[]): LogitBins {
  const bins: LogitBins = new Map();
  for (const score of scores) bins.set(logitBin(score), 1 + (bins.get(logitBin(score)) ?? 0));
  return bins;
}

function estimated(scoring: Scoring, scores: readonly number[]) {
  const bins = { alone: new Map(), together: new Map(), [scoring]: binsOf(scores) };
  return estimateForeignShare(bins)!;
}

/** Scores at a prior from log odds that are normal around ±2 (variance 4: calibrated), and how many are foreign. */
function simulated(share: number, prior: number, count: number, random: () => number) {
  let foreign = 0;
  const scores = Array.from({ length: count }, () => {
    const off = random() < share;
    if (off) foreign++;
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const logit = (off ? 2 : -2) + 2 * normal + Math.log(prior / (1 - prior));
    return 1 / (1 + Math.exp(-logit));
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
    expect(estimateForeignShare({ alone: new Map(), together: new Map() })).toBeNull();
  });

  it('비율이 든 점수라면 점수의 평균이다', () => {
    const scores = [...Array<number>(30).fill(0.9), ...Array<number>(70).fill(0.02)];
    const { share, low, high } = estimated('together', scores);
    expect(share).toBeCloseTo(0.284, 2);
    expect(low).toBeGreaterThan(0.2);
    expect(high).toBeLessThan(0.38);
  });

  it('5%를 믿고 매긴 점수에서도 절반이 무관한 덤프를 알아본다', () => {
    const { scores } = simulated(0.5, 0.05, 4000, seededRandom(3));
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(mean).toBeLessThan(0.35);
    expect(estimated('alone', scores).share).toBeCloseTo(0.5, 1);
    expect(Math.abs(estimated('alone', scores).share - 0.5)).toBeLessThan(0.03);
  });

  it.each([0, 0.05, 0.2, 0.5, 0.8])('비율 %d: 구간이 100번에 90번 넘게 참값을 담는다', (share) => {
    const random = seededRandom(7);
    let held = 0;
    for (let run = 0; run < 100; run++) {
      const made = simulated(share, 0.05, 400, random);
      const { low, high } = estimated('alone', made.scores);
      if (low <= made.share && made.share <= high) held++;
    }
    expect(held).toBeGreaterThan(90);
  });

  it('댓글 셋의 구간은 점수가 말하는 만큼 좁다', () => {
    const { share, low, high } = estimated('together', [0.9, 0.8, 0.91]);
    expect(share).toBeCloseTo(0.87, 2);
    expect(low).toBeGreaterThan(0.4);
    expect(high).toBe(1);
  });
});
