import { expect, it } from 'vitest';
import { articleAlerts } from '../../src/batch/alerts.js';
import type { Result } from '../../src/judge/index.js';

const articles = ['a', 'b', 'c'].map((id) => ({ id, title: id, body: null }));

function result(articleId: string, home: string | null, review = true): Result {
  return {
    commentId: 'x',
    articleId,
    verdict: review ? 'off-topic' : 'on-topic',
    score: 0.5,
    flag: false,
    review,
    reasons: [],
    home: home === null ? null : { articleId: home, score: 0.9 },
    campaign: null,
  };
}

it('한 기사의 살펴볼 댓글 셋이 같은 기사를 가리키면 한 번 알린다', () => {
  const results = [
    ...Array.from({ length: 4 }, () => result('b', 'c')),
    ...Array.from({ length: 3 }, () => result('a', 'c')),
    ...Array.from({ length: 2 }, () => result('a', 'b')),
    ...Array.from({ length: 5 }, () => result('c', 'a', false)),
    result('c', null),
  ];
  expect(
    articleAlerts(articles, results).map(({ article, home, count }) => [article.id, home.id, count]),
  ).toEqual([
    ['b', 'c', 4],
    ['a', 'c', 3],
  ]);
});
