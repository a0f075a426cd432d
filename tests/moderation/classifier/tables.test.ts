import { describe, expect, test } from 'vitest';
import {
  type Classifier,
  classifierEvidence,
  featuresOf,
  logitBefore,
  readClassifier,
  SILENT,
  weightOf,
  writeClassifier,
} from '../../../src/moderation/classifier/classifier.js';
import { fitScale, foldsOf, lossOf, rocArea } from '../../../src/moderation/classifier/cross-validation.js';
import { summarise } from '../../../src/moderation/classifier/summary.js';
import {
  sumOdds,
  trainBayes,
  trainClassifier,
  vocabularyOf,
} from '../../../src/moderation/classifier/train.js';
import { decisionsOf, resultOf } from './decisions.js';

const classifier = (odds: Record<string, number>, factor = 1, centre = 0): Classifier => ({
  factor,
  centre,
  odds: new Map(Object.entries(odds)),
});
const close = (value: number): unknown => expect.closeTo(value, 9);

describe('분류기가 하는 말', () => {
  test.each<[why: string, model: Classifier, tokens: string[], weight: number]>([
    ['말마다 더해 배율을 곱한다', classifier({ a: 1, b: 3 }, 0.25), ['a', 'b'], 1],
    ['모르는 말은 0', classifier({ a: 1 }, 0.25), ['a', 'z'], 0.25],
    ['평균만큼 뺀다', classifier({ a: 1 }, 0.5, 3), ['a'], -1],
    ['2.5까지', classifier({ a: 9 }), ['a'], 2.5],
    ['−2.5까지', classifier({ a: -9 }), ['a'], -2.5],
    ['배율이 0이면 말이 없다', classifier({ a: 9 }, 0, 5), ['a'], 0],
  ])('%s', (_why, model, tokens, weight) => {
    expect(weightOf(model, tokens)).toBe(weight);
  });

  test.each<[odds: number, weight: number | null]>([
    [0.05, 0.05],
    [0.0499, null],
    [-0.05, -0.05],
    [-0.0499, null],
  ])('%d', (odds, weight) => {
    const said = classifierEvidence(classifier({ 'w:주차장': odds }), '주차장', resultOf(0.5));
    expect(said?.weight ?? null).toBe(weight);
    if (said !== null) expect(said).toMatchObject({ kind: 'relevance', id: 'server/decisions' });
  });

  test('특징은 200개까지', () => {
    const text = Array.from({ length: 300 }, (_, i) => `낱말${String.fromCharCode(0xac00 + 28 * i)}`).join(
      ' ',
    );
    expect(featuresOf(text, resultOf(0.5))).toHaveLength(200);
  });

  test.each<[score: number, own: number, logit: number]>([
    [0.5, 0, 0],
    [0.7310585786, 0, 1],
    [0.5, 2, -2],
    [1, 0, 36],
    [0, 0, -36],
    [1, 1, 35],
  ])('점수 %d에서 제가 더한 %d를 뺀 값', (score, own, logit) => {
    const reasons =
      own === 0
        ? [{ kind: 'rule' as const, id: 'p/a', weight: 3 }]
        : [{ kind: 'relevance' as const, id: 'server/decisions', weight: own }];
    expect(logitBefore({ score, reasons })).toBeCloseTo(logit, 6);
  });

  test('저장할 때는 소수 셋째 자리까지', () => {
    const json = writeClassifier(classifier({ 'w:가': 1.23456 }, 0.12345, -0.00049));
    expect(JSON.parse(json)).toEqual({ format: 1, factor: 0.123, centre: 0, tokens: [['w:가', 1.235]] });
    expect(readClassifier(json)!.odds.get('w:가')).toBe(1.235);
    expect(readClassifier('{"format":1,"factor":10,"centre":0,"tokens":[]}')).toEqual({
      ...SILENT,
      factor: 10,
    });
    expect(readClassifier('{"format":1,"factor":10.1,"centre":0,"tokens":[]}')).toBeNull();
  });
});

describe('베이즈를 손으로 센 것', () => {
  // Three off, one on; the counts are one more than the documents that hold a word.
  const documents = [
    { tokens: ['a', 'b'], belongs: false },
    { tokens: ['a'], belongs: false },
    { tokens: ['a'], belongs: false },
    { tokens: ['b', 'c'], belongs: true },
  ];

  test('말의 로그 승산', () => {
    const odds = trainBayes(documents, new Set(['a', 'b']));
    // Off: (3 + 1) / (3 + 1) for a, (1 + 1) / 4 for b; on: natural's 1 / 2 for a, 2 / 2 for b.
    expect([...odds.keys()]).toEqual(['a', 'b']);
    expect(odds.get('a')).toBeCloseTo(Math.log(2), 9);
    expect(odds.get('b')).toBeCloseTo(-Math.log(2), 9);
    expect(sumOdds(odds, ['a', 'a', 'z'])).toBeCloseTo(2 * Math.log(2), 9);
  });

  test('세 결정에 있는 말부터, 흔한 것부터, 같으면 가나다순', () => {
    const more = [
      ...documents,
      { tokens: ['c', 'b', 'd'], belongs: true },
      { tokens: ['c', 'd'], belongs: true },
    ];
    expect([...vocabularyOf(more)]).toEqual(['a', 'b', 'c']);
  });
});

