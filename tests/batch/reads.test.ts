import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBook } from '../../src/assets/packs.js';
import { readerFile } from '../../src/assets/shipped.js';
import type { BatchOutcome, BatchRun } from '../../src/batch/batch-run.js';
import { judgeOf, type JudgeSetup, setupDigest } from '../../src/batch/judge-setup.js';
import { readsOf } from '../../src/batch/reads.js';
import { runBatch } from '../../src/batch/run.js';
import { CHUNK_ARTICLES } from '../../src/batch/whole/chunks.js';
import { type BatchJudge, createJudge } from '../../src/judge/index.js';
import { relevance } from '../judge/shipped.js';
import { standInReader } from '../judge/stand-in-reader.js';
import { inPackage } from '../../src/assets/package-root.js';
import { readingLine } from '../../src/wording/verdicts.js';
import { skipOrFail } from '../setup/skip.js';
import { freshFolder } from './stand-in.js';

describe('읽을 몫', () => {
  it.each([
    ['off', 5_000, 'none'],
    [undefined, 5_000, 'none'],
    ['all', 5_000, 'all'],
    ['auto', 100, 1],
    ['auto', 2_400, 1],
    ['auto', 4_800, 0.5],
    ['auto', 24_000, 0.1],
    ['auto', 1_000_000, 0.1],
    ['auto', undefined, 0.1],
  ] as const)('%s, 댓글 %s개: %s', (reader, comments, reads) => {
    expect(readsOf(reader, comments)).toBe(reads);
  });

  it('읽은 것을 한 줄로 말한다', () => {
    expect(readingLine({ read: 20_000, flagged: 312, unflagged: 45 })).toEqual({
      ko: '둘째 판독기가 읽은 댓글 20,000 · 새로 바로 확인 312 · 바로 확인에서 빠짐 45',
      en: 'comments that the second reader read 20,000 · newly flagged 312 · no longer flagged 45',
    });
  });
});

/** A judge whose second reader is the stand-in; it breaks at the n-th call of `dump`, or of `comment`. */
function breaking(at: number): BatchJudge {
  const judging = createJudge({ ...book, relevance, reader: standInReader().reader });
  let calls = 0;
  const breaks = (): void => {
    if (++calls === at) throw new Error('the power went');
  };
  return {
    encoder: relevance.encoder,
    judging: {
      ...judging,
      dump: (...given) => {
        breaks();
        return judging.dump(...given);
      },
      comment: (...given) => {
        breaks();
        return judging.comment(...given);
      },
    },
  };
}

const book = loadBook(inPackage('rules'));

describe('읽다가 끊긴 덤프', () => {
  it.each<[boolean, number]>([
    [false, 2],
    [true, 1500],
  ])('이어서 하면 같은 것을 읽고 같은 수를 센다 (하나씩: %s)', { timeout: 120_000 }, async (single, at) => {
    const folder = await freshFolder();
    const dump = join(folder, 'dump.jsonl');
    // More articles than a chunk holds, and more lines than a block.
    const rows = Array.from({ length: CHUNK_ARTICLES + 100 }, (_, a) => [
      { type: 'article', id: `a${a}`, title: `${a}번째 배추값 급등`, body: null },
      { type: 'comment', id: `c${a}`, articleId: `a${a}`, text: `${a % 7}월 배추가 금값` },
      { type: 'comment', id: `d${a}`, articleId: `a${a}`, text: `주주들이 뭉치자 ${a % 5}` },
    ]).flat();
    await writeFile(dump, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const run = (name: string, judge: BatchJudge, resume = false) =>
      runBatch({
        dumps: [dump],
        order: { single, format: 'jsonl', language: 'ko', report: false },
        judge: { kind: 'local', judge },
        reader: 'auto',
        out: join(folder, name),
        resume,
        call: 'the same',
      });
    const whole = await run('whole', breaking(0));
    await expect(run('broken', breaking(at))).rejects.toThrow('the power went');
    const resumed = await run('broken', breaking(0), true);
    expect(resumed.counts).toEqual(whole.counts);
    expect(await readFile(join(folder, 'broken'), 'utf8')).toBe(
      await readFile(join(folder, 'whole'), 'utf8'),
    );
    expect(whole.counts.reading.read).toBeGreaterThan(0);
  });
});

const file = process.env.MATGEUL_READER_FILE ?? readerFile();
const missing = file === undefined || !existsSync(file);

describe.skipIf(missing && skipOrFail('no file of the second reader, models/reader.bin'))(
  '판독기를 둔 덤프',
  () => {
    const setup: JudgeSetup = { rules: inPackage('rules'), model: undefined, reader: file };
    let folder: string;
    let dump: string;
    beforeAll(async () => {
      folder = await freshFolder();
      dump = join(folder, 'dump.jsonl');
      const titles = ['카카오 서비스 장애 이틀째', '프로야구 개막전 매진', '배추값 급등에 김장 포기'];
      const sayings = [
        '또 멈췄네',
        '표를 못 구했다',
        '김장은 포기',
        '주주들이 뭉쳐야 산다',
        'ㅋㅋㅋ',
        '심판이 너무했다',
      ];
      const rows = titles.flatMap((title, a) => [
        { type: 'article', id: `a${a}`, title, body: null },
        ...sayings.map((text, c) => ({ type: 'comment', id: `c${a}-${c}`, articleId: `a${a}`, text })),
      ]);
      await writeFile(dump, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    });

    async function run(
      name: string,
      more: Partial<BatchRun>,
    ): Promise<{ bytes: string; outcome: BatchOutcome }> {
      const out = join(folder, name);
      const outcome = await runBatch({
        dumps: [dump],
        order: { single: false, format: 'jsonl', language: 'ko', report: false },
        judge: { kind: 'local', judge: await judgeOf(setup) },
        reader: 'all',
        out,
        ...more,
      });
      return { bytes: await readFile(out, 'utf8'), outcome };
    }

    it.each([true, false])(
      '한 스레드와 두 스레드의 결과가 같다 (하나씩: %s)',
      { timeout: 300_000 },
      async (single) => {
        const order = { single, format: 'jsonl', language: 'ko', report: false } as const;
        const alone = await run(`local-${single}`, { order });
        const threads = await run(`threads-${single}`, {
          order,
          judge: { kind: 'threads', setup, threads: 2 },
        });
        expect(threads).toEqual(alone);
        expect(alone.outcome.counts.reading.read).toBe(15);
      },
    );

    it('읽지 않으면 판독기가 없는 것과 같다', async () => {
      const off = await run('off', { reader: 'off' });
      const none = await run('none', {
        judge: { kind: 'local', judge: await judgeOf({ ...setup, reader: null }) },
      });
      expect(off).toEqual(none);
      expect(off.outcome.counts.reading.read).toBe(0);
    });

    it('판독기의 파일이 다르면 다른 판정기다', () => {
      expect(setupDigest(setup)).not.toBe(setupDigest({ ...setup, reader: null }));
    });
  },
);
