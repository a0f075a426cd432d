import { describe, expect, test } from 'vitest';
import type { Lexicon } from '../../src/hangul/index.js';
import { orderDump, prepareArticle, readComment } from '../../src/judge/prepare.js';
import { compilePacks } from '../../src/rules/index.js';
import { lexicon as shipped } from '../hangul/lexicon-file.js';

const book = compilePacks([], shipped);
/** A lexicon of 400,000 comments in which every word stands in `count`; only its counts are asked for here. */
const lexiconOf = (count: number): Lexicon => ({ documents: 400_000, count: () => count });
const subject = (lexicon: Lexicon | undefined, text = '야구'): number =>
  readComment({ id: 'c', articleId: 'a', text }, book, lexicon).subject;

describe('댓글을 읽는다', () => {
  test.each<[why: string, count: number, rarity: number]>([
    ['400 댓글에 하나면 0', 999, 0],
    ['더 흔해도 0', 5000, 0],
    ['e배 드물면 1', 367, 0.9996723],
    ['아주 드물어도 4까지', 0, 4],
    ['4에 조금 못 미친다', 18, 3.9633163],
  ])('말의 드묾: %s', (_why, count, rarity) => {
    expect(subject(lexiconOf(count))).toBeCloseTo(rarity, 6);
  });

  test('말뭉치가 없으면 모든 말이 2, 주제는 말의 합', () => {
    expect(subject(undefined)).toBe(2);
    expect(subject(undefined, '야구 축구')).toBe(4);
    expect(subject(undefined, '')).toBe(0);
  });
});

describe('기사를 읽는다', () => {
  const prepared = (title: string, body: string | null) => prepareArticle({ id: 'a', title, body }, book);

  test.each<[title: string, body: string | null, breadth: number]>([
    ['가'.repeat(99), null, 0.2],
    ['가', `${'나'.repeat(123)}.\n${'나'.repeat(123)}`, 0.5],
    ['가', `${'나'.repeat(248)}.\n${'나'.repeat(248)}`, 1],
    ['가', '나'.repeat(900), 1],
    // A stub is no body.
    ['가'.repeat(99), '동영상 뉴스', 0.2],
    ['가'.repeat(99), ' ', 0.2],
  ])('500자부터 넓이가 1: %#', (title, body, breadth) => {
    expect(prepared(title, body).breadth).toBe(breadth);
  });

  test('글자는 띄어쓰기 없이, 모아쓰기로', () => {
    const { text, letters } = prepared('서버 장애'.normalize('NFD'), `카카오\n 먹통${'가'.repeat(60)}`);
    expect(text).toBe(`서버 장애 카카오\n 먹통${'가'.repeat(60)}`);
    expect(letters).toBe(`서버장애카카오먹통${'가'.repeat(60)}`);
  });
});

describe('덤프의 순서', () => {
  const article = (id: string, publishedAt?: string) => ({ id, title: id, body: null, publishedAt });
  const comment = (id: string, articleId: string, text: string) => ({ id, articleId, text });

  test('기사는 날짜와 id 순, 댓글은 기사와 글과 id 순', () => {
    const { articles, placed, positions } = orderDump(
      [article('b', '2025-02'), article('c', '2025-01'), article('a', '2025-02'), article('d')],
      [
        comment('1', 'b', '나'),
        comment('2', 'a', '다'),
        comment('4', 'b', '가'),
        comment('3', 'b', '가'),
        comment('5', 'c', '하'),
      ],
    );
    expect(articles.map(({ id }) => id)).toEqual(['d', 'c', 'a', 'b']);
    expect(placed.map(({ article, comment }) => article.id + comment.id)).toEqual([
      'c5',
      'a2',
      'b3',
      'b4',
      'b1',
    ]);
    expect([...positions]).toEqual([4, 1, 3, 2, 0]);
  });

  test('없는 기사의 댓글은 거절한다', () => {
    expect(() => orderDump([article('a')], [comment('1', 'b', '글')])).toThrow(
      new RangeError('no article b for 1'),
    );
  });
});