describe('나누기와 순서', () => {
  test.each<[articles: string, folds: number[]]>([
    ['', []],
    ['abcde', [0, 1, 2, 3, 4]],
    ['abcdefg', [0, 1, 2, 3, 4, 0, 1]],
    // One in ten of twenty decisions: two of an article stay together, the third begins anew.
    ['aaabcdefghijklmnopqr', [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4].map(() => -1)],
  ])('%j', (articles, folds) => {
    const found = foldsOf([...articles]);
    if (articles.startsWith('aaa')) {
      expect(found[0]).toBe(found[1]);
      expect(found[2]).not.toBe(found[0]);
    } else expect(found).toEqual(folds);
  });

  test('손실은 −ln p', () => {
    const scale = { factor: 0.5, offset: 1 };
    // Logit 1 + 1 + 0.5 × 2 = 3.
    expect(lossOf({ judged: 1, learned: 2, belongs: false }, scale)).toBeCloseTo(0.0485873516, 9);
    expect(lossOf({ judged: 1, learned: 2, belongs: true }, scale)).toBeCloseTo(3.0485873516, 9);
    expect(lossOf({ judged: 800, learned: 0, belongs: true }, { factor: 0, offset: 0 })).toBe(800);
  });

  test('배율을 손으로 푼 것', () => {
    // Ten comments of logit 0 on either side, which the classifier tells apart by ±1: 20 (1 − p) = 10 b , so b = 0.6748.
    const items = Array.from({ length: 20 }, (_, i) => ({
      judged: 0,
      learned: i % 2 === 0 ? 1 : -1,
      belongs: i % 2 === 1,
    }));
    const { factor, offset } = fitScale(items);
    expect(20 / (1 + Math.exp(factor))).toBeCloseTo(10 * factor, 3);
    expect(factor).toBeCloseTo(0.6748, 3);
    expect(offset).toBeCloseTo(0, 6);
    expect(fitScale(items, true)).toEqual({ factor: 0, offset: close(0) });
    // The offset alone: 15 of 20 off, so ln 3, but for a penalty of a thousandth.
    const uneven = items.map((item, i) => ({ ...item, learned: 0, belongs: i >= 15 }));
    expect(fitScale(uneven, true).offset).toBeCloseTo(Math.log(3), 3);
  });

  test('순서의 비율', () => {
    const ranked = (off: number[], on: number[]): number =>
      rocArea([
        ...off.map((logit) => ({ logit, belongs: false })),
        ...on.map((logit) => ({ logit, belongs: true })),
      ]);
    expect(ranked([3, 1], [2, 0])).toBe(0.75);
    expect(ranked([2, 1], [2, 0])).toBe(0.625);
    expect(ranked([0], [1, 2])).toBe(0);
  });
});

describe('언제 말하나', () => {
  test.each<[count: number, few: number, speaks: boolean]>([
    [24, 12, false],
    [25, 12, true],
  ])('결정 %i건 가운데 %i건이 남긴 것', (count, few, trained) => {
    const [kept, removed] = [true, false].map((side) =>
      decisionsOf({ count: 400 }).filter(({ belongs }) => belongs === side),
    );
    const { summary } = trainClassifier([...kept!.slice(0, few), ...removed!.slice(0, count - few)]);
    expect(summary.figures !== null).toBe(trained);
    expect(summary).toMatchObject({ decisions: count, kept: few, removed: count - few });
  });

  test.each<[few: number, trained: boolean]>([
    [4, false],
    [5, true],
  ])('적은 쪽이 %i건', (few, trained) => {
    const [kept, removed] = [true, false].map((side) =>
      decisionsOf({ count: 400 }).filter(({ belongs }) => belongs === side),
    );
    expect(trainClassifier([...kept!.slice(0, few), ...removed!.slice(0, 60)]).summary.figures !== null).toBe(
      trained,
    );
    expect(trainClassifier([...kept!.slice(0, 60), ...removed!.slice(0, few)]).summary.figures !== null).toBe(
      trained,
    );
  });

  test('배율은 결정 수로 줄인다', () => {
    // A golden number: a changed penalty, clip, share or number of folds moves it.
    const { classifier, summary } = trainClassifier(decisionsOf({ count: 150 }));
    expect(classifier.factor).toBeCloseTo(0.72991, 5);
    expect(summary.speaks).toBe(true);
  });
});

describe('무엇이 달라졌나', () => {
  const counts = { decisions: 30, kept: 10, removed: 20 };

  test('0.1 넘게 달라진 말과 규칙만, 많이 달라진 것부터 여섯까지', () => {
    const before = classifier({ 'w:가': 1, 'w:사라진': 2, 'k:rule+': 5 });
    const now = classifier({ 'w:가': 1.09, 'w:나': 0.1, 'r:p/a': 3, 'p:p+': 9, 'w:다': -0.09 });
    const { against, for: fits } = summarise(counts, null, now, before);
    expect(against).toEqual([
      { kind: 'rule', name: 'p/a', now: 3, before: 0 },
      { kind: 'word', name: '나', now: 0.1, before: 0 },
    ]);
    expect(fits).toEqual([{ kind: 'word', name: '사라진', now: 0, before: 2 }]);
    const many = classifier(Object.fromEntries([...'ABCDEFG'].map((name, i) => [`w:${name}`, i + 1])));
    expect(summarise(counts, null, many).against.map(({ name }) => name)).toEqual([
      'G',
      'F',
      'E',
      'D',
      'C',
      'B',
    ]);
    const equal = classifier({ 'w:b': 1, 'w:a': 1 }, 0.5);
    expect(summarise(counts, null, equal).against).toEqual([
      { kind: 'word', name: 'a', now: 0.5, before: 0 },
      { kind: 'word', name: 'b', now: 0.5, before: 0 },
    ]);
  });

  test('배율이 있어야 말한다', () => {
    expect(summarise(counts, null, SILENT).speaks).toBe(false);
    expect(summarise(counts, { without: 0.5, with: 0.9 }, classifier({}, 0.01))).toEqual({
      ...counts,
      speaks: true,
      figures: { without: 0.5, with: 0.9 },
      against: [],
      for: [],
    });
  });
});
