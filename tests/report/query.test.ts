import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/report/view/data.js';
import { EVERYTHING, foldComment, type Query, select } from '../../src/report/view/query.js';
import { takeShown } from '../../src/report/write/shown.js';
import { collectedOf } from './given.js';

const shown = takeShown(collectedOf(200));
const decisions = new Map<number, Decision>([
  [3, 'off-topic'],
  [7, 'on-topic'],
]);
const searched = { ...shown, folded: shown.comments.map(foldComment), decisions: decisions };
const found = (query: Partial<Query>) =>
  select({ ...EVERYTHING, ...query }, searched).map((place) => shown.comments[place]!);

describe('고르기', () => {
  it('판정으로 고른다', () => {
    expect(found({})).toHaveLength(200);
    for (const show of ['off-topic', 'on-topic', 'unclear'] as const)
      expect(new Set(found({ show }).map(({ verdict }) => verdict))).toEqual(new Set([show]));
    expect(found({ show: 'flag' }).every(({ flag }) => flag)).toBe(true);
    expect(found({ show: 'review' })).toHaveLength(shown.comments.filter(({ review }) => review).length);
  });

  it('기사, 근거, 내 결정으로 고른다', () => {
    expect(new Set(found({ article: 2 }).map(({ article }) => article))).toEqual(new Set([2]));
    expect(new Set(found({ kind: 'rule' }).map(({ verdict }) => verdict))).toEqual(new Set(['off-topic']));
    expect(found({ kind: 'filler' }).every(({ verdict }) => verdict === 'unclear')).toBe(true);
    expect(
      found({ marked: 'marked' })
        .map(({ number }) => number)
        .sort(),
    ).toEqual([3, 7]);
    expect(found({ marked: 'off-topic' }).map(({ number }) => number)).toEqual([3]);
    expect(found({ marked: 'unmarked' })).toHaveLength(198);
  });

  it('댓글, 작성자, 기사 제목에서 찾는다', () => {
    expect(found({ search: 'ㅎㅂㅈㅅ' }).every(({ text }) => text.includes('한빛전선'))).toBe(true);
    expect(new Set(found({ search: '독자21' }).map(({ author }) => author))).toEqual(new Set(['독자21']));
    const titles = new Set(found({ search: '분수대' }).map(({ article }) => shown.articles[article]!.title));
    expect(titles).toEqual(new Set(['시청 앞 분수대, 석 달 만에 다시 물을 뿜다']));
    expect(found({ search: '없는말' })).toEqual([]);
  });

  it('차례를 세운다: 같은 것끼리는 덤프의 차례다', () => {
    const ascending = (values: readonly number[]): void => {
      expect(values.length).toBeGreaterThan(100);
      expect(values).toEqual([...values].sort((one, other) => one - other));
    };
    ascending(found({ sort: 'dump' }).map(({ number }) => number));
    ascending(found({ sort: 'score' }).map(({ score }) => -score));
    ascending(found({ sort: 'unsure' }).map(({ score }) => Math.abs(score - 0.5)));
    ascending(found({ sort: 'time' }).map(({ hour }) => hour!));
    ascending(found({ sort: 'latest' }).map(({ hour }) => -hour!));
    ascending(found({ sort: 'article' }).map(({ article, number }) => article * 1000 + number));
  });
});
