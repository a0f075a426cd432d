import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  answerWeights,
  ASKED,
  isInBand,
  isWorthAsking,
  LABELS,
  restsOnAnswer,
  withAnswer,
} from '../../../src/judge/asked/index.js';
import { addEvidence, BY_MODEL, BY_RULES, decide, type Result } from '../../../src/judge/index.js';

/** A result with this score by one piece of evidence, as the judge with a model gives it. */
function resultOf(score: number, levels = BY_MODEL): Result {
  const weight = Math.log(score / (1 - score)) - levels.prior;
  const reasons = [
    { kind: 'relevance' as const, id: 'relevance/pair', weight: weight + 0.2 },
    { kind: 'article' as const, id: 'article/words', weight: -0.2 },
  ];
  return {
    commentId: 'c',
    articleId: 'a',
    ...decide(reasons, levels),
    reasons,
    home: null,
    campaign: null,
  };
}

const START = answerWeights({ right: 0, wrong: 0 }, BY_MODEL);

describe('답의 무게는 맞은 비율을 따른다', () => {
  it.each([
    // right, wrong, against, for
    [0, 0, 1.078, -1.078],
    [5, 0, 1.622, -1.078],
    [8, 0, 1.695, -1.078],
    [200, 0, 1.695, -1.078],
    [15, 5, 0.779, -0.779],
    [14, 6, 0.503, -0.503],
    [10, 10, 0, 0],
    [0, 30, 0, 0],
    [170, 30, 1.695, -1.078],
    [160, 40, 1.078, -1.078],
  ])('맞음 %d, 틀림 %d: %d, %d', (right, wrong, against, own) => {
    const weights = answerWeights({ right, wrong }, BY_MODEL);
    expect(weights.against).toBeCloseTo(against, 2);
    expect(weights.for).toBeCloseTo(own, 2);
  });

  it('모델 없는 판정에서도 검토 구간의 너비를 넘지 않는다', () => {
    expect(answerWeights({ right: 900, wrong: 0 }, BY_RULES).against).toBeCloseTo(1.0986, 3);
    expect(answerWeights({ right: 0, wrong: 0 }, BY_RULES).against).toBeCloseTo(0.575, 3);
  });

  it('도움이 되지 않으면 묻지 않는다', () => {
    expect(isWorthAsking(START)).toBe(true);
    expect(isWorthAsking(answerWeights({ right: 10, wrong: 10 }, BY_MODEL))).toBe(false);
  });
});

describe('답을 더한 판정', () => {
  const weigh = (score: number, label: (typeof LABELS)[number] | null, weights = START): Result =>
    withAnswer(resultOf(score), label, { weights, levels: BY_MODEL, model: 'm' });

  it.each([
    // score, answer, verdict, flag, review
    [0.6, 'off-topic', 'off-topic', true, true],
    [0.45, 'off-topic', 'off-topic', true, true],
    [0.35, 'off-topic', 'off-topic', false, true],
    [0.6, 'on-topic', 'off-topic', false, true],
    [0.5, 'on-topic', 'on-topic', false, false],
    [0.6, 'unclear', 'off-topic', false, true],
    [0.6, null, 'off-topic', false, true],
  ] as const)('%d, %s: %s', (score, label, verdict, flag, review) => {
    const result = weigh(score, label);
    expect([result.verdict, result.flag, result.review]).toEqual([verdict, flag, review]);
    expect(result.reasons.some(({ id }) => id === ASKED)).toBe(label === 'off-topic' || label === 'on-topic');
    expect(restsOnAnswer(result)).toBe(flag);
  });

  it('가장 무거운 답도 검토 구간 밖으로 한 걸음까지만 옮긴다', () => {
    const best = answerWeights({ right: 1000, wrong: 0 }, BY_MODEL);
    expect(weigh(0.31, 'off-topic', best).flag).toBe(true);
    expect(weigh(0.31, 'off-topic', best).score).toBeLessThan(0.72);
    expect(weigh(0.69, 'on-topic', best).score).toBeGreaterThan(0.4);
  });

  it('깃발이 선 댓글과 구간 아래의 댓글은 무엇이라 답해도 그대로다', () => {
    const score = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    const count = fc.nat(1000);
    fc.assert(
      fc.property(score, count, count, fc.constantFrom(...LABELS), (at, right, wrong, label) => {
        const before = resultOf(at);
        const weights = answerWeights({ right, wrong }, BY_MODEL);
        const after = withAnswer(before, label, { weights, levels: BY_MODEL, model: 'm' });
        // No answer clears a flag.
        if (before.flag) expect(after).toBe(before);
        if (!isInBand(before)) expect(after).toBe(before);
        // No answer weighs more than the band is wide, and none counts twice.
        const moved = Math.log(after.score / (1 - after.score)) - Math.log(at / (1 - at));
        expect(Math.abs(moved)).toBeLessThan(1.6947);
        expect(withAnswer(after, label, { weights, levels: BY_MODEL, model: 'm' })).toBe(after);
      }),
    );
  });

  it('규칙이 세운 깃발은 글이 무엇이라 답하게 해도 내려가지 않는다', () => {
    const rule = { kind: 'rule' as const, id: 'halts/daeyu', weight: 4 };
    const flagged = addEvidence(resultOf(0.3), [rule], BY_MODEL);
    expect(flagged.flag).toBe(true);
    expect(withAnswer(flagged, 'on-topic', { weights: START, levels: BY_MODEL, model: 'm' })).toBe(flagged);
  });
});
