/**
 * Kills batches at random moments and resumes them with `--resume`, again and again; the output must equal that of an
 * undisturbed run:
 *
 *     npm run build && npx tsx bench/batch/kills.ts [--kills 50] [--comments 40000] [--seed 1]
 *
 * Spreads the kills over streams (`--single`, with rejects and CSV) and dumps judged as a whole. Exits with 1 when any
 * byte differs.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../src/training/index.js';
import { make, rowsOf } from './make.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    comments: { type: 'string', default: '40000' },
    seed: { type: 'string', default: '1' },
  },
});
const random = seededRandom(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), 'matgeul-kills-'));
const dump = join(folder, 'dump.jsonl');
const rows = [...rowsOf(make(Number(values.comments), Number(values.comments) / 20), true)];
// Every 1,000th row is unreadable.
writeFileSync(dump, rows.map((row, i) => (i % 1000 === 999 ? `{"type":"comment"\n${row}` : row)).join(''));

const WAYS = [
  ['stream', ['--single', '--model', 'none', '--workers', '2']],
  ['stream as CSV', ['--single', '--model', 'none', '--format', 'csv', '--workers', '1']],
  ['whole', ['--workers', '2', '--model', 'none']],
  ['whole with the model', ['--workers', '2']],
] as const;

/** Runs a batch and returns its exit code, null when it was killed. */
async function batch(out: string, flags: readonly string[], killAfter?: number): Promise<number | null> {
  const args = ['dist/cli/main.js', 'batch', dump, '--out', out, '--rejects', `${out}.rejects`, ...flags];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (killAfter !== undefined) {
    await Promise.race([sleep(killAfter), ended]);
    child.kill('SIGKILL');
  }
  return ended;
}

let wrong = 0;
let all = 0;
for (const [name, flags] of WAYS) {
  const [whole, killed] = [join(folder, 'whole'), join(folder, 'killed')];
  const began = performance.now();
  const code = await batch(whole, flags);
  const length = performance.now() - began;
  const wanted = Math.ceil(Number(values.kills) / WAYS.length);
  let [kills, finished] = [0, 0];
  while (kills < wanted) {
    const ended = await batch(killed, [...flags, '--resume'], random() * length);
    if (ended === null) kills++;
    else if (ended === code) finished += compare(whole, killed, name);
    else console.log(`${name}: exit code ${ended}`, ++wrong);
  }
  if ((await batch(killed, [...flags, '--resume'])) !== code) wrong++;
  finished += compare(whole, killed, name);
  all += kills;
  console.log(
    `${name}: ${kills} kills over ${(length / 1000).toFixed(1)} s of work each, ${finished} finished runs compared`,
  );
}
console.log(
  `${all} kills, ${wrong} differences, left over: ${
    readdirSync(folder)
      .filter((n) => n.endsWith('.work'))
      .join(' ') || 'nothing'
  }`,
);
rmSync(folder, { recursive: true });
process.exit(wrong > 0 ? 1 : 0);

/** Compares the bytes of both runs, counts differences in `wrong` and removes the killed run's files. Returns 1. */
function compare(whole: string, killed: string, name: string): number {
  for (const suffix of ['', '.rejects']) {
    if (
      existsSync(`${killed}${suffix}`) &&
      readFileSync(whole + suffix).equals(readFileSync(killed + suffix))
    )
      continue;
    console.log(`${name}: other bytes in ${suffix === '' ? 'the results' : 'the rejects'}`);
    wrong++;
  }
  rmSync(killed, { force: true });
  rmSync(`${killed}.rejects`, { force: true });
  return 1;
}
