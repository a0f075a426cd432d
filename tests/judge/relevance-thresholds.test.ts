import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Article, Comment } from '../../src/article/index.js';
import { addCompanions, createTitleSearch, RelevanceScorer } from '../../src/judge/relevance-scorer.js';
import type { Encoder, RelevanceModel } from '../../src/relevance/index.js';
import { relevanceOf } from './given.js';

/** What the stand-in of the model gives to every pair, and how it was called. */
const model = vi.hoisted(() => ({
  weight: 1,
  /** Of the comment alone, where that differs. */
  pairWeight: undefined as number | undefined,
  /** Sizes of the pools that were opened. */
  pools: [] as number[],
  /** Numbers of articles of each call for a dump as a whole. */
  dumps: [] as number[],
  dumpFails: false,
  /** Titles in the index, and how many were asked for. */
  indexed: [] as string[],
  most: 0,
  scans: [] as string[],
  size: 0,
}));

vi.mock('../../src/relevance/index.js', () => ({
  PairScorer: class {
    prepareComment = (text: string) => ({ text, vector: [], terms: { buckets: [] } });
    prepareArticle = (article: { title: string }) => article;
    openPool = (known: unknown[]) => {
      model.pools.push(known.length);
      return known;
    };
    // The last of the pool is the home.
    relevanceOf = (pool: unknown[]) => ({
      weight: model.weight,
      words: [],
      homes: pool.length === 0 ? [] : [{ index: pool.length - 1, probability: 0.5 }],
    });
  },
  HomeIndex: class {
    get size() {
      return model.size;
    }
    add = (id: string) => model.indexed.push(id);
    nearest = (_: unknown, most: number) => this.#found('all', most);
    nearestByNames = (_: unknown, most: number) => this.#found('names', most);
    #found(how: string, most: number) {
      model.scans.push(how);
      model.most = most;
      return model.indexed.slice(0, most).map((id) => ({ id }));
    }
  },
  judgeCorpus: (_: unknown, articles: unknown[], comments: unknown[]) => {
    model.dumps.push(articles.length);
    if (model.dumpFails) return null;
    const pair = { weight: model.pairWeight ?? model.weight, words: [] };
    return { comments: comments.map(() => ({ weight: model.weight, homes: [], pair })) };
  },
}));

const articlesOf = (count: number): Article[] =>
  Array.from({ length: count }, (_, i) => ({ id: `a${i}`, title: `제목 ${i}`, body: null }));
const under = (article: Article, count = 1): { article: Article; comment: Comment }[] =>
  Array.from({ length: count }, (_, i) => ({
    article,
    comment: { id: `${article.id}-${i}`, articleId: article.id, text: '글' },
  }));
const scorer = (): RelevanceScorer =>
  new RelevanceScorer({ encoder: {}, pair: {} } as unknown as RelevanceModel);

beforeEach(() => {
  Object.assign(model, {
    weight: 1,
    pairWeight: undefined,
    pools: [],
    dumps: [],
    dumpFails: false,
    indexed: [],
    scans: [],
    most: 0,
    size: 0,
  });
});

