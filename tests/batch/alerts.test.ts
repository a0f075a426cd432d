import { expect, it } from 'vitest';
import { articleAlerts, countAlerts } from '../../src/batch/alerts.js';
import type { Result } from '../../src/judge/result.js';

const find = (id: string) => ({ id, title: id, body: null });

it('한 기사의 살펴볼 댓글 셋이 같은 기사를 가리키면, 여러 청크에 나뉘었어도 한 번 알린다', () => {
  const counts = [
    { article: 'a', home: 'c', count: 3 },
    { article: 'b', home: 'c', count: 2 },
    { article: 'a', home: 'b', count: 2 },
    { article: 'b', home: 'c', count: 2 },
  ];
  expect(articleAlerts(counts, find).map(({ article, home, count }) => [article.id, home.id, count])).toEqual(
    [
      ['b', 'c', 4],
      ['a', 'c', 3],
    ],
  );
});

it('더 맞는 기사로 이름을 댄 것만 세고 후보는 세지 않는다', () => {
  const result = (score: number, review = true): Result => ({
    commentId: 'c',
    articleId: 'a',
    verdict: 'off-topic',
    score: 0.9,
    flag: false,
    review,
    reasons: [],
    home: { articleId: 'h', score },
    campaign: null,
  });
  expect(countAlerts([result(0.5), result(0.49), result(1), result(0.9, false)])).toEqual([
    { article: 'a', home: 'h', count: 2 },
  ]);
});
