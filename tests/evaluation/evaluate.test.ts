import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelFigures, thin } from '../../src/evaluation/curves.js';
import { atPrior, calibrationError, reliability } from '../../src/evaluation/calibration.js';
import { caseOf, type Case } from '../../src/evaluation/case.js';
import { byLength, evidenceByKind, homesFound } from '../../src/evaluation/evaluate.js';
import { evaluateCases } from '../../src/evaluation/index.js';
import { measurementSchema } from '../../src/evaluation/report.js';
import { aCase } from './cases.js';

const OPTIONS = { draws: { count: 20, seed: 1 }, scorePrior: 0.2 };

describe('보정', () => {
  it('손으로 센 표와 오차', () => {
    const bins = reliability([
      { score: 0.05, off: false },
      { score: 0.05, off: false },
      { score: 0.95, off: true },
      { score: 1, off: false },
    ]);
    expect(bins[0]).toEqual({ from: 0, to: 0.1, count: 2, score: 0.05, offTopic: 0 });
    expect(bins[9]).toEqual({ from: 0.9, to: 1, count: 2, score: 0.975, offTopic: 0.5 });
    expect(bins[5]).toMatchObject({ count: 0, score: null, offTopic: null });
    expect(calibrationError(bins)).toBeCloseTo((2 * 0.05 + 2 * 0.475) / 4, 12);
  });

  it('비율을 옮기면 승산이 곱해진다', () => {
    expect(atPrior(0.5, 0.5, 0.05)).toBeCloseTo(0.05, 12);
    expect(atPrior(0.75, 0.5, 0.2)).toBeCloseTo(3 / 7, 12);
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, share, share, (score, from, to) => {
        expect(atPrior(atPrior(score, from, to), to, from)).toBeCloseTo(score, 9);
      }),
    );
  });
});

it('알림: 재현율, 두 비율의 정밀도, 1,000개에 잘못', () => {
  const said = [
    ...Array.from({ length: 4 }, (_, i) => ({ off: true, has: i < 3 })),
    ...Array.from({ length: 100 }, (_, i) => ({ off: false, has: i < 1 })),
  ];
  expect(levelFigures(said, [0.5, 0.05])).toEqual({
    recall: 0.75,
    precision: [
      { prior: 0.5, value: 0.75 / 0.76 },
      { prior: 0.05, value: (0.05 * 0.75) / (0.05 * 0.75 + 0.95 * 0.01) },
    ],
    falsePerThousand: 10,
  });
  expect(levelFigures([{ off: true, has: false }], [0.5])).toEqual({
    recall: 0,
    precision: [{ prior: 0.5, value: null }],
    falsePerThousand: null,
  });
});

it('원래 기사: 아는 것만, 첫째와 다섯 안', () => {
  const planted = (home: string | undefined, homes: string[]): Case =>
    aCase({ truth: 'off-topic', home, homes, named: homes[0] });
  expect(
    homesFound([
      planted('a', ['a', 'b']),
      planted('a', ['b', 'c', 'd', 'e', 'a']),
      planted('a', ['b', 'c', 'd', 'e', 'f', 'a']),
      planted('a', []),
      planted(undefined, ['a']),
    ]),
  ).toEqual({ known: 4, exact: 0.25, withinFive: 0.5 });
  // Near, but not likely enough to be named.
  expect(homesFound([aCase({ truth: 'off-topic', home: 'a', homes: ['a'] })])).toMatchObject({
    exact: 0,
    withinFive: 1,
  });
  expect(homesFound([])).toEqual({ known: 0, exact: null, withinFive: null });
});

it('근거: 그것만의 AUC, 빼고 남은 AUC, 말하는 몫', () => {
  const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));
  const of = (truth: 'off-topic' | 'on-topic', rule: number, home: number): Case =>
    aCase({
      truth,
      score: logistic(rule + home),
      weights: new Map([
        ['rule', rule],
        ['home', home],
      ]),
    });
  const cases = [of('off-topic', 2, 0), of('off-topic', 0, 1), of('on-topic', 0, 0), of('on-topic', 0, 0.5)];
  // rule alone: 2 > both, 0 ties with both: (2 + 1) / 4; home alone: 0 ties and loses, 1 wins twice: 2.5 / 4.
  expect(evidenceByKind(cases)).toEqual([
    { kind: 'rule', speaks: 0.25, aucAlone: 0.75, aucWithout: 0.625 },
    { kind: 'home', speaks: 0.5, aucAlone: 0.625, aucWithout: 0.75 },
  ]);
});

