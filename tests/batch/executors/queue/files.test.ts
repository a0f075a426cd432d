import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  chunkOfResult,
  packChunk,
  packResult,
  readHead,
  readTitles,
  resultFile,
  titlesFile,
  unpackChunk,
  unpackResult,
  writeHead,
} from '../../../../src/batch/executors/queue/files.js';
import { jobId, jobSchema, queueName } from '../../../../src/batch/executors/queue/jobs.js';
import { openStorage } from '../../../../src/storage/open-storage.js';
import { readWhole, type Storage } from '../../../../src/storage/storage.js';
import { all, judgedHere, madeChunks, ORDER, RULES_ALONE } from './dump.js';

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const maybe = fc.option(text, { nil: undefined });
const articles = fc.uniqueArray(
  fc.record({ id: text, title: text, body: fc.option(text), url: maybe, publishedAt: maybe }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 4 },
);
const chunk = articles.chain((list) =>
  fc.record({
    number: fc.nat(),
    articles: fc.constant(list),
    comments: fc.array(
      fc.record({
        seq: fc.nat(),
        comment: fc.record({
          id: text,
          articleId: fc.constantFrom(...list.map(({ id }) => id)),
          text,
          author: maybe,
        }),
      }),
    ),
  }),
);

describe('청크의 파일', () => {
  it('담은 대로 나오고, 두 번 담아도 바이트가 같다', async () => {
    await fc.assert(
      fc.asyncProperty(chunk, async (given) => {
        const bytes = await packChunk(given);
        expect(await packChunk(given)).toEqual(bytes);
        expect(await unpackChunk(given.number, bytes, 'x')).toEqual(given);
      }),
      { numRuns: 200 },
    );
  });

  it('안은 계약의 줄들이다', async () => {
    const { chunks } = madeChunks(3, 1, 1);
    const rows = gunzipSync(await packChunk(chunks[0]!))
      .toString()
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as object);
    expect(rows.map((row) => Object.keys(row)[0])).toEqual(['type', 'type', 'type', 'type']);
    expect(rows[1]).toMatchObject({ type: 'comment', articleId: 'a0', id: 'c0', seq: 0 });
  });

  it.each([
    ['빈 파일', Buffer.alloc(0)],
    ['gzip이 아닌 것', Buffer.from('{"type":"article"}\n')],
    ['중간에 끊긴 것', gzipSync('{"type":"article","id":"a","title":"t","body":null}\n').subarray(0, -12)],
    ['JSON이 아닌 줄', gzipSync('{"type":\n')],
    ['기사 없는 댓글', gzipSync('{"type":"comment","seq":0,"id":"c","articleId":"a","text":"t"}\n')],
    ['자리가 수가 아닌 댓글', gzipSync('{"type":"comment","seq":-1,"id":"c","articleId":"a","text":"t"}\n')],
  ])('깨진 파일은 그렇다고 말한다: %s', async (_, bytes) => {
    await expect(unpackChunk(0, bytes, 'r/chunks/0')).rejects.toMatchObject({
      code: 'queue/bad-file',
      position: { file: 'r/chunks/0' },
    });
  });

  it('수백 배로 풀리는 폭탄은 기억 장치를 채우기 전에 멈춘다', async () => {
    const bomb = gzipSync(Buffer.alloc(1024 * 1024, ' '));
    const bombs = Buffer.concat(Array(1200).fill(bomb) as Buffer[]);
    await expect(unpackChunk(0, bombs, 'bomb')).rejects.toMatchObject({ code: 'queue/bad-file' });
  });
});

describe('결과의 파일', () => {
  it('판정한 것이 그대로 나오고, 두 번 판정해도 바이트가 같다', async () => {
    const { chunks } = madeChunks(60, 6, 3);
    const once = await judgedHere(RULES_ALONE, chunks, undefined);
    const again = await judgedHere(RULES_ALONE, chunks, undefined);
    for (const [i, result] of once.entries()) {
      const bytes = await packResult(result);
      expect((await packResult(again[i]!)).equals(bytes)).toBe(true);
      expect(await unpackResult(result.number, bytes, 'x')).toEqual(result);
      await expect(unpackResult(result.number + 1, bytes, 'x')).rejects.toMatchObject({
        code: 'queue/bad-file',
      });
    }
    const [first] = once;
    const short = await packResult({ ...first!, lines: first!.lines.slice(1) });
    await expect(unpackResult(first!.number, short, 'x')).rejects.toMatchObject({ code: 'queue/bad-file' });
  });
});

describe('모든 기사의 제목', () => {
  const run = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const head = { queue: 'chunks-0', order: { ...ORDER, reads: 0.1 } };

  async function fresh(): Promise<Storage> {
    const folder = mkdtempSync(join(tmpdir(), 'matgeul-titles-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    return openStorage(folder);
  }

  it('줄을 가르는 별난 글자가 있어도, 아주 많아도 그대로 나온다', async () => {
    const storage = await fresh();
    const titles = Array.from({ length: 20_000 }, (_, i) => ({
      id: `a${i}`,
      title: `제목\u2028${i}\r\n\u0085끝`,
    }));
    await writeHead(storage, run, head, titles);
    expect(await all(readTitles(storage, run))).toEqual(titles);
    expect(await readHead(storage, run)).toEqual({ ...head, titles: true, adapted: false });
  });

  it('끊기거나 없는 파일은 그렇다고 말한다', async () => {
    const storage = await fresh();
    await expect(all(readTitles(storage, run))).rejects.toMatchObject({ code: 'storage/missing' });
    await writeHead(storage, run, head, [{ id: 'a', title: '제목' }]);
    const whole = await readWhole(storage, titlesFile(run));
    await storage.write(titlesFile(run), whole.subarray(0, -12));
    await expect(all(readTitles(storage, run))).rejects.toMatchObject({ code: 'queue/bad-file' });
    await expect(readHead(storage, '0f8fad5b-d9cb-469f-a165-70867728950f')).rejects.toMatchObject({
      code: 'storage/missing',
    });
  });
});

describe('이름', () => {
  const run = '0f8fad5b-d9cb-469f-a165-70867728950e';

  it('결과의 이름에서 청크의 번호를 되찾는다', () => {
    expect(chunkOfResult(resultFile(run, 1234))).toBe(1234);
    for (const name of [`${run}/chunks/1.jsonl.gz`, `${run}/results/1.jsonl`, `${run}/results/x1.jsonl.gz`])
      expect(chunkOfResult(name), name).toBeUndefined();
  });

  it('작업의 번호는 실행과 청크마다 하나뿐인 UUID다', () => {
    const ids = Array.from({ length: 1000 }, (_, chunk) => jobId(run, chunk));
    expect(new Set(ids).size).toBe(1000);
    expect(jobId(run, 7)).toBe(ids[7]);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('폴더를 벗어나려는 작업은 읽히지 않는다', () => {
    const job = { run, chunk: 1, comments: 2, files: '/data' };
    expect(jobSchema.safeParse(job).success).toBe(true);
    for (const wrong of [
      { run: '../..' },
      { run: '/etc' },
      { chunk: '../1' },
      { chunk: -1 },
      { chunk: 1.5 },
      { more: 1 },
    ])
      expect(jobSchema.safeParse({ ...job, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  });

  it('규칙이나 모델이 다르면 대기열이 다르다', () => {
    expect(queueName('0123456789abcdef')).not.toBe(queueName('0123456789abcdee'));
    expect(queueName('0123456789abcdef')).toMatch(/^chunks-[0-9a-f]{16}$/);
  });
});
