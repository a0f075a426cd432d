import { createRequire } from 'node:module';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import { skipOrFail } from '../setup/skip.js';
import { lines, read, readPath } from './reading.js';

function hasDuckDb(): boolean {
  try {
    createRequire(import.meta.url).resolve('@duckdb/node-api');
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasDuckDb() && skipOrFail('no @duckdb/node-api'))('Parquet', () => {
  // Its name has signs that DuckDB takes for a pattern.
  let path: string;
  beforeAll(async () => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    path = join(await mkdtemp(join(tmpdir(), 'matgeul-parquet-')), 'a[1]*.parquet');
    await connection.run(
      `COPY (SELECT 7 + i // 3 AS "기사 번호", '제목 ' || i // 3 AS title, CASE WHEN i = 4 THEN NULL ELSE '댓글 "' || i || '"' || chr(10) END AS "댓글",
       TIMESTAMP '2026-01-02 10:00:00' + INTERVAL (i) MINUTE AS regTime, i + 100 AS "commentNo", [1, 2] AS "x""y"
       FROM range(5000) t(i)) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
    connection.closeSync();
    instance.closeSync();
  });

  it('칸은 표의 칸과 같고, 줄은 행의 번호다', async () => {
    const { items, fault } = await readPath(path, { articles: new ArticleIndex(), among: 'dump' });
    expect(fault).toBeUndefined();
    expect(lines({ items }).slice(0, 7)).toEqual([
      '기사 7 제목 0',
      '댓글 100 7 댓글 "0"\n',
      '댓글 101 7 댓글 "1"\n',
      '댓글 102 7 댓글 "2"\n',
      '기사 8 제목 1',
      '댓글 103 8 댓글 "3"\n',
      '댓글 104 8 ',
    ]);
    expect(items[1]).toMatchObject({ comment: { createdAt: '2026-01-02 10:00:00' } });
    expect(items.filter(({ kind }) => kind === 'comment')).toHaveLength(5000);
  });

  it('--columns도 같다', async () => {
    const columns = { text: 'title', article: 'commentno' };
    const { items } = await readPath(path, { articles: new ArticleIndex(), among: 'dump', columns });
    expect(lines({ items })[0]).toBe('거절 1 unknown-article');
    const wrong = await readPath(path, {
      articles: new ArticleIndex(),
      among: 'dump',
      columns: { text: '없음' },
    });
    expect(wrong.fault?.code).toBe('dump/unknown-column');
  });

  it('끊긴 파일과 한 번 더 압축한 파일은 잘못이다', async () => {
    const bytes = await readFile(path);
    expect((await read(bytes.subarray(0, bytes.length / 2))).fault?.code).toBe('dump/broken-parquet');
    expect((await read(gzipSync(bytes))).fault?.code).toBe('dump/parquet-file');
  });
});
