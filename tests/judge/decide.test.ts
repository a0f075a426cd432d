import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addEvidence, BY_MODEL, BY_RULES, decide, type Reason, type Result } from '../../src/judge/index.js';
import { judge } from './shipped.js';

const reason = fc.record({
  kind: fc.constantFrom('rule', 'article', 'relevance', 'home', 'parent'),
  id: fc.constantFrom('a/b', 'article/words', 'relevance/fits'),
  weight: fc.double({ min: -6, max: 6, noNaN: true }),
}) satisfies fc.Arbitrary<Reason>;
const filler: Reason = { kind: 'filler', id: 'filler/all', weight: 0 };

function resultOf(reasons: readonly Reason[], subject: number, levels = BY_MODEL): Result {
  return {
    commentId: 'c',
    articleId: 'a',
    ...decide({ subject }, reasons, levels),
    reasons: [...reasons].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    home: null,
    campaign: null,
  };
}

describe('근거 더하기', () => {
  test('처음부터 있던 근거와 같은 판정이 된다', () => {
    fc.assert(
      fc.property(
        fc.array(reason, { maxLength: 6 }),
        fc.array(reason, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0, 5),
        fc.constantFrom(BY_MODEL, BY_RULES),
        (reasons, extra, subject, levels) => {
          const before = resultOf(reasons, subject, levels);
          const added = addEvidence(before, extra, levels);
          const whole = resultOf([...reasons, ...extra], subject, levels);
          expect(added.score).toBeCloseTo(whole.score, 12);
          expect([added.flag, added.review]).toEqual([whole.flag, whole.review]);
          const size = (reasons: readonly Reason[]): number[] =>
            reasons.map(({ weight }) => Math.abs(weight));
          expect(size(added.reasons)).toEqual(size(whole.reasons));
          // A result does not say whether an off-topic comment has a subject.
          const unsaid = before.verdict === 'off-topic' && subject > 0 && added.verdict === 'unclear';
          if (!unsaid) expect(added.verdict).toBe(whole.verdict);
        },
      ),
    );
  });

  test('보탤 것이 없으면 그대로', () => {
    const result = resultOf([{ kind: 'rule', id: 'a/b', weight: 4 }], 0);
    expect(addEvidence(result, [], BY_MODEL)).toBe(result);
  });

  test('내용 없는 댓글은 무엇을 더해도 판단 보류', () => {
    const added = addEvidence(resultOf([filler], 0), [{ kind: 'relevance', id: 'x', weight: 9 }], BY_MODEL);
    expect(added).toMatchObject({ verdict: 'unclear', flag: false, review: false });
  });

  test('더하고 나서 빼면 점수가 돌아온다', () => {
    const article = { id: 'a', title: '서울 지하철 2호선 새벽 고장', body: '새벽 2호선 열차가 멈췄다.' };
    const comment = { id: 'c', articleId: 'a', text: '주주들은 거래정지를 풀어라, 상장폐지 반대' };
    const result = judge.comment(article, comment);
    const extra = (weight: number): Reason[] => [{ kind: 'relevance', id: 'x', weight }];
    const back = addEvidence(addEvidence(result, extra(-2), judge.levels), extra(2), judge.levels);
    expect(back.score).toBeCloseTo(result.score, 10);
    expect(addEvidence(result, extra(-2), judge.levels).score).toBeLessThan(result.score);
    expect(back.flag).toBe(result.flag);
  });

  test('주어진 결과를 고치지 않는다', () => {
    const result = resultOf([{ kind: 'rule', id: 'a/b', weight: 1 }], 0);
    const copy = structuredClone(result);
    addEvidence(result, [{ kind: 'relevance', id: 'x', weight: 3 }], BY_MODEL);
    expect(result).toEqual(copy);
  });
});
