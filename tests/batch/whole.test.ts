import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BatchRun } from '../../src/batch/batch-run.js';
import { type Chunk, judgeChunk } from '../../src/batch/executors/chunk.js';
import { judgeOf } from '../../src/batch/judge-setup.js';
import { runBatch } from '../../src/batch/run.js';
import { CHUNK_ARTICLES, CHUNK_COMMENTS } from '../../src/batch/whole/chunks.js';
import type { Result } from '../../src/judge/result.js';
import { freshFolder, standIn } from './stand-in.js';

let folder: string;
let number = 0;
beforeAll(async () => {
  folder = await freshFolder();
});

type Row = Record<string, unknown>;

async function fileOf(rows: readonly Row[]): Promise<string> {
  const path = join(folder, `dump-${number++}.jsonl`);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
}

async function results(
  rows: readonly Row[],
  more: Partial<BatchRun> = {},
): Promise<{ results: Result[]; bytes: string }> {
  const out = join(folder, `out-${number++}`);
  await runBatch({
    dumps: [await fileOf(rows)],
    order: { single: false, format: 'jsonl', language: 'ko', report: false },
    judge: { kind: 'local', judge: { judging: standIn } },
    out,
    ...more,
  });
  const bytes = await readFile(out, 'utf8');
  const lines = bytes.split('\n').filter((line) => line !== '');
  return { results: lines.map((line) => JSON.parse(line) as Result), bytes };
}

const SUBJECTS = [
  '카카오 서비스 장애',
  '프로야구 개막전',
  '전세 사기 대책',
  '학교 급식 파업',
  '태풍 북상',
  '배추값 급등',
];
const SAYINGS = [
  '또 터졌냐',
  '이게 말이 되나',
  '대책을 세워라',
  '응원합니다',
  '소액주주 거래정지 풀어라',
  'ㅋㅋㅋ',
  '기사 잘 봤어요',
  '책임자는 어디 있나',
];

/** Articles of some subjects, each with comments that speak of them or of others. */
function dump(articles: number, perArticle: number): { articles: Row[]; comments: Row[] } {
  const made = Array.from({ length: articles }, (_, a) => ({
    type: 'article',
    id: `a${a}`,
    title: `${SUBJECTS[a % SUBJECTS.length]!} ${a}번째 소식`,
    body: `${SUBJECTS[a % SUBJECTS.length]!} 소식을 전합니다.`,
    publishedAt: `2026-09-${String(1 + (a % 28)).padStart(2, '0')}`,
  }));
  const comments = made.flatMap(({ id }, a) =>
    Array.from({ length: perArticle }, (_, c) => ({
      type: 'comment',
      id: `c${a}-${c}`,
      articleId: id,
      text: `${SUBJECTS[(c % 7 === 0 ? a + 1 : a) % SUBJECTS.length]!} ${SAYINGS[(a + c) % SAYINGS.length]!} ${c}`,
    })),
  );
  return { articles: made, comments };
}

