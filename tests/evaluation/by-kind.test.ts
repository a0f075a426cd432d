import fc from 'fast-check';
import { expect, it } from 'vitest';
import { errorOf, figuresOf } from '../../src/evaluation/by-kind.js';
import { calibrationError, reliability } from '../../src/evaluation/calibration.js';
import { rank, stepsOf } from '../../src/evaluation/ranking.js';
import { aCase, rankedItems } from './cases.js';

const DRAWS = { count: 50, seed: 1 };

it('줄 세운 것에서 셈한 보정 오차는 표에서 셈한 것과 같다', () => {
  fc.assert(
    fc.property(rankedItems, (items) => {
      const ranking = rank(items);
      expect(errorOf(ranking, stepsOf(ranking))).toBeCloseTo(calibrationError(reliability(items)), 9);
    }),
  );
});

it('데이터의 비율에서 잰다: 무관한 20%를 다 찾고 절반은 틀린 판정기', () => {
  const cases = Array.from({ length: 100 }, (_, i) =>
    aCase({
      truth: i < 20 ? 'off-topic' : 'on-topic',
      score: i < 40 ? 0.8 : 0.1,
      flag: i < 40,
      group: `g${i % 10}`,
    }),
  );
  const figures = figuresOf('title', cases, DRAWS);
  expect(figures).toMatchObject({ name: 'title', offTopic: 20, onTopic: 80, flagRecall: 1 });
  expect(figures.flagPrecision).toBeCloseTo(0.5, 9);
  expect(figures.falseFlagsPerThousand).toBe(250);
  expect(figures.recalls.map(({ precision, value }) => [precision, value])).toEqual([
    [0.9, 0],
    [0.8, 0],
    [0.5, 1],
  ]);
  // .4 · |.8 − .5| + .6 · |.1 − 0|
  expect(figures.error.value).toBeCloseTo(0.18, 9);
  expect(figures.error.low).not.toBeNull();
  expect(figures.auc.value).toBeCloseTo(0.875, 9);
});

it('무관한 댓글이 없으면 잘못 표시한 수와 보정만 남는다', () => {
  const cases = Array.from({ length: 50 }, (_, i) =>
    aCase({ truth: 'on-topic', score: 0.1, group: `g${i % 7}` }),
  );
  expect(figuresOf('0%', cases, DRAWS)).toMatchObject({
    offTopic: 0,
    auc: { value: null },
    flagPrecision: null,
    flagRecall: null,
    falseFlagsPerThousand: 0,
  });
  expect(figuresOf('0%', cases, DRAWS).error.value).toBeCloseTo(0.1, 9);
});
