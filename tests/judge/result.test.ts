import { expect, test } from 'vitest';
import type { Result } from '../../src/judge/index.js';
import { addCounts, countAll, noCounts } from '../../src/judge/result.js';

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
