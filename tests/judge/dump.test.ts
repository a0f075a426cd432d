import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article, Comment } from '../../src/article/index.js';
import { createTitleSearch, type Result } from '../../src/judge/index.js';
import { judge, relevance } from './shipped.js';

interface Fixture {
  readonly article: Article;
  readonly comments: readonly { readonly id: string; readonly text: string }[];
}
const fixture = (path: string): Fixture =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${path}.json`, import.meta.url), 'utf8')) as Fixture;
const all = [
  'articles/baseball',
  'articles/court-case',
  'articles/daeyu',
  'articles/grocery-prices',
  'articles/kakao-outage',
  'checks/set-1/traffic',
  'checks/set-1/weather',
].map(fixture);
/** Several of the same date, and titles that are the same. */
const quiet = Array.from({ length: 20 }, (_, i): Article => ({
  id: `m${i}`,
  title: `${i % 12}월의 동네 소식`,
  body: null,
  publishedAt: i % 2 === 0 ? '2025-03-01' : undefined,
}));
const articles = [...all.map(({ article }, i): Article => ({ ...article, id: `a${i}` })), ...quiet];
/** Some texts stand twice, under two articles. */
const comments = all.flatMap(({ comments: own }, i) =>
  own.slice(0, 9).flatMap(({ id, text }, at): Comment[] => {
    const one = { id: `${i}-${id}`, articleId: `a${i}`, text };
    return at % 4 === 0 ? [one, { ...one, id: `${one.id}+`, articleId: `m${i}` }] : [one];
  }),
);
const byId = (results: readonly Result[]): Map<string, Result> =>
  new Map(results.map((result) => [result.commentId, result]));
/** A shuffle as fast-check draws it. */
const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });

describe('덤프의 차례', () => {
  const inOrder = byId(judge.dump(articles, comments));

  test('기사와 댓글을 어떻게 섞어도 결과는 그대로다', () => {
    fc.assert(
      fc.property(shuffled(articles), shuffled(comments), (some, told) => {
        const results = judge.dump(some, told);
        expect(results.map(({ commentId }) => commentId)).toEqual(told.map(({ id }) => id));
        for (const result of results) expect(result).toEqual(inOrder.get(result.commentId));
      }),
      { numRuns: 6 },
    );
  });

  test('천 편이 넘는 덤프도 그렇다', () => {
    const many = [
      ...articles,
      ...Array.from({ length: 1000 }, (_, i) => ({
        id: `n${i}`,
        title: `${i % 50}번 마을 장터`,
        body: null,
      })),
    ];
    const there = byId(judge.dump(many, comments));
    for (const result of judge.dump(many.toReversed(), comments.toReversed()))
      expect(result).toEqual(there.get(result.commentId));
  });
});

describe('덤프의 한 덩이', () => {
  const home = all[2]!.article;
  const text = '거래정지된 대유 소액주주의 아픔을 알아주세요';
  const here = articles.filter(({ id }) => id !== 'a2');
  const asked: Comment[] = [{ id: 'c', articleId: 'a4', text }];
  const titles = [...here, home].map(({ id, title }) => ({ id, title }));

  test('덩이 밖의 기사를 제목으로 찾는다', () => {
    const [alone] = judge.dump(here, asked);
    const [result] = judge.dump(here, asked, createTitleSearch(relevance.encoder, titles));
    expect(alone!.home?.articleId).not.toBe(home.id);
    expect(result!.home?.articleId).toBe(home.id);
    expect(result!.score).toBeCloseTo(alone!.score, 9);
  });

  test('제목을 넣은 차례는 아무것도 바꾸지 않는다', () => {
    const there = judge.dump(
      here,
      comments.filter(({ articleId }) => articleId !== 'a2'),
      createTitleSearch(relevance.encoder, titles),
    );
    const back = judge.dump(
      here,
      comments.filter(({ articleId }) => articleId !== 'a2'),
      createTitleSearch(relevance.encoder, titles.toReversed()),
    );
    expect(back).toEqual(there);
  });

  test('덩이 안의 기사뿐이면 아무것도 바뀌지 않는다', () => {
    const known = articles.map(({ id, title }) => ({ id, title }));
    expect(judge.dump(articles, comments, createTitleSearch(relevance.encoder, known))).toEqual(
      judge.dump(articles, comments),
    );
  });
});
