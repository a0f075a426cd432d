import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { BatchRun } from '../../src/batch/batch-run.js';
import { runBatch } from '../../src/batch/run.js';
import { Fault } from '../../src/fault.js';
import type { KilledRun } from './processes/killed-run.js';
import { s3Environment, startS3 } from '../storage/s3-server.js';
import { freshFolder, standIn } from './stand-in.js';

const ARTICLES = 60;
const PER_ARTICLE = 300;

/** 18,000 comments under 60 articles; every 1,000th row cannot be read. */
function dump(articles = ARTICLES): string {
  const rows: string[] = [];
  for (let a = 0; a < articles; a++) {
    rows.push(JSON.stringify({ type: 'article', id: `a${a}`, title: `카카오 장애 ${a}`, body: '멈췄다.' }));
    for (let c = 0; c < PER_ARTICLE; c++) {
      const text = ['대유 거래정지', '카카오 또 터졌냐', 'ㅋㅋ'][c % 3]!;
      rows.push(
        JSON.stringify({ type: 'comment', id: `c${a}-${c}`, articleId: `a${a}`, text: `${text} ${c}` }),
      );
      if (rows.length % 1000 === 0) rows.push('{"type":"comment"');
    }
  }
  return `${rows.join('\n')}\n`;
}

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await freshFolder();
  path = join(folder, 'dump.jsonl');
  await writeFile(path, dump());
});

function runOf(single: boolean, name: string, more: Partial<BatchRun> = {}): BatchRun {
  return {
    dumps: [path],
    order: { single, format: 'jsonl', language: 'ko', report: false },
    judge: { kind: 'local', judge: { judging: standIn } },
    out: join(folder, name),
    rejects: join(folder, `${name}.rejects`),
    call: 'the same',
    ...more,
  };
}

/** Stops the run when so many comments of a phase are done. */
function stopping(run: BatchRun, phase: 'reading' | 'judging' | 'writing', after: number): BatchRun {
  const stop = new AbortController();
  return {
    ...run,
    signal: stop.signal,
    onProgress: ({ phase: now, done }) => {
      if (now === phase && done >= after) stop.abort(new Fault('test/stop', { ko: '멈춤', en: 'stop' }));
    },
  };
}

describe.each([
  ['따로', true],
  ['함께', false],
])('끊긴 작업 잇기: %s', (_, single) => {
  it('어디서 끊겨도 끊기지 않은 것과 바이트까지 같다', async () => {
    const whole = runOf(single, `whole-${single}`);
    const { counts } = await runBatch(whole);
    expect(counts).toMatchObject({ read: 18018, results: 18000, rejects: 18 });
    const stops = single
      ? ([
          ['reading', 1],
          ['reading', 1500],
          ['reading', 9000],
        ] as const)
      : ([
          ['reading', 1],
          ['reading', 9000],
          ['judging', 0],
          ['judging', 9000],
          ['writing', 0],
        ] as const);
    const broken = runOf(single, `broken-${single}`, { resume: true });
    for (const [phase, after] of stops) {
      await expect(runBatch(stopping(broken, phase, after))).rejects.toMatchObject({ code: 'test/stop' });
      expect(existsSync(broken.out)).toBe(false);
    }
    expect((await runBatch(broken)).counts).toEqual(counts);
    expect(await readFile(broken.out)).toEqual(await readFile(whole.out));
    expect(await readFile(broken.rejects!)).toEqual(await readFile(whole.rejects!));
    expect(existsSync(`${broken.out}.work`)).toBe(false);
  });

  it('다른 명령이나 달라진 입력에는 잇지 않는다', async () => {
    const run = runOf(single, `other-${single}`, { resume: true });
    await expect(runBatch(stopping(run, 'reading', 1500))).rejects.toMatchObject({ code: 'test/stop' });
    await expect(runBatch({ ...run, call: 'another' })).rejects.toMatchObject({ code: 'resume/other-call' });
    const before = await readFile(path);
    await writeFile(path, before.toString().replace('대유', '카카오'));
    await expect(runBatch(run)).rejects.toMatchObject({ code: 'resume/input-changed' });
    await writeFile(path, before);
    expect((await runBatch(run)).counts.results).toBe(18000);
  });

  it('--resume이 없으면 남은 작업을 버린다고 알리고 처음부터 한다', async () => {
    const run = runOf(single, `anew-${single}`);
    await expect(runBatch(stopping(run, 'reading', 1500))).rejects.toMatchObject({ code: 'test/stop' });
    const notes: string[] = [];
    await runBatch({ ...run, onNote: ({ code }) => notes.push(code) });
    expect(notes).toEqual(['resume/dropped']);
  });

  it('끊긴 압축은 거기까지를 간직하고, 온전한 파일을 받으면 이어진다', async () => {
    const packed = gzipSync(await readFile(path));
    const archive = join(folder, `cut-${single}.gz`);
    await writeFile(archive, packed.subarray(0, Math.floor(packed.length * 0.6)));
    const run = runOf(single, `cut-${single}`, { dumps: [archive], resume: true });
    await expect(runBatch(run)).rejects.toMatchObject({ code: 'dump/broken-archive' });
    expect(existsSync(run.out)).toBe(false);
    await writeFile(archive, packed);
    expect((await runBatch(run)).counts).toMatchObject({ read: 18018, results: 18000, rejects: 18 });
    expect(await readFile(run.out)).toEqual(await readFile(join(folder, `whole-${single}`)));
  });

  it('같은 결과를 만드는 다른 실행이 있으면 물러선다', async () => {
    const run = runOf(single, `busy-${single}`);
    let second: Promise<unknown> | undefined;
    await runBatch({
      ...run,
      onProgress: () => {
        second ??= runBatch(run).catch((error: unknown) => error);
      },
    });
    expect(await second).toMatchObject({ code: 'work/busy' });
  });
});

