/**
 * Measures time and memory of judging dumps, and how both grow, compared to the floor (reading, parsing and writing the
 * same file with split2 and JSON on one core), to natural's classifier and to a plain keyword list:
 *
 *     npm run build && npx tsx bench/batch/run.ts [--comments 1000000] [--articles 50000] [--large 5] [--rounds 1]
 *         [--parts floor,rules,single,whole,natural,keywords,growth,large]
 *
 * Runs all parts one after the other; `growth` compares a quarter of the dump with all of it, `large` measures memory
 * on a multiple of the dump. Needs an idle machine.
 */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { accuracyOf, readTruth } from './accuracy.js';
import { make } from './make.js';
import { measured, type Measured } from './measured.js';

const { values } = parseArgs({
  options: {
    comments: { type: 'string', default: '1000000' },
    articles: { type: 'string', default: '50000' },
    large: { type: 'string', default: '5' },
    parts: { type: 'string', default: 'floor,rules,single,whole,natural,keywords,growth,large' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const parts = new Set(values.parts.split(','));
const [comments, articles] = [Number(values.comments), Number(values.articles)];
const folder = mkdtempSync(join(values.folder, 'matgeul-bench-'));
const LABELLED = 2000;

function dump(name: string, times: number): string {
  const path = join(folder, `${name}.jsonl`);
  if (!existsSync(path)) {
    const args = `--comments ${comments * times} --articles ${articles * times} --truth ${path}.truth > ${path}`;
    execFileSync('sh', ['-c', `npx tsx bench/batch/make.ts ${args}`], { stdio: 'inherit' });
  }
  return path;
}

const WAYS: Record<string, readonly string[]> = {
  rules: ['--single', '--model', 'none', '--workers', '2'],
  single: ['--single', '--workers', '2'],
  whole: ['--workers', '2'],
};
const out = join(folder, 'out.jsonl');

async function judged(way: string, input: string): Promise<Measured> {
  rmSync(out, { force: true });
  const cores = cpus().length > 2 ? '0,1' : undefined;
  return measured([process.execPath, 'dist/cli/main.js', 'batch', input, '--out', out, ...WAYS[way]!], cores);
}

function tell(what: string, { wall, cpu, peak, code }: Measured, more = ''): void {
  const failed = code === 0 ? '' : ` EXIT ${code}`;
  console.log(
    `${what}: ${wall.toFixed(1)} s (${cpu.toFixed(1)} s of processor time), peak ${peak.toFixed(0)} MB${more}${failed}`,
  );
}

console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? '?'}, Node ${process.version}`);
const input = dump('dump', 1);
console.log(`${comments} comments under ${articles} articles, ${(statSync(input).size / 1e6).toFixed(0)} MB`);
const truth = readTruth(`${input}.truth`);
const accuracy = async (): Promise<string> => {
  const { precision, recall, f1 } = await accuracyOf(out, truth);
  return `; off topic found with precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`;
};

let floor = NaN;
const times = (m: Measured): string =>
  Number.isNaN(floor) ? '' : `, ${(m.wall / floor).toFixed(2)} × the floor`;
if (parts.has('floor')) {
  const runs: Measured[] = [];
  for (let i = 0; i < 3; i++)
    runs.push(await measured([process.execPath, 'bench/batch/floor.mjs', input, out], '0'));
  const middle = runs.sort((a, b) => a.wall - b.wall)[1]!;
  floor = middle.wall;
  tell('floor (one core, median of 3)', middle);
}
const whole = new Map<string, Measured>();
for (const way of ['rules', 'single', 'whole']) {
  if (!parts.has(way)) continue;
  const m = await judged(way, input);
  whole.set(way, m);
  tell(way, m, times(m) + (m.code === 0 ? await accuracy() : m.stderr.slice(-300)));
}
if (parts.has('keywords')) {
  const m = await measured([process.execPath, 'bench/batch/keywords.mjs', input, out]);
  tell('plain keyword list', m, times(m) + (await accuracy()));
}
if (parts.has('natural')) {
  const labelled: string[] = [];
  for (const article of make(LABELLED * 2, 200, 99))
    for (const { text, label } of article.comments)
      if (label !== 'unclear' && labelled.length < LABELLED) labelled.push(`${label}\t${text}`);
  writeFileSync(join(folder, 'labelled.tsv'), `${labelled.join('\n')}\n`);
  const m = await measured([
    process.execPath,
    'bench/batch/natural.mjs',
    input,
    out,
    join(folder, 'labelled.tsv'),
  ]);
  tell(`natural's BayesClassifier (${LABELLED} labelled comments)`, m, times(m) + (await accuracy()));
}
if (parts.has('growth')) {
  const quarter = dump('quarter', 0.25);
  for (const way of ['rules', 'single', 'whole']) {
    if (!parts.has(way)) continue;
    const small = await judged(way, quarter);
    const large = whole.get(way)!;
    tell(
      `${way}, a quarter of the dump`,
      small,
      `; four times the dump: ${(large.wall / small.wall).toFixed(2)} × the time`,
    );
  }
}
if (parts.has('large')) {
  const huge = dump('large', Number(values.large));
  for (const way of ['rules', 'single']) {
    if (!parts.has(way)) continue;
    const large = await judged(way, huge);
    tell(
      `${way}, ${values.large} times the dump`,
      large,
      `; ${(large.peak / whole.get(way)!.peak).toFixed(2)} × the memory`,
    );
  }
}
rmSync(folder, { recursive: true });