describe('함께 판정', () => {
  it('덤프의 순서가 어떻든, 댓글이 기사보다 먼저 와도 결과는 같다', async () => {
    const judge = { kind: 'local', judge: await judgeOf({ rules: 'rules', model: undefined }) } as const;
    const { articles, comments } = dump(24, 8);
    const sorted = await results([...articles, ...comments], { judge });
    const byId = new Map(sorted.results.map((result) => [result.commentId, result]));
    expect(sorted.results.some(({ home, homes }) => home !== null || homes !== undefined)).toBe(true);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...articles, ...comments], { minLength: 24 * 9 }),
        async (rows) => {
          const shuffled = await results(rows, { judge });
          expect(shuffled.results.map(({ commentId }) => commentId)).toEqual(
            rows.filter(({ type }) => type === 'comment').map(({ id }) => id),
          );
          for (const result of shuffled.results) expect(result).toEqual(byId.get(result.commentId));
        },
      ),
      { numRuns: 5 },
    );
  });

  it.each([
    ['따로', true],
    ['함께', false],
  ])('스레드 둘이 해도 한 줄기와 바이트까지 같다: %s', async (_, single) => {
    const setup = { rules: 'rules', model: undefined };
    const { articles, comments } = dump(CHUNK_ARTICLES + 100, 3);
    const rows = articles.flatMap((article, a) => [article, ...comments.slice(a * 3, a * 3 + 3)]);
    const order = { single, format: 'jsonl', language: 'ko', report: false } as const;
    const here = await results(rows, { order, judge: { kind: 'local', judge: await judgeOf(setup) } });
    const threads = await results(rows, { order, judge: { kind: 'threads', setup, threads: 2 } });
    expect(here.results).toHaveLength(comments.length);
    expect(threads.bytes).toBe(here.bytes);
  });

  it('댓글이 아주 많은 기사도, 같은 댓글이 아주 많아도 청크는 정해진 크기를 크게 넘지 않는다', async () => {
    const { articles } = dump(3, 0);
    const comments = Array.from({ length: 5 * CHUNK_COMMENTS }, (_, c) => ({
      type: 'comment',
      id: `c${c}`,
      articleId: `a${c % 3}`,
      text: c % 2 === 0 ? '대유 거래정지' : `카카오 ${c}`,
    }));
    const chunks: Chunk[] = [];
    const order = { single: false, format: 'jsonl', language: 'ko', report: false } as const;
    const { results: judged } = await results([...articles, ...comments], {
      judge: {
        kind: 'queue',
        open: () =>
          Promise.resolve({
            async *run(drawn) {
              for await (const chunk of drawn) {
                chunks.push(chunk);
                yield judgeChunk(standIn, chunk, order);
              }
            },
            close: () => Promise.resolve(),
          }),
      },
    });
    expect(judged.map(({ commentId }) => commentId)).toEqual(comments.map(({ id }) => id));
    expect(chunks.length).toBeGreaterThanOrEqual(4);
    for (const { articles: held, comments: some } of chunks) {
      expect(held).toHaveLength(3);
      expect(some.length).toBeLessThan(2.5 * CHUNK_COMMENTS);
    }
  });

  it('기사가 끝내 없는 댓글은 제자리에서 거절된다', async () => {
    const rejects = join(folder, 'orphans');
    const row = (id: string, articleId: string) => ({ type: 'comment', id, articleId, text: '카카오' });
    const rows = [
      row('1', 'a'),
      row('2', '없음'),
      { type: 'article', id: 'a', title: '카카오' },
      {},
      row('3', '없음'),
      row('4', 'a'),
    ];
    const { results: judged } = await results(rows, { rejects });
    expect(judged.map(({ commentId }) => commentId)).toEqual(['1', '4']);
    const told = (await readFile(rejects, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; reason: string; row: string });
    expect(told.map(({ line, reason }) => [line, reason.split(':')[0]])).toEqual([
      [2, 'unknown-article'],
      [4, 'unknown-row'],
      [5, 'unknown-article'],
    ]);
    expect(told[0]?.row).toBe(JSON.stringify(rows[1]));
  });
});

describe('Parquet', () => {
  it('같은 결과를 같은 순서로 담는다', async () => {
    const { articles, comments } = dump(5, 50);
    const rows = [...articles, ...comments];
    const lines = await results(rows);
    const out = join(folder, 'out.parquet');
    await runBatch({
      dumps: [await fileOf(rows)],
      order: { single: false, format: 'parquet', language: 'ko', report: false },
      judge: { kind: 'local', judge: { judging: standIn } },
      out,
    });
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const db = await (await DuckDBInstance.create(':memory:')).connect();
    const read = await db.runAndReadAll(
      `SELECT commentId, articleId, verdict, score, flag, reasons FROM '${out}'`,
    );
    expect(
      read
        .getRows()
        .map(([id, article, verdict, score, flag, reasons]) => [
          id,
          article,
          verdict,
          score,
          flag,
          JSON.parse(String(reasons)) as unknown,
        ]),
    ).toEqual(lines.results.map((r) => [r.commentId, r.articleId, r.verdict, r.score, r.flag, r.reasons]));
  });
});
