import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Article, Comment } from '../../src/article/index.js';
import { createJudge, resultSchema } from '../../src/judge/index.js';
import { compilePacks } from '../../src/rules/index.js';
import { loadBook } from '../../src/assets/packs.js';
import { inPackage } from '../../src/assets/package-root.js';
import { judge, relevance } from './shipped.js';

const { lexicon } = loadBook(inPackage('rules'));
/** Only what was learned: no packs. */
const learned = createJudge({ book: compilePacks([], lexicon), lexicon, relevance });

interface Fixture {
  readonly article: Article;
  readonly comments: readonly { readonly id: string; readonly text: string; readonly label: string }[];
}

const fixture = (path: string): Fixture =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${path}.json`, import.meta.url), 'utf8')) as Fixture;
const outage = fixture('articles/kakao-outage');
const daeyu = fixture('articles/daeyu').article;

const said = (article: Article, text: string): Comment => ({ id: 'c', articleId: article.id, text });

describe('규칙집 없이 배운 것만으로', () => {
  test.each([
    '상법 개정 꼭 이루어져서 소액주주를 보호해야 합니다',
    '거래정지된 대유 소액주주의 아픔을 알아주세요',
  ])('대유 기사를 알면 그리 보낸다: %s', (text) => {
    const { score, home } = learned.comment(outage.article, said(outage.article, text), [daeyu]);
    const { score: own } = learned.comment(daeyu, said(daeyu, text), [outage.article]);
    expect(home?.articleId).toBe(daeyu.id);
    expect(score).toBeGreaterThan(own);
  });

  test('기사와 이어지는 말을 짚고, 무게의 합이 점수다', () => {
    const text = '카카오톡 먹통이라 하루 종일 일을 못했다';
    const result = judge.comment(outage.article, said(outage.article, text));
    resultSchema.parse(result);
    const marked = result.reasons.filter(({ id }) => id === 'relevance/words').map((reason) => reason.text);
    expect(marked.join(' ')).toContain('카카오톡');
    const logit = result.reasons.reduce((sum, { weight }) => sum + weight, judge.levels.prior);
    expect(result.score).toBeCloseTo(1 / (1 + Math.exp(-logit)), 6);
  });
});

describe('한 모델을 함께 쓰는 판정기들', () => {
  test('번갈아 판정해도 저마다의 기사로, 따로 판정한 것과 같다', () => {
    const made = (model: typeof relevance) =>
      createJudge({ book: compilePacks([], lexicon), lexicon, relevance: model });
    const [one, other] = [made(relevance), made(relevance)];
    // Copies of a model share nothing.
    const [oneAlone, otherAlone] = [made({ ...relevance }), made({ ...relevance })];
    for (const { text } of [...outage.comments, ...fixture('articles/daeyu').comments]) {
      expect(one.comment(outage.article, said(outage.article, text), [daeyu])).toEqual(
        oneAlone.comment(outage.article, said(outage.article, text), [daeyu]),
      );
      expect(other.comment(daeyu, said(daeyu, text))).toEqual(otherAlone.comment(daeyu, said(daeyu, text)));
    }
  });
});

describe('덤프를 통째로', () => {
  const pages = [
    'baseball',
    'court-case',
    'daeyu',
    'entertainment',
    'grocery-prices',
    'jeonse-fraud',
    'kakao-outage',
  ];
  const sets = ['court', 'price', 'traffic', 'weather', 'ent', 'politics', 'baseball'];
  const all = [
    ...pages.map((name) => fixture(`articles/${name}`)),
    ...sets.map((name) => fixture(`checks/set-1/${name}`)),
  ];
  const articles = all.map(({ article }, i) => ({ ...article, id: `a${i}` }));
  const comments = all.flatMap(({ comments: own }, i) =>
    own.slice(0, 8).map(({ id, text }) => ({ id: `${i}-${id}`, articleId: `a${i}`, text })),
  );
  // The dump stage serves from 20 articles on: those whose comments are not asked about are known all the same.
  const more = Array.from({ length: 10 }, (_, i) => ({
    id: `m${i}`,
    title: `${i + 1}월의 동네 소식`,
    body: null,
  }));

  test('결과는 댓글의 차례대로, 빠짐없이', () => {
    const results = judge.dump([...articles, ...more], comments);
    expect(results.map(({ commentId, articleId }) => [commentId, articleId])).toEqual(
      comments.map(({ id, articleId }) => [id, articleId]),
    );
    for (const result of results) resultSchema.parse(result);
  });

  test('기사 순이 아니어도 같은 판정이다', () => {
    const shuffled = [...comments].sort((a, b) => (a.id.slice(-2) + a.id < b.id.slice(-2) + b.id ? -1 : 1));
    expect(shuffled).not.toEqual(comments);
    const inOrder = new Map(
      judge.dump([...articles, ...more], comments).map((result) => [result.commentId, result]),
    );
    for (const result of judge.dump([...articles, ...more], shuffled)) {
      const same = inOrder.get(result.commentId)!;
      expect(result.score).toBeCloseTo(same.score, 3);
      expect(result.verdict).toBe(same.verdict);
    }
  });

  test('없는 기사의 댓글은 거절한다', () => {
    expect(() => judge.dump(articles, [{ id: 'x', articleId: 'nowhere', text: '글' }])).toThrow(RangeError);
  });

  test('천 편이 넘어도 먼 곳의 기사를 찾는다', () => {
    const many = Array.from({ length: 1300 }, (_, i) => ({
      id: `n${i}`,
      title: `${i}번 마을 ${['축제', '공사', '회의', '장터'][i % 4]!} 소식`,
      body: null,
    }));
    const known: Article[] = [outage.article, ...many, daeyu];
    const text = '거래정지된 대유 소액주주의 아픔을 알아주세요';
    const [result] = learned.dump(known, [said(outage.article, text)]);
    expect(result!.home?.articleId).toBe(daeyu.id);
  });
});
