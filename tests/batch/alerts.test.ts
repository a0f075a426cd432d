import { expect, it } from 'vitest';
import { articleAlerts } from '../../src/batch/alerts.js';

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
