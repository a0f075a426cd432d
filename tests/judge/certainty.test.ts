import { expect, test } from 'vitest';
import { CERTAIN_FROM, homeStanding } from '../../src/judge/certainty.js';
import { BY_MODEL, BY_RULES } from '../../src/judge/decide.js';

test.each([
  [0, null],
  [0.18, null],
  [0.2999, null],
  [0.3, 'candidate'],
  [0.4999, 'candidate'],
  [0.5, 'named'],
  [1, 'named'],
])('더 맞는 기사의 확률 %d는 %s', (score, standing) => {
  expect(homeStanding(score)).toBe(standing);
});

test('확실하다고 말하는 점수는 바로 확인할 점수보다 낮지 않다', () => {
  expect(CERTAIN_FROM).toBeGreaterThanOrEqual(BY_MODEL.flag);
  expect(CERTAIN_FROM).toBeGreaterThanOrEqual(BY_RULES.flag);
});
