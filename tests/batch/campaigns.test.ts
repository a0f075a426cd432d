import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BatchOutcome, BatchRun } from '../../src/batch/batch-run.js';
import { packChunk, unpackChunk } from '../../src/batch/executors/queue/files.js';
import { judgeOf } from '../../src/batch/judge-setup.js';
import { runBatch } from '../../src/batch/run.js';
import { Fault } from '../../src/fault.js';
import { inPackage } from '../../src/assets/package-root.js';
import type { Result } from '../../src/judge/result.js';
import { freshFolder } from './stand-in.js';

const WEEK = fileURLToPath(new URL('../../fixtures/campaigns/week.jsonl', import.meta.url));
const SETUP = { rules: inPackage('rules'), model: undefined, reader: null };

let folder: string;
let number = 0;
let rows: string[];
beforeAll(async () => {
  folder = await freshFolder();
  rows = (await readFile(WEEK, 'utf8')).trim().split('\n');
});

interface Row {
  readonly id: string;
  readonly type: string;
  readonly text: string;
}
const parsed = (line: string): Row => JSON.parse(line) as Row;

async function run(
  more: Partial<BatchRun> = {},
): Promise<BatchOutcome & { bytes: string; results: Result[] }> {
  const out = join(folder, `out-${number++}`);
  const outcome = await runBatch({
    dumps: [WEEK],
    order: { single: false, format: 'jsonl', language: 'ko', report: false },
    judge: { kind: 'local', judge: await judgeOf(SETUP) },
    campaigns: { setup: SETUP },
    out,
    ...more,
  });
  const bytes = await readFile(more.out ?? out, 'utf8');
  const results = bytes.startsWith('{')
    ? bytes
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Result)
    : [];
  return { ...outcome, bytes, results };
}

const order = (single: boolean, more: object = {}) =>
  ({ single, format: 'jsonl', language: 'ko', report: false, ...more }) as const;

