import { describe, expect, test } from 'vitest';
import { addEvidence, BY_MODEL, type Reason } from '../../../src/judge/index.js';
import { classifierEvidence, summaryText } from '../../../src/moderation/index.js';
import { MAX_WEIGHT } from '../../../src/moderation/classifier/classifier.js';
import { rocArea } from '../../../src/moderation/classifier/cross-validation.js';
import { trainClassifier, type TrainedClassifier } from '../../../src/moderation/classifier/train.js';
import { decisionsOf, type MadeDecision, resultOf } from './decisions.js';

const weigh = ({ classifier }: TrainedClassifier, text: string, score = 0.5): number =>
  classifierEvidence(classifier, text, resultOf(score))?.weight ?? 0;

/** How decisions that were not learned from rank with the classifier's evidence. */
function ranked(trained: TrainedClassifier, unseen: readonly MadeDecision[]): number {
  return rocArea(
    unseen.map(({ text, result, belongs }) => ({
      logit: Math.log(result.score / (1 - result.score)) + weigh(trained, text, result.score),
      belongs,
    })),
  );
}

const KEPT = decisionsOf({ count: 500 }).filter(({ belongs }) => belongs);
const REMOVED = decisionsOf({ count: 500 }).filter(({ belongs }) => !belongs);
const UNSEEN = decisionsOf({ count: 400, seed: 99 });

describe('판정에서 배운다', () => {
  test.each([
    [60, 0, 0.9],
    [200, 0, 0.97],
    [200, 0.1, 0.95],
    [1000, 0.1, 0.97],
    [1000, 0.3, 0.9],
  ])('%i건, 틀린 판정 %f: 배우지 않은 판정의 순서 %f', (count, wrong, least) => {
    const trained = trainClassifier(decisionsOf({ count, wrong }));
    expect(ranked(trained, UNSEEN)).toBeGreaterThan(least);
    expect(weigh(trained, '주차장 견인')).toBeGreaterThan(0);
    expect(weigh(trained, '홈런 불펜')).toBeLessThan(0);
  });

  test('정해 놓고 틀리게 판정하면 그대로 배우지만, 무게에 끝이 있다', () => {
    const trained = trainClassifier(decisionsOf({ count: 400, wrong: 1 }));
    const text = '홈런 불펜 타선 선발투수 야구장 홈런 불펜';
    expect(weigh(trained, text)).toBe(MAX_WEIGHT);
    // A comment on which nothing else speaks is not flagged by it.
    const quiet = resultOf(0.05, [{ kind: 'relevance', id: 'x', weight: 0 }]);
    const added = addEvidence(quiet, [classifierEvidence(trained.classifier, text, quiet)!], BY_MODEL);
    expect(added.flag).toBe(false);
  });

  test.each<[string, MadeDecision[]]>([
    ['적으면', decisionsOf({ count: 24 })],
    ['없으면', []],
    ['한쪽뿐이면', KEPT],
    ['반대쪽뿐이면', REMOVED],
    ['한쪽이 다섯이 안 되면', [...KEPT, ...REMOVED.slice(0, 4)]],
  ])('%s 말이 없다', (_why, decisions) => {
    const trained = trainClassifier(decisions);
    expect(trained.classifier.factor).toBe(0);
    expect(classifierEvidence(trained.classifier, '주차장 견인 홈런', resultOf(0.5))).toBeNull();
    expect(trained.summary.speaks).toBe(false);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('동전으로 판정하면 해가 없다 (%i)', (seed) => {
    const trained = trainClassifier(decisionsOf({ count: 300, seed, cares: false }));
    expect(Math.abs(weigh(trained, '주차장 견인 홈런'))).toBeLessThan(0.5);
    expect(Math.abs(ranked(trained, UNSEEN) - ranked(trainClassifier([]), UNSEEN))).toBeLessThan(0.1);
  });

  test('판정기가 이미 다 알면 할 말이 적다', () => {
    const known = decisionsOf({ count: 300, cares: false, seed: 5 }).map(({ text, result }, at) => {
      const off = at % 2 === 0;
      return { text, result: { ...result, score: off ? 0.95 : 0.35 }, belongs: !off };
    });
    expect(Math.abs(weigh(trainClassifier(known), '주차장 견인'))).toBeLessThan(0.5);
  });

  test('제 말에서 배우지 않는다', () => {
    const own: Reason = { kind: 'relevance', id: 'server/decisions', weight: 2 };
    const plain = decisionsOf({ count: 200 });
    const heard = plain.map(({ text, result, belongs }) => ({
      text,
      result: addEvidence(result, [], BY_MODEL),
      belongs,
    }));
    const told = plain.map(({ text, result: { score, ...result }, belongs }) => {
      const logit = Math.log(score / (1 - score)) + own.weight;
      return { text, result: { ...result, score: 1 / (1 + Math.exp(-logit)), reasons: [own] }, belongs };
    });
    const [a, b] = [trainClassifier(heard).classifier, trainClassifier(told).classifier];
    expect(b.factor).toBeCloseTo(a.factor, 6);
    expect([...b.odds.keys()]).toEqual([...a.odds.keys()]);
  });

  test('마지막 4,000건까지만 배운다', () => {
    const old = decisionsOf({ count: 3000, wrong: 1 });
    const trained = trainClassifier([...old, ...decisionsOf({ count: 4000, seed: 2 })]);
    expect(trained.summary.decisions).toBe(4000);
    expect(weigh(trained, '주차장 견인')).toBeGreaterThan(1);
  });

  test('내용 없는 댓글에는 말이 없다', () => {
    const { classifier } = trainClassifier(decisionsOf({ count: 200 }));
    const filler = resultOf(0.05, [{ kind: 'filler', id: 'filler/all', weight: 0 }]);
    expect(classifierEvidence(classifier, '주차장', filler)).toBeNull();
  });
});

describe('무엇이 달라졌나', () => {
  test('더 안 맞게 보는 말과 더 맞게 보는 말', () => {
    const { classifier, summary } = trainClassifier(decisionsOf({ count: 200 }));
    expect(summary).toMatchObject({ decisions: 200, speaks: true });
    expect(summary.kept + summary.removed).toBe(200);
    const strongest = summary.against.slice(0, 5).map(({ name }) => name);
    expect(strongest.sort()).toEqual(['견인', '불법주차', '주차난', '주차요금', '주차장']);
    expect(summary.for.map(({ name }) => name)).toContain('홈런');
    expect(summary.figures!.with).toBeGreaterThan(summary.figures!.without + 0.3);
    expect(summaryText(summary).ko).toMatch(
      /^결정 200건에서 배웠습니다.*\n.*%.*\n더 안 맞는 쪽으로 보는 것: /,
    );

    const turned = trainClassifier(decisionsOf({ count: 200, wrong: 1 }), classifier).summary;
    expect(turned.for.map(({ name }) => name)).toContain('견인');
    const same = trainClassifier(decisionsOf({ count: 200 }), classifier).summary;
    expect([same.against, same.for]).toEqual([[], []]);
  });

  test('도움이 되지 않으면 그렇게 말한다', () => {
    const { summary } = trainClassifier(decisionsOf({ count: 10 }));
    expect(summaryText(summary)).toEqual({
      ko: `결정 10건에서 배웠습니다(유지 ${summary.kept}, 제거 ${summary.removed}).\n아직 확실한 도움이 되지 않아 판정에 쓰지 않습니다.`,
      en: `Learned from 10 decisions (${summary.kept} kept, ${summary.removed} removed).\nIt does not surely help yet, so it has no say.`,
    });
  });
});