it('길이로 나누고, 글자가 없는 댓글은 가장 짧은 것과 센다', () => {
  const cases = [0, 1, 2, 3, 5, 6, 10, 11, 20, 21, 400].map((words) => aCase({ truth: 'on-topic', words }));
  const slices = byLength(cases, OPTIONS.draws);
  expect(slices.map(({ name, onTopic }) => [name, onTopic])).toEqual([
    ['1-2', 3],
    ['3-5', 2],
    ['6-10', 2],
    ['11-20', 2],
    ['21+', 2],
  ]);
  expect(slices[0]).toMatchObject({ flagRecall: null, falseFlagsPerThousand: 0 });
});

it('판정은 근거 종류마다 더해지고 첫째 집이 남는다', () => {
  const article = { id: 'a', title: '제목', body: null, section: 'it' };
  const comment = { id: 'c', articleId: 'a', text: '한 두 세!' };
  const folded = caseOf(
    { article, comment, truth: 'on-topic', group: 'g' },
    {
      commentId: 'c',
      articleId: 'a',
      verdict: 'off-topic',
      score: 0.7,
      flag: false,
      review: true,
      reasons: [
        { kind: 'rule', id: 'x', weight: 2 },
        { kind: 'rule', id: 'y', weight: -0.5 },
      ],
      home: { articleId: 'b', score: 0.5 },
      campaign: null,
    },
  );
  expect(folded).toMatchObject({
    words: 3,
    homes: ['b'],
    named: 'b',
    body: false,
    section: 'it',
    review: true,
  });
  expect([...folded.weights]).toEqual([['rule', 1.5]]);
});

describe('한 묶음', () => {
  const cases = Array.from({ length: 200 }, (_, i): Case => {
    const off = i % 2 === 0;
    const score = ((i * 37) % 100) / 200 + (off ? 0.4 : 0);
    return aCase({ truth: off ? 'off-topic' : 'on-topic', score, flag: score > 0.8, group: `g${i % 20}` });
  });

  it('보류라고 표지된 댓글은 따로 센다', () => {
    const unclear = aCase({ truth: 'unclear', score: 1, flag: true, review: true });
    const plain = evaluateCases('labelled', cases, OPTIONS)!;
    const more = evaluateCases('labelled', [...cases, unclear], OPTIONS)!;
    expect(more).toEqual({ ...plain, unclear: { count: 1, flagged: 1, review: 1 } });
    expect(plain.unclear).toBeNull();
    expect(measurementSchema.parse(more)).toEqual(more);
    expect([plain.offTopic, plain.onTopic, plain.calibration.prior]).toEqual([100, 100, 0.5]);
    expect(plain.firstHundred).toBeNull();
    expect(evaluateCases('dump', cases, OPTIONS)?.firstHundred?.count).toBe(100);
  });

  it('한쪽만 있으면 잴 것이 없다', () => {
    expect(evaluateCases('labelled', [aCase({ truth: 'on-topic' })], OPTIONS)).toBeUndefined();
  });

  it('문턱은 그 점수부터 그 재현율이다', () => {
    for (const { threshold, value } of evaluateCases('labelled', cases, OPTIONS)!.recallAtPrecision) {
      const found = cases.filter(({ truth, score }) => truth === 'off-topic' && score >= (threshold ?? 2));
      expect(found.length / 100).toBe(value);
    }
  });

  it('곡선은 이백 점 안으로 솎이고 두 끝이 남는다', () => {
    const curve = Array.from({ length: 5000 }, (_, i): [number, number] => [i / 4999, Math.sqrt(i / 4999)]);
    const thinned = thin(curve);
    expect(thinned.length).toBeLessThanOrEqual(200);
    expect(thinned.length).toBeGreaterThan(150);
    expect([thinned[0], thinned.at(-1)]).toEqual([curve[0], curve.at(-1)]);
    expect(thin(curve.slice(0, 9))).toEqual(curve.slice(0, 9));
  });
});
