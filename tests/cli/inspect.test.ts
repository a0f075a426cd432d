import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, matgeul } from './run-cli.js';

const TABLE =
  '기사번호,기사제목,댓글번호,댓글내용,작성자\n' +
  'n1,강변 자전거길 이틀째 통제,7,물이 다 빠졌나요,가람\n' +
  'n1,강변 자전거길 이틀째 통제,8,우회로가 없어요,\n';

function written(name: string, content: string): string {
  const cwd = folder();
  writeFileSync(join(cwd, name), content);
  return cwd;
}

describe('matgeul inspect', () => {
  it('어떻게 읽히는지 보기와 함께 보여 주고 판정하지 않는다', () => {
    const { code, out, err } = matgeul(['inspect', '모음.csv'], { cwd: written('모음.csv', TABLE) });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^모음\.csv: 표/u);
    expect(out).toContain('기사 1건(본문 없음 1) · 댓글 2개 · 거절 0줄');
    expect(out).toContain('기사  강변 자전거길 이틀째 통제 (본문 없음)\n댓글  물이 다 빠졌나요\n');
    expect(out).toContain('id 7 · 작성자 가람');
  });

  it('--json은 한 파일에 한 줄', () => {
    const { out } = matgeul(['inspect', '--json', '모음.csv', '모음.csv'], {
      cwd: written('모음.csv', TABLE),
    });
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      file: '모음.csv',
      readings: [{ format: 'table' }],
      articles: 1,
      comments: 2,
      rejects: {},
      oddities: [],
      cut: false,
      samples: [
        { article: { id: 'n1' }, comment: { id: '7', text: '물이 다 빠졌나요' } },
        { comment: { id: '8' } },
      ],
    });
  });

  it('읽지 못한 줄이 있으면 3, 댓글이 없으면 2', () => {
    const broken = matgeul(['inspect', 'd.jsonl'], {
      cwd: written('d.jsonl', '{"type":"comment","id":"1","articleId":"a","text":"글"}\n'),
    });
    expect(broken.code).toBe(3);
    expect(broken.out).toContain('댓글 1개는 기사를 알 수 없어');
    const none = matgeul(['inspect', 'd.jsonl', '--lang', 'en'], {
      cwd: written('d.jsonl', '{"type":"article","id":"a","title":"제목"}\n'),
    });
    expect(none.code).toBe(2);
    expect(none.out).toContain('no comment was found');
  });

  it('--articles의 기사를 알고, --article은 하나만 받는다', () => {
    const cwd = written('댓글.csv', '기사번호,댓글내용\nn1,물이 다 빠졌나요\n');
    writeFileSync(join(cwd, '기사.csv'), '기사번호,기사제목\nn1,강변 자전거길 이틀째 통제\n');
    expect(matgeul(['inspect', '댓글.csv', '--articles', '기사.csv'], { cwd }).code).toBe(0);
    const two = matgeul(['inspect', '댓글.csv', '--article', '제목', '--article-file', '기사.csv'], { cwd });
    expect(two.code).toBe(2);
    expect(two.err).toContain('[usage/one-article]');
  });
});

describe('여러 파일을 함께 볼 때', () => {
  const answer = JSON.stringify({
    result: {
      commentList: [{ commentNo: 1, contents: '물이 다 빠졌나요', objectId: 'n1', replyLevel: 1 }],
    },
  });

  it('batch처럼 다른 파일에 있을 기사를 지어내지 않고, 없는 열을 탓하지 않는다', () => {
    const cwd = written('댓글.json', answer);
    writeFileSync(join(cwd, '기사.csv'), '기사번호,기사제목\nn1,강변 자전거길 이틀째 통제\n');
    writeFileSync(join(cwd, '글.csv'), '기사,글\nn1,우회로가 없어요\n');
    const { out } = matgeul(['inspect', '--json', '기사.csv', '댓글.json'], { cwd });
    expect(out).not.toContain('article-twice');
    expect(JSON.parse(out.trim().split('\n')[1]!)).toMatchObject({ comments: 1, rejects: {} });
    const named = matgeul(
      ['inspect', '글.csv', '--articles', '기사.csv', '--columns', 'text=글,article=기사'],
      {
        cwd,
      },
    );
    expect(named).toMatchObject({ code: 0, err: '' });
    expect(named.out).toContain('우회로가 없어요');
  });
});

describe('matgeul batch', () => {
  const RULES = ['--model', 'none', '--workers', '1', '--out', 'o.jsonl'];

  it('기사를 모르는 댓글만 있으면 무엇을 더 알려 달라고 한 줄로 말한다', () => {
    const cwd = written('댓글.csv', 'objectId,contents\nnews1,물이 다 빠졌나요\nnews1,우회로가 없어요\n');
    const without = matgeul(['batch', '댓글.csv', ...RULES], { cwd });
    expect(without.code).toBe(3);
    expect(without.err).toMatch(/주의: 댓글 2개는 기사를 알 수 없어 .*--article/u);
    const with_ = matgeul(['batch', '댓글.csv', ...RULES, '--article', '강변 자전거길 이틀째 통제'], { cwd });
    expect({ code: with_.code, odd: with_.err.includes('주의:') }).toEqual({ code: 0, odd: false });
    expect(with_.err).toContain('기사 1 (본문 없음 1)');
  });

  it('댓글을 하나도 못 찾으면 2로 끝나고 까닭을 말한다', () => {
    const cwd = written('기사.csv', '기사번호,기사제목\nn1,강변 자전거길 이틀째 통제\n');
    for (const more of [[], ['--single']]) {
      const { code, err } = matgeul(['batch', '기사.csv', ...RULES, ...more], { cwd });
      expect(code).toBe(2);
      expect(err).toContain('댓글을 하나도 찾지 못했습니다 (기사 1건)');
    }
  });

  it('--explain은 판정하기 전에 보여 주고, 표준 출력에는 결과만 나간다', () => {
    const { code, out, err } = matgeul(
      ['batch', '모음.csv', '--explain', '--model', 'none', '--workers', '1', '--out', '-'],
      { cwd: written('모음.csv', TABLE) },
    );
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(err).toContain('댓글  물이 다 빠졌나요');
    expect(err.indexOf('댓글  물이')).toBeLessThan(err.indexOf('읽음 2 ='));
  });
});
