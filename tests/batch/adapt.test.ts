import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BatchOutcome, BatchRun, Progress } from '../../src/batch/batch-run.js';
import { stepsFor } from '../../src/batch/adapt/adapt.js';
import { judgeOf, type JudgeSetup } from '../../src/batch/judge-setup.js';
import { runBatch } from '../../src/batch/run.js';
import { AT_ONCE } from '../../src/training/adapt.js';
import { pick, seededRandom, shuffle } from '../../src/training/random.js';
import type { KilledRun } from './processes/killed-run.js';
import { freshFolder } from './stand-in.js';

const SETUP: JudgeSetup = { rules: 'rules', model: undefined };
const ARTICLES = 40;
const EACH = 8;

/** Articles of made-up names, each with comments that say them; every ninth comment stands under another article. */
function madeRows(): string[] {
  const random = seededRandom(4);
  const name = (): string =>
    Array.from({ length: 3 }, () => String.fromCharCode(0xac00 + pick(random, 11_172))).join('');
  const made = Array.from({ length: ARTICLES }, () => Array.from({ length: 5 }, name));
  const common = Array.from({ length: 40 }, name);
  const articles = made.map((names, a) => ({
    type: 'article',
    id: `a${a}`,
    title: names.join(' '),
    publishedAt: `2026-11-${String(1 + (a % 20)).padStart(2, '0')}T09:00:00+09:00`,
  }));
  const comments = made.flatMap((_, a) =>
    Array.from({ length: EACH }, (_each, c) => {
      const names = made[c === 4 && a % 2 === 0 ? (a + 7) % ARTICLES : a]!;
      const words = [names[pick(random, 5)], names[pick(random, 5)], common[pick(random, 40)]];
      return { type: 'comment', id: `c${a}-${c}`, articleId: `a${a}`, text: words.join(' ') };
    }),
  );
  return [...articles, ...comments].map((row) => JSON.stringify(row));
}

let folder: string;
let dumped = 0;
beforeAll(async () => {
  folder = await freshFolder();
});

async function runOf(rows: readonly string[], more: Partial<BatchRun> = {}): Promise<BatchRun> {
  const path = join(folder, `dump-${dumped}`);
  await writeFile(path, `${rows.join('\n')}\n`);
  return {
    dumps: [path],
    order: { single: false, format: 'jsonl', language: 'ko', report: false },
    judge: { kind: 'local', judge: await judgeOf(SETUP) },
    adapt: { steps: 40, setup: SETUP, threads: 2 },
    out: join(folder, `out-${dumped++}`),
    ...more,
  };
}

interface Ran extends BatchOutcome {
  readonly lines: string[];
  /** Phases in the order in which they came. */
  readonly phases: readonly Progress['phase'][];
}

async function ran(run: BatchRun): Promise<Ran> {
  const phases: Progress['phase'][] = [];
  const outcome = await runBatch({
    ...run,
    onProgress: ({ phase }) => {
      if (phases.at(-1) !== phase) phases.push(phase);
    },
  });
  const lines = (await readFile(run.out, 'utf8')).split('\n').filter((line) => line !== '');
  return { ...outcome, lines, phases };
}