describe('덤프를 통째로 볼 때', () => {
  test.each<[articles: number, dumps: number[]]>([
    [14, []],
    [15, [15]],
    [1000, [1000]],
  ])('%i편', (count, dumps) => {
    const articles = articlesOf(count);
    scorer().scoreAll(articles, under(articles[0]!, 6));
    expect(model.dumps).toEqual(dumps);
  });

  test('댓글이 몇 안 되는 기사도 함께 본 값', () => {
    const articles = articlesOf(20);
    const placed = [...under(articles[0]!), ...under(articles[1]!, 6)];
    const weights = scorer()
      .scoreAll(articles, placed)
      .map(({ weight }) => weight);
    expect(weights).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test('덤프 단계가 없는 모델은 하나씩', () => {
    model.dumpFails = true;
    const articles = articlesOf(20);
    const [one] = scorer().scoreAll(articles, under(articles[0]!));
    expect(one).toMatchObject({ weight: 1, homes: [{ article: articles[19], score: 0.5 }], companions: 0 });
  });

  test('천 편이 넘으면 700편씩', () => {
    const articles = articlesOf(1401);
    const placed = [articles[1400]!, articles[0]!, articles[466]!, articles[467]!, articles[934]!].flatMap(
      (one) => under(one, 1),
    );
    model.weight = -9;
    const scored = scorer().scoreAll(articles, placed);
    expect(model.dumps).toEqual([467, 467, 467]);
    expect(scored).toHaveLength(5);
    model.dumps = [];
    scorer().scoreAll(articlesOf(1001), under(articlesOf(1)[0]!, 0));
    expect(model.dumps).toEqual([]);
  });

  test.each<[weight: number, alone: number, searched: boolean]>([
    [-0.5, -0.5, false],
    [-0.5, 0, false],
    [-0.4999, -0.4999, true],
    // A calm dump lets it fit, but by itself it speaks against the article.
    [-0.75, 0.0001, true],
  ])('분명히 맞는 댓글(%d, 혼자서는 %d)은 다른 데서 찾지 않는다', (weight, alone, searched) => {
    model.weight = weight;
    model.pairWeight = alone;
    const articles = articlesOf(20);
    const far: Article = { id: 'far', title: '먼 기사', body: null };
    let asked = 0;
    const search = {
      nearest: (_: unknown, limit: number) => {
        asked = limit;
        return [articles[1]!, far];
      },
    };
    const scored = scorer().scoreAll(articles, under(articles[0]!, 6), search);
    expect(asked).toBe(searched ? 12 : 0);
    expect(scored[0]!.homes).toEqual(searched ? [{ article: far, score: 0.5 }] : []);
  });
});

describe('댓글 하나를 볼 때', () => {
  test.each<[known: number, weight: number, pools: number[]]>([
    [1000, 1, [1000]],
    [1001, -0.5, [1000]],
    [1001, -0.4999, [1000, 11]],
  ])('알려진 기사 %i편, 무게 %d', (known, weight, pools) => {
    model.weight = weight;
    const articles = articlesOf(known);
    scorer().scoreOne(under(articles[0]!)[0]!, articles);
    expect(model.pools).toEqual(pools);
    if (pools.length > 1) expect(model.most).toBe(12);
  });

  test('같은 기사들에는 풀을 한 번만 연다', () => {
    const one = scorer();
    const articles = articlesOf(3);
    const [placed] = under(articles[0]!);
    for (let i = 0; i < 3; i++) one.scoreOne(placed!, [...articles]);
    expect(model.pools).toEqual([3]);
    one.scoreOne(placed!, articlesOf(3));
    expect(model.pools).toEqual([3, 3]);
    one.scoreOne(placed!, articles.slice(0, 1));
    one.scoreOne(placed!, articles.slice(0, 2));
    one.scoreOne(placed!, articles.slice(0, 1));
    expect(model.pools).toEqual([3, 3, 1, 2]);
  });
});

test.each<[size: number, how: string]>([
  [100_000, 'all'],
  [100_001, 'names'],
])('제목 %i개에서 찾기: %s', (size, how) => {
  model.size = size;
  const search = createTitleSearch({} as unknown as Encoder, [
    { id: 'b', title: '나' },
    { id: 'a', title: '가' },
  ]);
  expect(model.indexed).toEqual(['a', 'b']);
  const comment = { vector: [], terms: { buckets: [] } } as unknown as Parameters<typeof search.nearest>[0];
  expect(search.nearest(comment, 1)).toEqual([{ id: 'a', title: '가', body: null }]);
  expect(model.scans).toEqual([how]);
});

describe('곁의 댓글이 가리키는 기사', () => {
  const home: Article = { id: 'h', title: '집', body: null };
  const other: Article = { id: 'o', title: '다른 집', body: null };
  const [article, elsewhere] = articlesOf(2);
  const companions = (
    homes: readonly (readonly (readonly [Article, number])[])[],
    articles: readonly Article[] = homes.map(() => article!),
  ): number[] =>
    addCompanions(
      articles.map((one) => under(one)[0]!),
      homes.map((list) => relevanceOf({ homes: list.map(([article, score]) => ({ article, score })) })),
    ).map((one) => one.companions);

  test.each<[why: string, given: Parameters<typeof companions>, expected: number[]]>([
    ['혼자 가리키면 저를 세지 않는다', [[[[home, 0.9]]]], [0]],
    ['다른 댓글의 점수에 0.8', [[[[home, 0.5]], [[home, 0.25]]]], [0.2, 0.4]],
    [
      '0.25에 못 미치는 집은 굳히지 않지만 남의 것에는 보탠다',
      [[[[home, 0.5]], [[home, 0.2499]]]],
      [0.19992, 0],
    ],
    ['2까지만', [[[[home, 1]], [[home, 0.9]], [[home, 0.9]], [[home, 0.9]]]], [2, 2, 2, 2]],
    [
      '2.5까지는 그대로 더한다',
      [[[[home, 1]], [[home, 0.8]], [[home, 0.8]], [[home, 0.8]]]],
      [1.92, 2, 2, 2],
    ],
    ['다른 집을 가리키면 없다', [[[[home, 0.5]], [[other, 0.5]]]], [0, 0]],
    [
      '둘째 집도 보탠다',
      [
        [
          [[home, 0.5]],
          [
            [other, 0.6],
            [home, 0.25],
          ],
        ],
      ],
      [0.2, 0],
    ],
    [
      '다른 기사의 댓글은 곁이 아니다',
      [
        [[[home, 0.5]], [[home, 0.5]]],
        [article!, elsewhere!],
      ],
      [0, 0],
    ],
    ['집이 없으면 없다', [[[], [[home, 0.5]]]], [0, 0]],
  ])('%s', (_why, given, expected) => {
    expect(companions(...given)).toEqual(expected.map((weight) => expect.closeTo(weight, 9) as unknown));
  });
});
