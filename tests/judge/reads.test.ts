import { describe, expect, it } from 'vitest';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import { createJudge, noReads, type Reads } from '../../src/judge/index.js';
import { READ_FROM } from '../../src/judge/judge.js';
import { judge as without, relevance } from './shipped.js';
import { standInReader } from './stand-in-reader.js';

const TITLES = [
  '카카오 서비스 장애 이틀째',
  '프로야구 개막전 매진',
  '배추값 급등에 김장 포기',
  '전세 사기 특별법 통과',
];
const SAYINGS = [
  '카카오 또 멈췄네 보상은 언제',
  '개막전 표를 못 구했다',
  '김장 올해는 포기합니다 배추가 금값',
  '전세 사기 당한 사람들 구제하라',
  '상장폐지 결사반대 주주들이 뭉치자',
  '심판 판정이 너무했다',
  'ㅋㅋㅋㅋ',
];
const articles = TITLES.map((title, i) => ({
  id: `a${i}`,
  title,
  body: null,
  publishedAt: `2024-01-0${i + 1}`,
}));
const comments = articles.flatMap(({ id }) =>
  SAYINGS.map((text, i) => ({ id: `${id}-${i}`, articleId: id, text })),
);
const book = loadBook(inPackage('rules'));

function judged(reads: Reads) {
  const { reader, asked } = standInReader();
  const judge = createJudge({ ...book, relevance, reader });
  const counts = noReads();
  return { results: judge.dump(articles, comments, undefined, { reads, counts }), counts, asked, judge };
}

describe('둘째 판독기가 읽는 댓글', () => {
  it('아무것도 읽지 않으면 판독기가 없는 것과 똑같다', () => {
    const { results, counts, asked } = judged('none');
    expect(results).toEqual(without.dump(articles, comments));
    expect([asked, counts]).toEqual([[], noReads()]);
  });

  it('모두 읽으면 내용이 없는 댓글만 빼고 다 읽는다', () => {
    const { counts, asked } = judged('all');
    expect(counts.read).toBe(comments.length - articles.length);
    expect(asked).not.toContain('ㅋㅋㅋㅋ');
  });

  it('열에 하나면 판독기 없이 가장 의심스러운 것만 읽고, 나머지의 근거는 그대로다', () => {
    const { results, counts } = judged(0.1);
    expect(counts.read).toBe(Math.ceil(comments.length / 10));
    const before = without.dump(articles, comments);
    const own = (i: number, all: typeof results): string[] =>
      all[i]!.reasons.filter(({ id }) => id !== 'article/share').map(({ id, weight }) => `${id} ${weight}`);
    const changed = results.filter((_, i) => own(i, results).join() !== own(i, before).join());
    expect(changed.length).toBeLessThanOrEqual(counts.read);
  });

  it('무엇을 읽는지도 덤프의 순서에 달리지 않는다', () => {
    const { results, judge } = judged(0.2);
    const byId = new Map(results.map((result) => [result.commentId, result]));
    const turned = judge.dump(articles.toReversed(), comments.toReversed(), undefined, { reads: 0.2 });
    for (const result of turned) expect(result).toEqual(byId.get(result.commentId));
  });

  it('세기만 해도 한 페이지의 무관 비율은 그대로 쓰인다', () => {
    const [article] = articles;
    const page = comments
      .filter(({ articleId }) => articleId !== article!.id)
      .map((comment) => ({ ...comment, articleId: article!.id }));
    const results = without.page(article!, page, [], { counts: noReads() });
    expect(results).toEqual(without.page(article!, page));
    expect(results.flatMap(({ reasons }) => reasons).some(({ id }) => id === 'article/share')).toBe(true);
  });

  it('하나씩이면 판독기 없이 READ_FROM이 넘는 댓글을 읽는다', () => {
    const { judge, asked } = judged('none');
    for (const comment of comments) {
      const article = articles.find(({ id }) => id === comment.articleId)!;
      const counts = noReads();
      const alone = without.comment(article, comment).score;
      const result = judge.comment(article, comment, [], { reads: 0.1, counts });
      const filler = comment.text === 'ㅋㅋㅋㅋ';
      expect(counts.read, comment.text).toBe(alone >= READ_FROM && !filler ? 1 : 0);
      if (counts.read === 0) expect(result.score).toBe(alone);
    }
    expect(new Set(asked).size).toBeGreaterThan(0);
  });

  it('바뀐 표시를 센다', () => {
    const counts = noReads();
    const { judge } = judged('none');
    const [before, after] = (['none', 'all'] as const).map((reads) =>
      judge.dump(articles, comments, undefined, { reads, counts }),
    );
    const changed = (from: boolean, to: boolean): number =>
      before!.filter((result, i) => result.flag === from && after![i]!.flag === to).length;
    expect([counts.flagged, counts.unflagged]).toEqual([changed(false, true), changed(true, false)]);
  });

  it('다른 스레드가 읽은 것은 그대로 받고, 읽지 못했으면 첫째 판독기만으로 판정한다', () => {
    const { judge, asked } = judged('none');
    const [article, comment] = [articles[0]!, comments[0]!];
    const reading = standInReader().reader.read(article, comment.text, []);
    expect(judge.comment(article, comment, [], { reading })).toEqual(judge.comment(article, comment));
    const before = asked.length;
    expect(judge.comment(article, comment, [], { reading: null })).toEqual(without.comment(article, comment));
    expect(asked).toHaveLength(before);
  });
});
