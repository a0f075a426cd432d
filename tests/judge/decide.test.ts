import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addEvidence,
  BY_MODEL,
  BY_RULES,
  decide,
  type Levels,
  type Reason,
  type Result,
  type Verdict,
} from '../../src/judge/index.js';
import { judge } from './shipped.js';

const spoken = (weight: number): Reason => ({ kind: 'rule', id: 'a/b', weight });
const filler: Reason = { kind: 'filler', id: 'filler/all', weight: 0 };

describe('근거에서 판정으로', () => {
  // Each threshold has a row on either side of it. Scores are 1 / (1 + e^-(prior + weights)), worked out by hand:
  // with the model the prior is ln(0.05 / 0.95) = -2.94444, with rules alone -1.5.
  test.each<
    [
      why: string,
      levels: Levels,
      weights: number[],
      verdict: Verdict,
      score: number,
      attention: '' | 'review' | 'flag',
    ]
  >([
    ['모델: 아무 근거도 없으면 5%', BY_MODEL, [], 'unclear', 0.05, ''],
    ['모델: 30%에 조금 못 미친다', BY_MODEL, [2.0971], 'unclear', 0.29999, ''],
    ['모델: 30%를 넘으면 살펴볼 것', BY_MODEL, [2.0972], 'off-topic', 0.30001, 'review'],
    ['모델: 70%에 조금 못 미친다', BY_MODEL, [3.7917], 'off-topic', 0.69999, 'review'],
    ['모델: 70%를 넘으면 바로 확인', BY_MODEL, [3.7918], 'off-topic', 0.70001, 'flag'],
    ['규칙만: 아무 근거도 없으면 18%', BY_RULES, [], 'unclear', 0.18243, ''],
    ['규칙만: 반에 조금 못 미친다', BY_RULES, [1.4999], 'unclear', 0.49998, ''],
    ['규칙만: 꼭 반이면 살펴볼 것', BY_RULES, [1.5], 'off-topic', 0.5, 'review'],
    ['규칙만: 75%에 조금 못 미친다', BY_RULES, [2.5986], 'off-topic', 0.75, 'review'],
    ['규칙만: 75%를 넘으면 바로 확인', BY_RULES, [2.5987], 'off-topic', 0.75002, 'flag'],
    ['근거는 모두 더한다', BY_RULES, [1, 2, -0.5], 'off-topic', 0.73106, 'review'],
    ['기사 편인 근거가 있어도 무관하면 무관', BY_MODEL, [5, -1], 'off-topic', 0.74186, 'flag'],
    ['0.1만큼 기사 편인 근거가 하나 있으면 관련', BY_MODEL, [-0.1], 'on-topic', 0.04546, ''],
    ['0.1에 조금 못 미치면 보류', BY_MODEL, [-0.0999], 'unclear', 0.04546, ''],
    ['작은 근거는 여럿이어도 보류', BY_MODEL, [-0.09, -0.09], 'unclear', 0.04211, ''],
    ['어긋나는 근거가 더 세도 무관하지 않으면 관련', BY_MODEL, [-0.1, 1], 'on-topic', 0.11463, ''],
    ['어긋나는 근거뿐이면 관련이 아니다', BY_MODEL, [0.73], 'unclear', 0.09846, ''],
  ])('%s', (_why, levels, weights, verdict, score, attention) => {
    const decided = decide(weights.map(spoken), levels);
    expect(decided.verdict).toBe(verdict);
    expect(decided.score).toBeCloseTo(score, 4);
    expect([decided.review, decided.flag]).toEqual([attention !== '', attention === 'flag']);
  });

  test('내용 없는 댓글은 점수가 높아도 보류하고 표시하지 않는다', () => {
    expect(decide([spoken(-1), filler, spoken(9)], BY_MODEL)).toEqual({
      verdict: 'unclear',
      score: expect.closeTo(0.99367, 4) as unknown,
      flag: false,
      review: false,
    });
  });

  test('모델의 사전 확률은 5%', () => {
    expect(BY_MODEL).toEqual({ prior: -2.944439, review: 0.3, flag: 0.7 });
    expect(BY_RULES).toEqual({ prior: -1.5, review: 0.5, flag: 0.75 });
  });
});

const reason = fc.record({
  kind: fc.constantFrom('rule', 'article', 'relevance', 'home', 'parent'),
  id: fc.constantFrom('a/b', 'article/words', 'relevance/fits'),
  // Six decimals, as judges give them.
  weight: fc.integer({ min: -6e6, max: 6e6 }).map((millionths) => millionths / 1e6),
}) satisfies fc.Arbitrary<Reason>;