describe('덤프에서 배우고 판정', () => {
  const rows = madeRows();

  it('배운 판정은 다르고, 무엇에서 배웠는지 말한다', async () => {
    const plain = await ran(await runOf(rows, { adapt: undefined }));
    const adapted = await ran(await runOf(rows));
    expect(plain.taught).toBeNull();
    expect(plain.phases).not.toContain('adapting');
    expect(adapted.lines).toHaveLength(ARTICLES * EACH);
    expect(adapted.lines).not.toEqual(plain.lines);
    expect(adapted.taught).toMatchObject({
      articles: ARTICLES,
      steps: 40,
      period: ['2026-11-01', '2026-11-20'],
    });
    expect(adapted.phases).toEqual(['reading', 'adapting', 'judging', 'writing']);
  });

  it.each([
    ['함께', false],
    ['따로', true],
  ])('스레드 수와 줄의 차례가 어떻든 판정은 같다: %s', async (_, single) => {
    const order = { single, format: 'jsonl', language: 'ko', report: false } as const;
    const here = await ran(await runOf(rows, { order, adapt: { steps: 40, setup: SETUP, threads: 1 } }));
    const judge = { kind: 'threads', setup: SETUP, threads: 2 } as const;
    const threads = await ran(await runOf(rows, { order, judge }));
    expect(threads.lines).toEqual(here.lines);
    const shuffled = await ran(await runOf(shuffle([...rows], seededRandom(8)), { order }));
    expect([...shuffled.lines].sort()).toEqual([...here.lines].sort());
  });

  it('auto는 작은 덤프에서 한 번에 배운다: 스레드 수와 줄의 차례가 어떻든', async () => {
    const auto = (threads: number) => ({ steps: 'auto', setup: SETUP, threads }) as const;
    const plain = await ran(await runOf(rows, { adapt: undefined }));
    const here = await ran(await runOf(rows, { adapt: auto(1) }));
    expect(here.taught).toMatchObject({ articles: ARTICLES, steps: 0 });
    expect(here.lines).not.toEqual(plain.lines);
    const judge = { kind: 'threads', setup: SETUP, threads: 2 } as const;
    const threads = await ran(await runOf(shuffle([...rows], seededRandom(8)), { judge, adapt: auto(2) }));
    expect([...threads.lines].sort()).toEqual([...here.lines].sort());
  });

  it('auto는 아주 작은 덤프에서 배우지 않는다', async () => {
    const { taught, phases } = await ran(
      await runOf(rows.slice(0, ARTICLES + 299), { adapt: { steps: 'auto', setup: SETUP, threads: 1 } }),
    );
    expect(taught).toBeNull();
    expect(phases).not.toContain('adapting');
  });

  it.each([
    [299, 50, 'none'],
    [300, 1, AT_ONCE],
    [1999, 500, AT_ONCE],
    [200_000, 99, AT_ONCE],
    [2000, 100, 'fitting'],
  ])('auto: 댓글 %i개와 기사 %i건이면 %s', (comments, articles, steps) => {
    expect(stepsFor(comments, articles)).toBe(steps);
  });
});

describe('배우다가, 배우고 나서 죽으면', () => {
  it.each([
    ['단계를 밟아', 40, 40],
    ['한 번에', 'auto', 0],
  ] as const)(
    '이어서 한 결과는 쭉 한 것과 바이트까지 같고, 다 배운 것은 다시 배우지 않는다: %s',
    async (_, steps, taught) => {
      const rows = madeRows();
      const more = { call: 'same', resume: true, adapt: { steps, setup: SETUP, threads: 2 } };
      const whole = await ran(await runOf(rows, { adapt: more.adapt }));
      const run = await runOf(rows, more);
      const { order, dumps, out, resume, call, adapt } = run;
      const given = { order, dumps, out, resume, call, adapt };
      const kill = (phase: Progress['phase'], done: number): Promise<unknown[]> =>
        killedRun({ run: given, phase, done, jumps: false });
      expect(await kill('adapting', 1)).toEqual([null, 'SIGKILL']);
      expect(existsSync(`${out}.work/adapted.bin`)).toBe(false);
      expect(await kill('judging', 0)).toEqual([null, 'SIGKILL']);
      const tables = await readFile(`${out}.work/adapted.bin`);
      const judged = await ran(run);
      expect(judged.lines).toEqual(whole.lines);
      expect(judged.phases).not.toContain('adapting');
      expect(judged.taught).toMatchObject({ articles: ARTICLES, steps: taught });

      // Tables that were altered are made again.
      const again = await runOf(rows, more);
      expect(
        await killedRun({
          run: { ...given, dumps: again.dumps, out: again.out },
          phase: 'judging',
          done: 0,
          jumps: false,
        }),
      ).toEqual([null, 'SIGKILL']);
      await writeFile(`${again.out}.work/adapted.bin`, tables.subarray(0, 1000));
      const mended = await ran(again);
      expect(mended.lines).toEqual(whole.lines);
      expect(mended.phases).toContain('adapting');
    },
  );
});

/** Runs a process that kills itself; gives its exit code and signal. */
async function killedRun(killed: KilledRun): Promise<unknown[]> {
  const file = join(import.meta.dirname, 'processes', 'killed-run.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(killed)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return once(child, 'exit');
}
