import fc from 'fast-check';
import { BayesClassifier } from 'natural/lib/natural/classifiers/index.js';
import { describe, expect, test } from 'vitest';
import {
  classifierEvidence,
  classifierSummarySchema,
  readClassifier,
  readSummary,
  writeClassifier,
} from '../../../src/moderation/index.js';
import {
  sumOdds,
  trainBayes,
  trainClassifier,
  vocabularyOf,
} from '../../../src/moderation/classifier/train.js';
import { featuresOf } from '../../../src/moderation/classifier/classifier.js';
import {
  fitScale,
  FOLDS,
  foldsOf,
  lossOf,
  rocArea,
  type ScoredDecision,
} from '../../../src/moderation/classifier/cross-validation.js';
import { decisionsOf, resultOf } from './decisions.js';

const HOSTILE = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '0',
  'length',
  '한글__proto__',
];

describe('특징', () => {
  test('낱말, 규칙, 근거의 종류', () => {
    const result = resultOf(0.8, [
      { kind: 'rule', id: 'p/a', weight: 2, text: '머.유', reads: '대유' },
      { kind: 'rule', id: 'q/b', weight: -1 },
      { kind: 'home', id: '어느 기사', weight: 1 },
      { kind: 'article', id: 'article/words', weight: 0 },
      { kind: 'relevance', id: 'server/decisions', weight: 2 },
    ]);
    expect(featuresOf('머.유 주주들은 KBS에서', result)).toEqual([
      'k:rule+',
      'r:p/a',
      'p:p+',
      'w:대유',
      'k:rule-',
      'r:q/b',
      'p:q-',
      'k:home+',
      'w:주주',
      'w:kbs',
    ]);
  });
});

describe('베이즈', () => {
  const documents = decisionsOf({ count: 80 }).map(({ text, result, belongs }) => ({
    tokens: featuresOf(text, result),
    belongs,
  }));

  test('로그 승산의 합은 natural이 말하는 확률의 비와 같다', () => {
    const vocabulary = vocabularyOf(documents);
    const odds = trainBayes(documents, vocabulary);
    const bayes = new BayesClassifier();
    for (const { tokens, belongs } of documents)
      bayes.addDocument(
        tokens.filter((token) => vocabulary.has(token)),
        belongs ? 'on' : 'off',
      );
    bayes.train();
    const { classTotals } = bayes.classifier;
    const prior = Math.log(classTotals.off! / classTotals.on!);
    for (const { tokens } of documents.slice(0, 20)) {
      const values = new Map(bayes.getClassifications([...tokens]).map(({ label, value }) => [label, value]));
      const ratio = Math.log(values.get('off')! / values.get('on')!) - prior;
      expect(sumOdds(odds, tokens)).toBeCloseTo(ratio, 9);
    }
  });

  test('드문 말은 남기지 않고, 남는 말의 수에 끝이 있다', () => {
    const rare = Array.from({ length: 6000 }, (_, at) => ({
      tokens: ['w:흔한말', `w:말${at % 1900}`, `w:한번${at}`],
      belongs: at % 2 === 0,
    }));
    const vocabulary = vocabularyOf(rare);
    expect(vocabulary.size).toBe(1500);
    expect([...vocabulary].some((token) => token.startsWith('w:한번'))).toBe(false);
    expect(vocabulary.has('w:흔한말')).toBe(true);
  });
});

describe('적대적인 말', () => {
  test.each(HOSTILE)('%s', (word) => {
    const decisions = decisionsOf({ count: 200 }).map((one) => ({
      ...one,
      text: `${one.text} ${word}`,
      result: {
        ...one.result,
        reasons: [{ kind: 'rule' as const, id: `${word}/${word}`, weight: 1, reads: word }],
      },
    }));
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    const { classifier, summary } = trainClassifier(decisions);
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
    expect(({} as Record<string, unknown>).off).toBeUndefined();
    const back = readClassifier(writeClassifier(classifier))!;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    const weight = (text: string): number =>
      classifierEvidence(back, text, decisions[0]!.result)?.weight ?? 0;
    expect(weight('주차장 견인')).toBeGreaterThan(1);
    expect(weight('홈런 불펜')).toBeLessThan(-1);
    expect([...classifier.odds.values()].every(Number.isFinite)).toBe(true);
    expect(classifierSummarySchema.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  });

  test('어떤 글에도 수가 나온다', () => {
    const { classifier } = trainClassifier(decisionsOf({ count: 200 }));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, score) => {
          const reason = classifierEvidence(classifier, text, resultOf(score));
          if (reason !== null) expect(Math.abs(reason.weight)).toBeLessThanOrEqual(2.5);
        },
      ),
    );
  });
});