describe('SIGKILL', () => {
  it.each([
    [
      '따로',
      true,
      [
        ['reading', 1, false],
        ['reading', 3000, false],
        ['reading', 1, true],
        ['reading', 3000, true],
        ['reading', 9000, true],
      ],
    ],
    [
      '함께',
      false,
      [
        ['reading', 1, false],
        ['reading', 9000, false],
        ['judging', 0, false],
        ['judging', 9000, false],
        ['writing', 0, false],
      ],
    ],
  ] as const)(
    '어느 단계에서 죽여도 이어서 같은 바이트가 된다: %s',
    { timeout: 180_000 },
    async (name, single, points) => {
      const whole = runOf(single, `kill-whole-${name}`);
      await runBatch(whole);
      const killed = runOf(single, `kill-${name}`, { resume: true });
      for (const [phase, done, jumps] of points) {
        const { order, dumps, out, rejects, resume, call } = killed;
        const run = { order, dumps, out, rejects, resume, call };
        expect(await killedRun({ run, phase, done, jumps }), `${phase} ${done}`).toEqual([null, 'SIGKILL']);
        expect(existsSync(killed.out)).toBe(false);
      }
      await runBatch(killed);
      expect(await readFile(killed.out)).toEqual(await readFile(whole.out));
      expect(await readFile(killed.rejects!)).toEqual(await readFile(whole.rejects!));
      expect(existsSync(`${killed.out}.work`)).toBe(false);
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

describe('줄기가 블록 하나에서 실패하면', () => {
  /** What the run that fails does wrong, once. */
  const failures: readonly [string, (once: () => boolean) => Partial<BatchRun>][] = [
    [
      '판정하다가',
      (once) => {
        const comment: typeof standIn.comment = (article, given, context) => {
          if (given.id === 'c20-150' && once()) throw new Error('the judge broke');
          return standIn.comment(article, given, context);
        };
        return { judge: { kind: 'local', judge: { judging: { ...standIn, comment } } } };
      },
    ],
    [
      '거절을 쓰다가: 그 블록의 결과는 이미 쓰였다',
      (once) => ({
        onReject: ({ line }) => {
          if (line === 8001 && once()) throw new Error('nobody can write it');
        },
      }),
    ],
  ];

  it.each(failures)('그 블록의 결과를 잃지도 두 번 쓰지도 않는다: %s', async (name, failing) => {
    const whole = runOf(true, `fails-whole-${name.length}`);
    await runBatch(whole);
    const broken = runOf(true, `fails-${name.length}`, { resume: true });
    let failed = false;
    const firstTime = (): boolean => !failed && (failed = true);
    await expect(runBatch({ ...broken, ...failing(firstTime) })).rejects.toThrow(/broke|nobody/);
    await runBatch(broken);
    expect(await readFile(broken.out)).toEqual(await readFile(whole.out));
    expect(await readFile(broken.rejects!)).toEqual(await readFile(whole.rejects!));
  });
});

describe('결과를 올리지 못하면', () => {
  it.each([true, false])(
    '거절된 줄은 제 이름을 얻지 않고, 몇 번이든 이을 수 있다 (single %s)',
    async (single) => {
      const server = await startS3();
      for (const [key, value] of Object.entries(s3Environment(server))) vi.stubEnv(key, value);
      try {
        const name = `remote-${single}`;
        const run = runOf(single, name, {
          out: `s3://no-such-bucket/${name}`,
          work: join(folder, `${name}.work`),
        });
        for (const resume of [false, true, true]) {
          const error: unknown = await runBatch({ ...run, resume }).catch((thrown: unknown) => thrown);
          expect((error as Fault).code).toMatch(/^(?!file\/enoent)/u);
          expect(existsSync(run.rejects!)).toBe(false);
        }
      } finally {
        vi.unstubAllEnvs();
        await server.stop();
      }
    },
  );
});
