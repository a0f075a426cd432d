/**
 * What a start costs: processor time (user and system), clock and memory of `--version`, of judging a page and of judging
 * 30 rows, medians of three. Where several builds are named they take turns, so that a busy machine is unfair to none.
 *
 *     npx tsx bench/start-up.ts [DIST …] [--rounds 3]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
});
const builds = positionals.length > 0 ? positionals : ['dist'];
const folder = mkdtempSync(join(tmpdir(), 'matgeul-start-'));
const dump = join(folder, 'dump.jsonl');
writeFileSync(
  dump,
  [
    { type: 'article', id: 'a', title: '카카오 먹통, 데이터센터 화재로 서비스 장애', body: null },
    ...Array.from({ length: 30 }, (_, i) => ({
      type: 'comment',
      id: `c${i}`,
      articleId: 'a',
      text: ['데이터센터가 하나뿐이었나요', '거래정지 풀어라 주주들 운다', '오늘도 불편했습니다'][i % 3],
    })),
  ]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join(''),
);
const page = resolve('fixtures/pages/cp949.txt');
const batch = (...more: string[]): string[] => ['batch', dump, '--out', join(folder, 'out.jsonl'), ...more];
const CALLS: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['`--version`', ['--version']],
  ['`judge` of a page', ['judge', page, '--json']],
  ['`judge` of a page, `--model none`', ['judge', page, '--json', '--model', 'none']],
  ['`batch` of 30 rows', batch()],
  ['`batch` of 30 rows, `--adapt off --reader off`', batch('--adapt', 'off', '--reader', 'off')],
];

interface Cost {
  /** Seconds of processor time and of the clock, MB of memory at most. */
  readonly processor: number;
  readonly clock: number;
  readonly memory: number;
}

/** GNU time writes what the process and its threads took. */
function run(build: string, args: readonly string[]): Promise<Cost> {
  rmSync(join(folder, 'out.jsonl'), { force: true });
  const main = join(build, 'cli', 'main.js');
  return new Promise((done, fail) => {
    const child = spawn('/usr/bin/time', ['-f', '%U %S %e %M', process.execPath, main, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (piece: Buffer) => (said += String(piece)));
    child.on('error', fail);
    child.on('close', (code) => {
      const figures = said.trim().split('\n').at(-1)!.split(' ').map(Number);
      const [user, system, clock, memory] = figures;
      if (code !== 0 || figures.length !== 4) fail(new Error(`${build} ${args.join(' ')}: ${said}`));
      else done({ processor: user! + system!, clock: clock!, memory: memory! / 1024 });
    });
  });
}

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;

console.log('| call | build | processor, s | clock, s | memory, MB |\n| --- | --- | --- | --- | --- |');
for (const [name, args] of CALLS) {
  const costs = new Map<string, Cost[]>(builds.map((build) => [build, []]));
  for (let round = 0; round < Number(values.rounds); round++)
    for (const build of builds) costs.get(build)!.push(await run(build, args));
  for (const [build, own] of costs) {
    const [processor, clock, memory] = (['processor', 'clock', 'memory'] as const).map((key) =>
      median(own.map((cost) => cost[key])),
    );
    const label = basename(dirname(resolve(build)));
    console.log(
      `| ${name} | ${label} | ${processor!.toFixed(2)} | ${clock!.toFixed(2)} | ${memory!.toFixed(0)} |`,
    );
  }
}
rmSync(folder, { recursive: true });