describe('JSON으로', () => {
  test('쓰고 읽어도 같은 말을 한다', () => {
    const { classifier } = trainClassifier(decisionsOf({ count: 300, wrong: 0.1 }));
    const back = readClassifier(writeClassifier(classifier))!;
    for (const { text, result } of decisionsOf({ count: 50, seed: 7 })) {
      const [before, after] = [classifier, back].map(
        (one) => classifierEvidence(one, text, result)?.weight ?? 0,
      );
      expect(after).toBeCloseTo(before!, 1);
    }
    expect(writeClassifier(back)).toBe(writeClassifier(classifier));
  });

  test('작다', () => {
    expect(writeClassifier(trainClassifier(decisionsOf({ count: 3000 })).classifier).length).toBeLessThan(
      60_000,
    );
  });

  test.each([
    '',
    'null',
    '{',
    '[]',
    '{"format":2,"factor":1,"centre":0,"tokens":[]}',
    '{"format":1,"factor":-1,"centre":0,"tokens":[]}',
    '{"format":1,"factor":1,"centre":0,"tokens":[["a"]]}',
    '{"format":1,"factor":1,"centre":0,"tokens":{"__proto__":1}}',
    '{"format":1,"factor":1e999,"centre":0,"tokens":[]}',
  ])('읽을 수 없으면 null: %s', (json) => {
    expect(readClassifier(json)).toBeNull();
    expect(readSummary(json)).toBeNull();
  });
});

describe('교차 검증', () => {
  test('나눔은 고르고, 한 기사의 판정은 함께 있으며, 기사가 하나뿐이면 이어진 것끼리', () => {
    const count = (folds: readonly number[]): number[] =>
      Array.from({ length: FOLDS }, (_, fold) => folds.filter((one) => one === fold).length);
    const articles = Array.from({ length: 100 }, (_, at) => `a${at % 20}`);
    const folds = foldsOf(articles);
    expect(count(folds)).toEqual([20, 20, 20, 20, 20]);
    for (const [at, article] of articles.entries()) expect(folds[at]).toBe(folds[articles.indexOf(article)]);
    const one = foldsOf(new Array<string>(100).fill('a'));
    expect(count(one)).toEqual([20, 20, 20, 20, 20]);
    expect(new Set(one.slice(0, 10)).size).toBe(1);
    expect(foldsOf([])).toEqual([]);
  });

  test('맞춘 무게는 벌점을 더한 손실의 가장 낮은 곳이다', () => {
    const scored = fc.record({
      judged: fc.double({ min: -4, max: 4, noNaN: true }),
      learned: fc.double({ min: -30, max: 30, noNaN: true }),
      belongs: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(scored, { minLength: 5, maxLength: 60 }), (items: ScoredDecision[]) => {
        const loss = (factor: number, offset: number): number =>
          items.reduce((sum, item) => sum + lossOf(item, { factor, offset }), 0) +
          (10 * factor ** 2 + 1e-3 * offset ** 2) / 2;
        const { factor, offset } = fitScale(items);
        const least = loss(factor, offset);
        for (const [df, db] of [
          [0.03, 0],
          [-0.03, 0],
          [0, 0.1],
          [0, -0.1],
        ] as const)
          expect(loss(factor + df, offset + db)).toBeGreaterThan(least - 1e-4);
      }),
    );
  });

  test('순서의 비율: 같은 점수는 반', () => {
    const item = (logit: number, belongs: boolean): { logit: number; belongs: boolean } => ({
      logit,
      belongs,
    });
    expect(rocArea([item(2, false), item(1, true)])).toBe(1);
    expect(rocArea([item(1, false), item(2, true)])).toBe(0);
    expect(rocArea([item(1, false), item(1, true)])).toBe(0.5);
    expect(rocArea([item(1, false), item(1, true), item(0, true), item(2, true)])).toBe(0.5);
    expect(rocArea([item(1, true)])).toBeNaN();
  });
});