describe('되풀이된 글을 찾는 묶음 판정', () => {
  it('두 묶음을 찾고, 다른 댓글은 하나도 넣지 않는다', async () => {
    const { counts, results } = await run();
    expect(counts.campaigns).toMatchObject({ campaigns: 2, posts: 19 });
    expect(counts.campaigns!.largest.map(({ counts: { posts } }) => posts)).toEqual([11, 8]);
    const texts = new Map(rows.map(parsed).map(({ id, text }) => [id, text]));
    const members = results.filter(({ campaign }) => campaign !== null);
    expect(members).toHaveLength(19);
    for (const { commentId, campaign, reasons } of members) {
      expect(texts.get(commentId)).toMatch(/소개란|한결아파트/u);
      const own = reasons.filter(({ kind }) => kind === 'campaign');
      expect(own.map(({ id }) => id)).toEqual([campaign]);
      const [start, end] = own[0]!.span!;
      expect(texts.get(commentId)!.slice(start, end)).toBe(own[0]!.text);
    }
    // The advert stands under articles that it does not belong to.
    const advert = members.filter(({ commentId }) => texts.get(commentId)!.includes('소개란'));
    expect(advert.every(({ verdict }) => verdict === 'off-topic')).toBe(true);
    expect(advert.filter(({ flag }) => flag).length).toBeGreaterThan(8);
  });

  it('끄면 아무것도 달라지지 않는다', async () => {
    const off = await run({ campaigns: undefined });
    expect(off.counts.campaigns).toBeNull();
    expect(off.results.every(({ campaign }) => campaign === null)).toBe(true);
    const on = await run();
    const bare = (results: readonly Result[]) =>
      results.map(({ reasons }) =>
        reasons.filter(({ kind, id }) => kind !== 'campaign' && id !== 'article/share'),
      );
    expect(bare(on.results)).toEqual(bare(off.results));
  });

  it('덤프의 순서가 어떻든 같은 댓글은 같은 판정을 받는다', async () => {
    const path = join(folder, 'shuffled.jsonl');
    const turned = [...rows].reverse();
    await writeFile(path, `${turned.join('\n')}\n`);
    const [one, other] = [await run(), await run({ dumps: [path] })];
    const byId = new Map(other.results.map((result) => [result.commentId, result]));
    for (const result of one.results) expect(byId.get(result.commentId)).toEqual(result);
  });

  it.each([false, true])('스레드 둘이 해도 바이트까지 같다 (따로: %s)', async (single) => {
    const local = await run({ order: order(single) });
    const threads = await run({ order: order(single), judge: { kind: 'threads', setup: SETUP, threads: 2 } });
    expect(threads.bytes).toBe(local.bytes);
    expect(threads.counts).toEqual(local.counts);
  });

  it('스트림에서는 그때까지 안 것만 쓴다: 처음 글들은 묶음이 되기 전에 나갔다', async () => {
    const whole = await run();
    const stream = await run({ order: order(true) });
    expect(stream.counts.campaigns).toEqual(whole.counts.campaigns);
    const idsOf = ({ results }: { results: Result[] }, id: string) =>
      results.filter(({ campaign }) => campaign === id).map(({ commentId }) => commentId);
    for (const { id } of whole.counts.campaigns!.largest) {
      const [all, known] = [idsOf(whole, id), idsOf(stream, id)];
      expect(all.slice(-known.length)).toEqual(known);
      expect(known.length).toBeLessThan(all.length);
      expect(known.length).toBeGreaterThanOrEqual(all.length - 5);
    }
  });

  it.each([
    [false, 'judging'],
    [true, 'reading'],
  ] as const)('끊겼다 이어도 바이트까지 같다 (따로: %s)', async (single, phase) => {
    const report = { order: order(single, { report: true }) };
    const whole = await run(report);
    const out = join(folder, `resumed-${single}`);
    const stop = new AbortController();
    const broken = {
      ...report,
      out,
      resume: true,
      // A small dump is one block: end it in the middle, as a killed process would.
      signal: stop.signal,
      onProgress: ({ phase: now }: { phase: string }) => {
        if (now === phase) stop.abort(new Fault('test/stop', { ko: '멈춤', en: 'stop' }));
      },
    };
    await run(broken).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'test/stop' });
    });
    const resumed = await run({ ...report, out, resume: true });
    expect(resumed.bytes).toBe(whole.bytes);
    expect(resumed.campaigns).toEqual(whole.campaigns);
  });

  it('CSV의 열과 보고서의 목록에 묶음이 있고, 글쓴이는 번호로만 있다', async () => {
    const { bytes } = await run({ order: order(false, { format: 'csv' }) });
    expect(bytes.split('\r\n').filter((line) => /,k[0-9a-f]{8}x*,/u.test(line))).toHaveLength(19);
    for (const single of [false, true]) {
      const { campaigns, counts } = await run({ order: order(single, { report: true }) });
      expect(campaigns!.campaigns.map(({ id }) => id)).toEqual(counts.campaigns!.largest.map(({ id }) => id));
      const [advert] = campaigns!.campaigns;
      expect(advert!.members.map(({ post }) => post).slice(0, 2)).toEqual(['m7', 'm10']);
      expect(new Set(advert!.members.map(({ author }) => author)).size).toBe(4);
      expect(JSON.stringify(campaigns)).not.toContain('소개란0');
    }
  });

  it('대기열의 청크에 실려 간다', async () => {
    const chunk = {
      number: 3,
      articles: [{ id: 'a', title: '제목', body: null }],
      comments: [
        {
          seq: 7,
          comment: { id: 'c', articleId: 'a', text: '글' },
          campaign: {
            id: 'k1',
            name: '이름',
            posts: 3,
            articles: 2,
            others: { count: 2, mean: 0.1 + 0.2 },
            span: [0, 1] as [number, number],
            phrase: '글',
          },
        },
        { seq: 8, comment: { id: 'd', articleId: 'a', text: '다른 글' } },
      ],
    };
    expect(await unpackChunk(3, await packChunk(chunk), 'file')).toEqual(chunk);
  });

  it('한 기사에 같은 id로 두 번 실린 댓글은 한 번만 센다', async () => {
    const path = join(folder, 'twice.jsonl');
    await writeFile(path, `${[...rows, ...rows.filter((row) => row.includes('"m7"'))].join('\n')}\n`);
    const { counts, results } = await run({ dumps: [path] });
    expect(counts.campaigns!.largest[0]!.counts.posts).toBe(11);
    expect(results.filter(({ commentId, campaign }) => commentId === 'm7' && campaign !== null)).toHaveLength(
      2,
    );
  });
});
