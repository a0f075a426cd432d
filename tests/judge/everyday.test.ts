import { describe, expect, test } from 'vitest';
import { judgeFixtures } from './fixture-set.js';

// To stand in tests/judge/. The bounds are the product's goals, set before anything was measured on these comments.

const count = (
  comments: ReturnType<typeof judgeFixtures>['comments'],
  label: string,
  key: 'flag' | 'review',
) => comments.filter((comment) => comment.label === label && comment.result[key]).length;

describe.each([
  ['본문이 있는', true],
  ['제목만 있는', false],
])('%s 일상 기사 열다섯', (_name, withBody) => {
  const { articles, comments } = judgeFixtures('everyday', { withBody });
  test('제 기사 아래의 150개 가운데 표시는 하나, 검토는 넷까지다', () => {
    expect([articles, comments.length]).toEqual([15, 180]);
    expect(count(comments, 'on-topic', 'flag')).toBeLessThanOrEqual(1);
    expect(count(comments, 'on-topic', 'review')).toBeLessThanOrEqual(4);
  });
});

describe.each([
  ['본문이 있는', true],
  ['제목만 있는', false],
])('%s 결제 장애 기사', (_name, withBody) => {
  const { comments } = judgeFixtures('checks/outage-page.json', { withBody });
  test('무관한 58개 가운데 55개를 표시하고, 제 것 52개 가운데 하나까지, 보류는 표시하지 않는다', () => {
    expect(count(comments, 'off-topic', 'flag')).toBeGreaterThanOrEqual(55);
    expect(count(comments, 'on-topic', 'flag')).toBeLessThanOrEqual(1);
    expect(count(comments, 'unclear', 'flag')).toBe(0);
  });
});
