import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/article/index.js';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import { Fault } from '../../src/fault.js';
import { blocksOf, file, lines, read, readPath } from './reading.js';

const PAGES = new URL('../../fixtures/pages/', import.meta.url);

describe('쪽', () => {
  it.each(readdirSync(PAGES))('쪽을 통째로 읽은 것과 같은 기사와 댓글이다: %s', async (name) => {
    const bytes = readFileSync(new URL(name, PAGES));
    const { items } = await read(bytes, { name });
    let page;
    try {
      page = readPage(bytes, { name, articleId: name.replace(/\.\w+$/, '') });
    } catch (error) {
      expect(items).toMatchObject([{ kind: 'reject', reject: { code: (error as Fault).code } }]);
      return;
    }
    expect(items[0]).toEqual({ kind: 'article', article: page.article });
    expect(items.slice(1).map((item) => item.kind === 'comment' && item.comment)).toEqual(page.comments);
    // Packed, it is the same page.
    expect(lines(await read(gzipSync(bytes), { name }))).toEqual(lines({ items }));
  });

  it('같은 이름의 다른 쪽은 파일 이름에 번호를 붙여 부르고, 같은 쪽은 한 기사다', async () => {
    const shelf = new ArticleIndex();
    const page = (title: string): string =>
      JSON.stringify({ article: { id: 'a1', title, body: null }, comments: ['글'] });
    const among = 'dump';
    expect(lines(await readPath(await file(page('하나'), 'p.json'), { articles: shelf, among }))).toContain(
      '기사 a1 하나',
    );
    expect(lines(await readPath(await file(page('하나'), 'q.json'), { articles: shelf, among }))).toContain(
      '기사 a1 하나',
    );
    expect(lines(await readPath(await file(page('둘'), 'p.json'), { articles: shelf, among }))).toEqual([
      '기사 p 둘',
      '댓글 1 p 글',
    ]);
    expect(lines(await readPath(await file(page('셋'), 'p.json'), { articles: shelf, among }))).toEqual([
      '기사 p-2 셋',
      '댓글 1 p-2 글',
    ]);
  });

  it('쪽의 줄은 모두 첫 줄에 있는 것으로 친다', async () => {
    const [block] = await blocksOf(
      JSON.stringify({ article: { title: '가', body: null }, comments: ['나', '다'] }),
    );
    expect(block).toMatchObject({ line: 1, lines: Int32Array.of(1, 1, 1) });
  });

  it('20MB를 넘는 쪽은 잘못이다', async () => {
    const page = `제목\n${'본문이다. '.repeat(2_000_000)}`;
    expect((await read(gzipSync(page))).fault?.code).toBe('dump/page-too-large');
  });

  it.each([
    ['dump/empty', Buffer.alloc(0)],
    ['dump/empty', gzipSync('')],
    ['article/binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 13, 10, 26, 10, 0, 0, 0, 13])],
  ])('%s', async (code, content) => {
    expect((await read(content)).fault?.code).toBe(code);
  });
});