function resultOf(reasons: readonly Reason[], levels = BY_MODEL): Result {
  return {
    commentId: 'c',
    articleId: 'a',
    ...decide(reasons, levels),
    reasons: [...reasons].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    home: null,
    campaign: null,
  };
}

describe('근거 더하기', () => {
  const before = (verdict: Verdict, weights: number[]): Result => ({
    commentId: 'c',
    articleId: 'a',
    verdict,
    score: 0.05,
    flag: false,
    review: false,
    reasons: weights.map(spoken),
    home: null,
    campaign: null,
  });

  test.each<
    [
      why: string,
      was: Verdict,
      weights: number[],
      extra: number[],
      verdict: Verdict,
      score: number,
      flag: boolean,
      reasons: number[],
    ]
  >([
    ['어긋나는 근거가 무관하게 만든다', 'unclear', [], [4], 'off-topic', 0.74186, true, [4]],
    ['조금만 어긋나면 살펴볼 것', 'unclear', [1], [2], 'off-topic', 0.51389, false, [2, 1]],
    ['기사 편인 근거가 관련 있게 만든다', 'unclear', [0.2], [-1], 'on-topic', 0.02312, false, [-1, 0.2]],
    ['기사 편인 근거가 판정을 거둔다', 'off-topic', [4], [-3], 'on-topic', 0.12517, false, [4, -3]],
    ['기사 편이 0.1에 못 미치면 보류', 'off-topic', [2.1], [-0.09], 'unclear', 0.28207, false, [2.1, -0.09]],
    ['앞선 판정은 다음 판정을 바꾸지 않는다', 'on-topic', [], [1], 'unclear', 0.12517, false, [1]],
    ['센 근거부터', 'unclear', [-0.5, 0.1], [-0.9, 0.3], 'on-topic', 0.01899, false, [-0.9, -0.5, 0.3, 0.1]],
  ])('%s', (_why, was, weights, extra, verdict, score, flag, reasons) => {
    const added = addEvidence(before(was, weights), extra.map(spoken), BY_MODEL);
    expect(added.verdict).toBe(verdict);
    expect(added.score).toBeCloseTo(score, 4);
    expect(added.flag).toBe(flag);
    expect(added.review).toBe(verdict === 'off-topic');
    expect(added.reasons.map(({ weight }) => weight)).toEqual(reasons);
  });

  test('처음부터 있던 근거와 같은 판정이 된다', () => {
    fc.assert(
      fc.property(
        fc.array(reason, { maxLength: 6 }),
        fc.array(reason, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(BY_MODEL, BY_RULES),
        (reasons, extra, levels) => {
          const before = resultOf(reasons, levels);
          const added = addEvidence(before, extra, levels);
          const whole = resultOf([...reasons, ...extra], levels);
          expect(added.score).toBeCloseTo(whole.score, 12);
          expect([added.flag, added.review]).toEqual([whole.flag, whole.review]);
          const size = (reasons: readonly Reason[]): number[] =>
            reasons.map(({ weight }) => Math.abs(weight));
          expect(size(added.reasons)).toEqual(size(whole.reasons));
          expect(added.verdict).toBe(whole.verdict);
        },
      ),
    );
  });

  test('보탤 것이 없으면 그대로', () => {
    const result = resultOf([spoken(4)]);
    expect(addEvidence(result, [], BY_MODEL)).toBe(result);
  });

  test('내용 없는 댓글은 무엇을 더해도 판단 보류', () => {
    const added = addEvidence(resultOf([filler]), [{ kind: 'relevance', id: 'x', weight: 9 }], BY_MODEL);
    expect(added).toMatchObject({ verdict: 'unclear', flag: false, review: false });
  });

  test('더하고 나서 빼면 점수가 돌아온다', () => {
    const article = { id: 'a', title: '서울 지하철 2호선 새벽 고장', body: '새벽 2호선 열차가 멈췄다.' };
    const comment = { id: 'c', articleId: 'a', text: '주주들은 거래정지를 풀어라, 상장폐지 반대' };
    const result = judge.comment(article, comment);
    const extra = (weight: number): Reason[] => [{ kind: 'relevance', id: 'x', weight }];
    const back = addEvidence(addEvidence(result, extra(-2), judge.levels), extra(2), judge.levels);
    expect(back.score).toBe(result.score);
    expect(addEvidence(result, extra(-2), judge.levels).score).toBeLessThan(result.score);
    expect(back.flag).toBe(result.flag);
  });

  test('주어진 결과를 고치지 않는다', () => {
    const result = resultOf([spoken(1)]);
    const copy = structuredClone(result);
    addEvidence(result, [{ kind: 'relevance', id: 'x', weight: 3 }], BY_MODEL);
    expect(result).toEqual(copy);
  });
});
