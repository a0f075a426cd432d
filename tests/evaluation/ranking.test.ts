import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averagePrecision,
  precisionAt,
  precisionOfFirst,
  precisionRecallCurve,
  recallAt,
  rocAuc,
  rocCurve,
} from '../../src/evaluation/curves.js';
import { rank, stepsOf, type Ranked } from '../../src/evaluation/ranking.js';
import { drawn, rankedItems } from './cases.js';

const steps = (items: readonly Ranked[]) => stepsOf(rank(items));
const auc = (items: readonly Ranked[]): number => rocAuc(steps(items));
const TEN = 'o'.repeat(10);
/** After 10 of 20 nothing wrong; then 1 of 10 wrong; then the other 10; then the rest. */
const PICTURE = `${TEN}.${TEN}.........`;

describe('손으로 센 값', () => {
  it.each([
    ['oo..', 1],
    ['..oo', 0],
    ['o.o.o', 0.5],
    ['(o.)', 0.5],
    ['o(o.).', 0.875],
    ['(oo..)', 0.5],
    ['.(oo).', 0.5],
  ])('AUC %s = %d', (picture, value) => {
    expect(auc(drawn(picture))).toBe(value);
  });

  it.each([
    [0.95, 0.5, 0.5],
    [0.9, 0.5, 1],
    [0.9, 0.05, 0.5],
    [0.35, 0.05, 0.5],
    [0.34, 0.05, 1],
  ])('정밀도 %d, 무관 %d에서의 재현율 %d', (precision, prior, recall) => {
    expect(recallAt(steps(drawn(PICTURE)), { precision, prior }).recall).toBe(recall);
  });

  it('무관한 것을 열 개 찾기 전의 정밀도는 믿지 않는다', () => {
    const target = { precision: 0.9, prior: 0.5 };
    expect(recallAt(steps(drawn(`${'o'.repeat(9)}..........o`)), target)).toEqual({
      recall: 0,
      step: undefined,
    });
    expect(recallAt(steps(drawn('oooo.....')), target).recall).toBeNaN();
    expect(recallAt(steps(drawn(TEN)), target).recall).toBeNaN();
    expect(precisionRecallCurve(steps(drawn(PICTURE)), 0.5)).toHaveLength(21);
    expect(precisionRecallCurve(steps(drawn(PICTURE)), 0.5)[0]).toEqual([0.5, 1]);
  });

  it('평균 정밀도와 앞 k개의 정밀도', () => {
    // The second ten are found at precisions TPR / (TPR + .1).
    let second = 0;
    for (let found = 11; found <= 20; found++) second += found / 20 / (found / 20 + 0.1) / 20;
    expect(averagePrecision(steps(drawn(PICTURE)), 0.5)).toBeCloseTo(0.5 + second, 12);
    expect(precisionOfFirst(steps(drawn('oo.o')), 3)).toBeCloseTo(2 / 3, 12);
    // Of four equal ones half are off-topic; two of them are counted.
    expect(precisionOfFirst(steps(drawn('o(oo..)o')), 3)).toBeCloseTo(2 / 3, 12);
    expect(precisionOfFirst(steps(drawn('o.')), 100)).toBe(0.5);
    expect(precisionAt(0.05, 1, 0.1)).toBeCloseTo(0.05 / 0.145, 12);
  });

  it('ROC 곡선은 같은 점수를 한 걸음에 지난다', () => {
    expect(rocCurve(steps(drawn('o(o.).')))).toEqual([
      [0, 0],
      [0, 0.5],
      [0.5, 1],
      [1, 1],
    ]);
  });
});

describe('언제나', () => {
  it('AUC는 순서만 보고, 뒤집으면 1에서 뺀 값이다', () => {
    fc.assert(
      fc.property(rankedItems, (items) => {
        const mapped = (map: (score: number) => number): Ranked[] =>
          items.map((item) => ({ ...item, score: map(item.score) }));
        expect(auc(mapped((score) => Math.exp(3 * score) - 7))).toBe(auc(items));
        expect(auc(mapped((score) => -score))).toBeCloseTo(1 - auc(items), 12);
      }),
    );
  });

  it('AUC는 짝마다 센 값과 같다', () => {
    fc.assert(
      fc.property(rankedItems, (items) => {
        const offs = items.filter(({ off }) => off);
        const ons = items.filter(({ off }) => !off);
        let wins = 0;
        for (const a of offs)
          for (const b of ons) wins += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
        expect(auc(items)).toBeCloseTo(wins / offs.length / ons.length, 12);
      }),
    );
  });

  it('비율로 무게를 준 정밀도는 그 비율로 늘린 자료의 정밀도와 같다', () => {
    fc.assert(
      fc.property(rankedItems, fc.integer({ min: 1, max: 9 }), (items, times) => {
        const copies = items.flatMap((item) => (item.off ? [item] : Array<Ranked>(times).fill(item)));
        const offs = items.filter(({ off }) => off).length;
        const prior = offs / copies.length;
        let counted = 0;
        for (const { score } of items.filter(({ off }) => off)) {
          const above = copies.filter((copy) => copy.score >= score);
          counted += above.filter(({ off }) => off).length / above.length / offs;
        }
        expect(averagePrecision(steps(items), prior)).toBeCloseTo(counted, 10);
      }),
    );
  });

  it('재현율은 바라는 정밀도를 지키는 가장 낮은 문턱의 것이다', () => {
    const many = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean()), {
      minLength: 60,
      maxLength: 120,
    });
    fc.assert(
      fc.property(many, fc.constantFrom(0.5, 0.6, 0.8), (pairs, precision) => {
        const items = pairs.map(([score, off]) => ({ score, off, group: '' }));
        const offs = items.filter(({ off }) => off).length;
        const ons = items.length - offs;
        fc.pre(offs >= 10 && ons > 0);
        const reached = items.map(({ score }) => {
          const found = items.filter((item) => item.off && item.score >= score).length;
          const wrong = items.filter((item) => !item.off && item.score >= score).length;
          const good = precisionAt(0.5, found / offs, wrong / ons) >= precision - 1e-9;
          return good && found >= 10 ? found / offs : 0;
        });
        expect(recallAt(steps(items), { precision, prior: 0.5 }).recall).toBe(Math.max(...reached));
      }),
    );
  });

  it('무리의 무게 2는 그 무리가 두 번 있는 것과 같다', () => {
    fc.assert(
      fc.property(rankedItems, (items) => {
        const ranking = rank(items);
        const names = new Map<number, string>();
        const sorted = [...items].sort((a, b) => b.score - a.score);
        sorted.forEach(({ group }, i) => names.set(ranking.group[i]!, group));
        const weights = Array.from({ length: ranking.groups }, (_, i) => (names.get(i) === 'a' ? 2 : 1));
        const twice = [...items, ...items.filter(({ group }) => group === 'a')];
        expect(rocAuc(stepsOf(ranking, weights))).toBeCloseTo(auc(twice), 12);
      }),
    );
  });
});
