import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/judge/result.js';
import { sourceOf } from '../../src/report/gather/floods.js';
import { ReportCollector } from '../../src/report/gather/collect.js';
import { takeShown } from '../../src/report/write/shown.js';
import { select, EVERYTHING } from '../../src/report/view/query.js';
import { articleOf, judgedWith, pageOf } from './given.js';

type Reason = Result['reasons'][number];
const rule = (id: string, weight: number): Reason => ({
  kind: 'rule',
  id,
  weight,
  title: { ko: id, en: id },
});
const HOME = { articleId: 'a9', score: 0.6 };

describe('어디서 왔나', () => {
  it.each<[string, Partial<Result>, string | undefined]>([
    ['살펴볼 것이 아니면 묻지 않는다', { review: false, home: HOME }, undefined],
    ['더 맞는 기사', { home: HOME }, 'home a9'],
    ['무거운 규칙이 기사보다 먼저다', { home: HOME, reasons: [rule('p/a', 1.5)] }, 'rule p'],
    ['한 묶음의 규칙은 함께 센다', { reasons: [rule('p/a', 0.8), rule('p/b', 0.8)] }, 'rule p'],
    ['가벼운 규칙은 가리키지 않는다', { reasons: [rule('p/a', 1.4)] }, 'none '],
    ['관련 있다는 규칙도', { reasons: [rule('p/a', -3)] }, 'none '],
    ['가장 무거운 묶음', { reasons: [rule('p/a', 2), rule('q/a', 2.5)] }, 'rule q'],
  ])('%s', (_, more, key) => {
    const source = sourceOf({ review: true, home: null, reasons: [], ...more });
    expect(source && `${source.kind} ${source.id}`).toBe(key);
  });
});

/** Comments under an article: suspects of a source, then others. */
function under(
  collected: ReportCollector,
  article: number,
  suspects: number,
  others: number,
  more: Partial<Result>,
  hour = 10,
): void {
  const add = (result: Partial<Result>, text: string): void => {
    collected.add(
      judgedWith(
        { id: `${article}-${text}`, text, createdAt: `2026-05-01T${hour}:20:00+09:00` },
        result,
        articleOf(article),
      ),
    );
  };
  for (let n = 0; n < suspects; n++)
    add({ verdict: 'off-topic', score: 0.8, flag: true, review: true, ...more }, `의심 ${n}`);
  for (let n = 0; n < others; n++)
    add({ verdict: 'on-topic', score: 0.05, flag: false, review: false }, `보통 ${n}`);
}

describe('도배', () => {
  it('한 기사에 몰린 것, 여러 기사에 흩어진 캠페인, 큰 것부터; 적은 것은 빠진다', () => {
    const collected = new ReportCollector();
    under(collected, 1, 8, 4, { home: { articleId: 'a2', score: 0.7 } }, 14);
    under(collected, 2, 0, 20, {});
    for (let article = 3; article < 13; article++)
      under(collected, article, 1, 20, { reasons: [rule('daeyu/name', 2.1)] });
    // One suspect in a hundred under one article, and two under another: chance.
    under(collected, 14, 2, 98, { home: { articleId: 'a15', score: 0.7 } });
    under(collected, 15, 0, 300, {});
    expect(
      collected.floods.map(({ source, suspects, articles, hours }) => [
        source.id,
        suspects,
        articles.length,
        hours.length,
      ]),
    ).toEqual([
      ['daeyu', 10, 10, 1],
      ['a2', 8, 1, 1],
    ]);
    const page = pageOf(collected);
    expect(page).toContain('2026-05-01 14시 (8개)');
    expect(page).toContain('도배된 기사 10개');
    // The list begins with the larger flood, whatever the scores.
    const shown = takeShown(collected);
    const order = select(EVERYTHING, { ...shown, folded: [], decisions: new Map() });
    expect(order.slice(0, 20).map((index) => shown.comments[index]!.flood)).toEqual([
      ...Array<number>(10).fill(0),
      ...Array<number>(8).fill(1),
      undefined,
      undefined,
    ]);
    const second = select({ ...EVERYTHING, flood: 1 }, { ...shown, folded: [], decisions: new Map() });
    expect(second).toHaveLength(8);
  });

  it('어디서 왔는지 몰라도 한 기사에 몰리면 도배이고, 둘 이상이 가리키는 기사가 후보다', () => {
    const collected = new ReportCollector();
    under(collected, 1, 4, 6, {});
    under(collected, 2, 4, 7, {});
    // The five that point nowhere, and two that point to one article.
    under(collected, 3, 5, 3, {}, 11);
    collected.add(
      judgedWith(
        { id: 'x', text: '하나' },
        { verdict: 'off-topic', score: 0.6, review: true, home: { articleId: 'a7', score: 0.4 } },
        articleOf(3),
      ),
    );
    collected.add(
      judgedWith(
        { id: 'y', text: '둘' },
        { verdict: 'off-topic', score: 0.6, review: true, home: { articleId: 'a7', score: 0.4 } },
        articleOf(3),
      ),
    );
    under(collected, 8, 3, 2, {});
    expect(
      collected.floods.map(({ source, candidate, suspects, articles }) => [
        source.kind,
        candidate?.id,
        suspects,
        articles[0]!.id,
      ]),
    ).toEqual([
      ['none', 'a7', 7, 'a3'],
      ['none', undefined, 4, 'a1'],
      ['none', undefined, 4, 'a2'],
    ]);
    const { comments } = takeShown(collected);
    expect([0, 1, 2].map((flood) => comments.filter((one) => one.flood === flood).length)).toEqual([7, 4, 4]);
  });

  it('많이 읽힌 기사가 우연히 의심 댓글 몇 개의 집이 되는 것은 도배가 아니다', () => {
    const collected = new ReportCollector();
    under(collected, 0, 0, 500, {});
    for (let article = 1; article <= 20; article++)
      under(collected, article, 1, 24, { home: { articleId: 'a0', score: 0.6 } });
    // 20 suspects, all of which point to an article with half of all comments: 10 ± 3 are expected.
    expect(collected.floods).toEqual([]);
  });
});
