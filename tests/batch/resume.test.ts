import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BatchRun } from '../../src/batch/batch-run.js';
import { runBatch } from '../../src/batch/run.js';
import { MAIN } from '../cli/run-cli.js';
import { Fault } from '../../src/fault.js';
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
    ['따로', ['--single']],
    ['함께', []],
  ])('아무 때나 죽여도 이어서 같은 바이트가 된다: %s', async (name, flags) => {
    const small = join(folder, 'small.jsonl');
    await writeFile(small, dump(10));
    const [whole, killed] = [join(folder, `kill-whole-${name}`), join(folder, `kill-${name}`)];
    const started = performance.now();
    expect(await matgeul(small, whole, flags)).toBe(3);
    const length = performance.now() - started;
    let kills = 0;
    for (let attempt = 0; attempt < 5; attempt++) {
      const code = await matgeul(small, killed, [...flags, '--resume'], length * (0.15 + 0.15 * attempt));
      if (code !== null) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(0);
    expect(await matgeul(small, killed, [...flags, '--resume'])).toBe(3);
    expect(await readFile(killed)).toEqual(await readFile(whole));
    await rm(killed);
  });
});

/** Runs the command; gives its exit code, null when it was killed after so many milliseconds. */
async function matgeul(
  input: string,
  out: string,
  flags: readonly string[],
  killAfter?: number,
): Promise<number | null> {
  const child = spawn(process.execPath, [MAIN, 'batch', input, '--out', out, '--model', 'none', ...flags], {
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (killAfter !== undefined) {
    await Promise.race([sleep(killAfter), ended]);
    child.kill('SIGKILL');
  }
  return ended;
}
