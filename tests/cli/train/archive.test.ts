import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatherArchive } from '../../../src/cli/train/archive.js';
import { folder } from '../run-cli.js';
import { jsonLines } from './texts.js';

const write = (cwd: string, name: string, rows: readonly object[]): string => {
  writeFileSync(join(cwd, name), jsonLines(rows));
  return join(cwd, name);
};
const silent = (): Promise<void> => Promise.resolve();

describe('배울 글 모으기', () => {
  it('짝, 기사와 댓글 줄, 따로 있는 기사 파일; 기사가 든 파일이 한 묶음이다', async () => {
    const cwd = folder();
    const rows = write(cwd, 'rows.jsonl', [
      {
        type: 'article',
        id: 'a1',
        title: '배추 값',
        body: '올랐다.',
        date: '2025.11.3.',
        section: 'economy',
      },
      { type: 'article', id: 'bare', title: '댓글 없는 기사' },
      { type: 'comment', articleId: 'a1', text: '김장은 어쩌나' },
      { type: 'comment', articleId: 'b1', text: '세터가 잘했다' },
    ]);
    const pairs = write(cwd, 'pairs.jsonl', [
      { article: { title: '소금빵 열풍', publishedAt: '2025-11-04T09:00:00Z' }, comment: '줄이 길다' },
      { article: { title: '소금빵 열풍', publishedAt: '2025-11-04T09:00:00Z' }, comment: '반죽이 좋다' },
    ]);
    const known = write(cwd, 'articles.jsonl', [{ id: 'b1', title: '배구 개막전', body: null }]);
    const { articles, counts } = await gatherArchive([rows, pairs], { articles: [known], onReject: silent });
    expect(articles).toEqual([
      {
        id: 'b1',
        title: '배구 개막전',
        body: null,
        date: null,
        section: null,
        set: known,
        comments: ['세터가 잘했다'],
      },
      {
        id: 'a1',
        title: '배추 값',
        body: '올랐다.',
        date: '2025-11-03',
        section: 'economy',
        set: rows,
        comments: ['김장은 어쩌나'],
      },
      {
        id: expect.any(String) as string,
        title: '소금빵 열풍',
        body: null,
        date: '2025-11-04',
        section: null,
        set: pairs,
        comments: ['줄이 길다', '반죽이 좋다'],
      },
    ]);
    expect(counts).toEqual({ read: 4, kept: 4, labelled: 0, empty: 0, rejects: 0 });
  });

  it('무관·보류로 표지된 댓글, 자리표시와 빈 댓글은 배우지 않고 센다', async () => {
    const rejected: string[] = [];
    const file = write(folder(), 'd.jsonl', [
      { type: 'article', id: 'a1', title: '배추 값' },
      { type: 'comment', articleId: 'a1', text: '김장은 어쩌나', label: 'on-topic' },
      { type: 'comment', articleId: 'a1', text: '상법 개정하라', label: 'off-topic' },
      { type: 'comment', articleId: 'a1', text: 'ㅋㅋㅋ', label: 'unclear' },
      { type: 'comment', articleId: 'a1', text: '클린봇이 부적절한 표현을 감지한 댓글입니다.' },
      { type: 'comment', articleId: 'a1', text: ' ' },
      { type: 'comment', articleId: 'a1', text: '시장이 비었다', label: null },
      { type: 'comment', articleId: 'a1', text: '?', label: 'maybe' },
      { type: 'comment', articleId: 'zz', text: '없는 기사' },
    ]);
    const { articles, counts } = await gatherArchive([file], {
      articles: [],
      onReject: ({ code }) => {
        rejected.push(code);
        return Promise.resolve();
      },
    });
    expect(articles.map(({ comments }) => comments)).toEqual([['김장은 어쩌나', '시장이 비었다']]);
    expect(counts).toEqual({ read: 8, kept: 2, labelled: 2, empty: 2, rejects: 2 });
    expect(rejected).toEqual(['unknown-label', 'unknown-article']);
  });
});
