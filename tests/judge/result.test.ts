import { expect, test } from 'vitest';
import type { Result } from '../../src/judge/index.js';
import { addCounts, countAll, noCounts, resultSchema, verdictCountsSchema } from '../../src/judge/result.js';

const result = (verdict: Result['verdict'], flag = false, review = flag): Result => ({
  commentId: 'c',
  articleId: 'a',
  verdict,
  score: 0.5,
  flag,
  review,
  reasons: [],
  home: null,
  campaign: null,
});

test('판정마다 센다', () => {
  const counts = countAll([
    result('off-topic', true),
    result('off-topic', false, true),
    result('off-topic', false, true),
    result('on-topic'),
    result('on-topic'),
    result('on-topic'),
    result('on-topic'),
    result('unclear'),
    result('unclear'),
    result('unclear'),
    result('unclear'),
    result('unclear'),
  ]);
  expect(counts).toEqual({ comments: 12, offTopic: 3, onTopic: 4, unclear: 5, flagged: 1, review: 3 });
  expect(addCounts([counts, noCounts(), counts])).toEqual({
    comments: 24,
    offTopic: 6,
    onTopic: 8,
    unclear: 10,
    flagged: 2,
    review: 6,
  });
  expect(addCounts([])).toEqual({ comments: 0, offTopic: 0, onTopic: 0, unclear: 0, flagged: 0, review: 0 });
});

test('결과와 수의 범위: 0과 1은 되고 그 밖은 안 된다', () => {
  const base = result('off-topic', true);
  const accepts = (part: Partial<Result>): boolean => resultSchema.safeParse({ ...base, ...part }).success;
  const home = (score: number): { articleId: string; score: number } => ({ articleId: 'b', score });
  expect([-0.01, 0, 1, 1.01].map((score) => accepts({ score }))).toEqual([false, true, true, false]);
  expect([-0.01, 0, 1, 1.01].map((score) => accepts({ home: home(score) }))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([-0.01, 0, 1, 1.01].map((score) => accepts({ homes: [home(score)] }))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([5, 6].map((count) => accepts({ homes: Array.from({ length: count }, () => home(0.5)) }))).toEqual([
    true,
    false,
  ]);
  expect(verdictCountsSchema.safeParse(noCounts()).success).toBe(true);
  expect(verdictCountsSchema.safeParse({ ...noCounts(), flagged: -1 }).success).toBe(false);
});
