import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.js';
import {
  knownGroups,
  syntheticPairs,
  simulateSite,
  SITE,
  type CommentedArticle,
} from '../../src/evaluation/index.js';
import { distance, drawForeign, FAR } from '../../src/evaluation/synthetic/distance.js';
import { seededRandom } from '../../src/training/random.js';

function article(id: number, more: Partial<Article> = {}): Article {
  return { id: `a${id}`, title: `제목 ${id}`, body: null, ...more };
}

/** Articles of four sections, two a day, each with so many comments. */
function stands(count: number, comments: number): CommentedArticle[] {
  return Array.from({ length: count }, (_, i) => {
    const day = String(1 + (Math.floor(i / 2) % 28)).padStart(2, '0');
    const of = article(i, { section: `s${i % 4}`, publishedAt: `2025-10-${day}` });
    return {
      article: of,
      comments: Array.from({ length: comments }, (__, n) => ({
        id: `c${i}-${n}`,
        articleId: of.id,
        text: `${i}번 기사의 ${n}번 말`,
        createdAt: '2025-10-01',
        parentId: 'p',
      })),
    };
  });
}

const homeOf = (text: string): string => `a${/^\d+/.exec(text)![0]}`;

describe('남의 기사', () => {
  const own = article(1, { section: 'a', publishedAt: '2025-10-01' });
  it.each<[string, Partial<Article>, number]>([
    ['다른 분야, 다른 주', { section: 'b', publishedAt: '2025-10-08' }, FAR.sectionAndWeek],
    ['다른 분야, 같은 주', { section: 'b', publishedAt: '2025-09-25' }, FAR.sectionOrWeek],
    ['같은 분야, 다른 주', { section: 'a', publishedAt: '2025-12-01' }, FAR.sectionOrWeek],
    ['같은 분야, 같은 주', { section: 'a', publishedAt: '2025-10-02' }, FAR.title],
    ['아무것도 모름', {}, FAR.sectionAndWeek],
    ['날짜를 읽을 수 없음', { section: 'a', publishedAt: '어제' }, FAR.sectionOrWeek],
    ['같은 제목', { title: '제목1', section: 'b', publishedAt: '2025-12-01' }, 0],
  ])('%s', (_, more, far) => {
    expect(distance(own, article(2, more))).toBe(far);
    expect(distance(article(2, more), own)).toBe(far);
  });

  it('가장 먼 것 가운데서 뽑고, 없으면 없다고 한다', () => {
    const near = { article: article(2, { section: 'a', publishedAt: '2025-10-02' }) };
    const far = { article: article(3, { section: 'b', publishedAt: '2025-12-02' }) };
    const random = seededRandom(1);
    for (let i = 0; i < 20; i++)
      expect(drawForeign(own, [near, far, near], random)).toEqual({ drawn: far, far: FAR.sectionAndWeek });
    expect(drawForeign(own, [{ article: own }], random)).toBeUndefined();
  });
});

describe('낱개', () => {
  it('모든 댓글이 제 기사에 한 번, 함께 아는 남의 기사에 한 번 선다', () => {
    const { groups, distances } = syntheticPairs(stands(30, 4), 12, 1);
    expect(groups.map(({ known }) => known.length)).toEqual([10, 10, 10]);
    const seen: string[] = [];
    for (const { known, items } of groups) {
      const ids = new Set(known.map(({ id }) => id));
      for (const { article: under, comment, truth, home, group } of items) {
        expect(group).toBe(homeOf(comment.text));
        expect(comment.articleId).toBe(under.id);
        expect(ids.has(under.id) && ids.has(homeOf(comment.text))).toBe(true);
        expect(home).toBe(truth === 'off-topic' ? homeOf(comment.text) : undefined);
        expect(under.id === homeOf(comment.text)).toBe(truth === 'on-topic');
        // Neither side gives itself away.
        expect([comment.createdAt, comment.parentId]).toEqual([undefined, undefined]);
        seen.push(`${truth} ${comment.text}`);
      }
    }
    expect(new Set(seen).size).toBe(240);
    expect(distances.sectionAndWeek + distances.sectionOrWeek + distances.title).toBe(120);
  });

  it('같은 시드는 같은 짝을, 한 기사만으로는 아무 짝도 내지 않는다', () => {
    const of = stands(20, 3);
    expect(syntheticPairs(of, 50, 3)).toEqual(syntheticPairs(of, 50, 3));
    expect(syntheticPairs(of, 50, 4)).not.toEqual(syntheticPairs(of, 50, 3));
    expect(syntheticPairs(stands(1, 9), 50, 1).groups).toEqual([]);
  });

  it('남는 자리에는 다른 기사도 알려 준다', () => {
    const of = stands(9, 1);
    const all = of.map((stand) => stand.article);
    const [group] = knownGroups(of.slice(0, 3), 5, 1, all);
    expect(group!.items).toHaveLength(3);
    expect(new Set(group!.known).size).toBe(5);
  });
});

describe('사이트 덤프', () => {
  const site = simulateSite(stands(100, 30), 0.05, 1)!;
  const byArticle = new Map(
    site.articles.map(({ id }) => [id, site.trials.filter((trial) => trial.article.id === id)]),
  );

  it('기사마다 열두 댓글, 그중 심은 것이 5%', () => {
    expect(site.articles).toHaveLength(80);
    for (const trials of byArticle.values()) expect(trials).toHaveLength(SITE.shown);
    const ordinary = site.trials.filter(({ flooded }) => !flooded);
    const planted = ordinary.filter(({ truth }) => truth === 'off-topic');
    expect(planted).toHaveLength(Math.round(0.05 * ordinary.length));
    const inside = planted.filter(({ home }) => home !== undefined);
    expect(Math.abs(inside.length - planted.length / 2)).toBeLessThanOrEqual(1);
  });

  it('도배된 기사는 70%가 한두 기사의 것이다', () => {
    const flooded = [...byArticle.values()].filter((trials) => trials[0]!.flooded);
    expect(flooded).toHaveLength(Math.round(SITE.flooded * 80));
    for (const trials of flooded) {
      const foreign = trials.filter(({ truth }) => truth === 'off-topic');
      expect(foreign).toHaveLength(8);
      expect(new Set(foreign.map(({ comment }) => homeOf(comment.text))).size).toBeLessThanOrEqual(2);
    }
  });

  it('심은 댓글은 딴 데 서지 않고, 집은 사이트에 있을 때만 아는 집이다', () => {
    const texts = site.trials.map(({ comment }) => comment.text);
    expect(new Set(texts).size).toBe(texts.length);
    const ids = new Set(site.articles.map(({ id }) => id));
    for (const { article: under, comment, truth, home } of site.trials) {
      const own = homeOf(comment.text);
      expect(truth).toBe(own === under.id ? 'on-topic' : 'off-topic');
      if (truth === 'off-topic') expect(home).toBe(ids.has(own) ? own : undefined);
    }
  });

  it('기사나 댓글이 적으면 꾸미지 않고, 여섯이면 다 보인다', () => {
    expect(simulateSite(stands(19, 30), 0.05, 1)).toBeUndefined();
    expect(simulateSite(stands(60, 5), 0.05, 1)).toBeUndefined();
    const small = simulateSite(stands(40, 6), 0.1, 1)!;
    expect(small.trials).toHaveLength(32 * 6);
    expect(small.trials.filter(({ flooded, truth }) => !flooded && truth === 'off-topic')).toHaveLength(18);
    expect(simulateSite(stands(40, 6), 0.1, 1)).toEqual(small);
  });
});
