/**
 * Measures clock, processor time and memory of judging dumps, and how they grow, beside the floor (reading, parsing and
 * writing the same rows, `floor.mjs`), natural's classifier on as many cores and a plain list of words:
 *
 *     npm run build && npx tsx bench/batch/run.ts [--dump FILE] [--data DIR] [--comments 200000] [--articles 10000]
 *         [--rounds 3] [--workers 2] [--root CHECKOUT] [--model FILE] [--parts floor,rules,model,whole,…]
 *
 * `--dump` is a dump of real comments (JSON Lines of the contract), measured beside a made one of `--comments`; `--data`
 * the collections of real comments that have labels, for accuracy (with `--model`, a model that has not seen them, as
 * `bench/judgement/models.ts` makes it). What is not there is skipped, loudly. Every number is the median of `--rounds`
 * runs, each by itself; the rounds take their turns, so that a machine that grows slower does so for all. Processor time
 * is that of all threads and child processes: it is what tells on a machine that is not idle.
 *
 * Parts: `floor`, `rules`, `model`, `whole` (second reader and adaptation off), the same `without campaigns`, `one worker`,
 * `start` (what a run of 50 rows takes), `adapt` and `reader` (whole, learning from the dump, and read by the second reader),
 * `keywords`, `natural`, `accuracy`, `growth` (a quarter), `large` (`--large 5` times the dump, with new ids).
 */
import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { accuracyOf, labelledDumps, writeLessons, writeRows } from './accuracy.js';
import { measured, type Measured, medianOf } from './measured.js';

const USUAL =
  'floor,rules,model,whole,without campaigns,one worker,start,keywords,natural,accuracy,growth,large';
const { values } = parseArgs({
  options: {
    dump: { type: 'string' },
    data: { type: 'string' },
    comments: { type: 'string', default: '200000' },
    articles: { type: 'string', default: '10000' },
    large: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    workers: { type: 'string', default: '2' },
    root: { type: 'string', default: '.' },
    model: { type: 'string' },
    parts: { type: 'string', default: USUAL },
    folder: { type: 'string', default: tmpdir() },
  },
});
const parts = new Set(values.parts.split(','));
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(values.folder, 'matgeul-bench-'));
const main = join(resolve(values.root), 'dist/cli/main.js');
const out = join(folder, 'out.jsonl');
const lessons = join(folder, 'lessons.tsv');
const LESSONS = 2000;
/** natural takes some milliseconds a comment: it is measured on the first of a dump. */
const NATURAL = 5000;

const OFF = ['--reader', 'off', '--adapt', 'off'];
const WAYS: Readonly<Record<string, readonly string[]>> = {
  rules: ['--single', '--model', 'none'],
  model: ['--single', ...OFF],
  whole: OFF,
  adapt: ['--reader', 'off'],
  reader: ['--adapt', 'off'],
};
const ALONE = ['--campaigns', 'off'];
/** What the second core gains is asked of these. */
const STREAMS = ['rules', 'model'];

interface Dump {
  readonly name: string;
  readonly path: string;
  readonly comments: number;
}

/** A command to measure, and what to say of it. */
interface Task {
  readonly name: string;
  readonly command: readonly string[];
  readonly cores?: string;
}

function judging(input: string, way: string, workers: string, more: readonly string[] = []): string[] {
  return [process.execPath, main, 'batch', input, '--out', out, '--workers', workers, ...WAYS[way]!, ...more];
}

/** Runs each task once a round. */
async function inTurns(tasks: readonly Task[]): Promise<Map<string, Measured>> {
  const runs = new Map(tasks.map(({ name }): [string, Measured[]] => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const { name, command, cores } of tasks) {
      rmSync(out, { force: true });
      runs.get(name)!.push(await measured(command, cores));
    }
  return new Map([...runs].map(([name, all]) => [name, medianOf(all)]));
}

function row(name: string, { wall, cpu, peak, code, stderr }: Measured, comments: number, floor?: Measured) {
  const times = (value: number, of: number | undefined): string =>
    of === undefined ? '' : (value / of).toFixed(1);
  const failed = code === 0 ? '' : ` EXIT ${code}: ${stderr.slice(-300)}`;
  const each = ((cpu / comments) * 1e6).toFixed(1);
  console.log(
    `| ${name}${failed} | ${wall.toFixed(2)} s | ${times(wall, floor?.wall)} | ${cpu.toFixed(2)} s | ${times(cpu, floor?.cpu)} | ${each} µs | ${peak.toFixed(0)} MB |`,
  );
}

const node = (script: string, ...args: string[]): string[] => [
  process.execPath,
  `bench/batch/${script}.mjs`,
  ...args,
];

async function measureDump({ name, path, comments }: Dump): Promise<void> {
  const chosen = Object.keys(WAYS).filter((way) => parts.has(way));
  const tasks: Task[] = [];
  // Always: everything else is told in multiples of it.
  tasks.push({ name: 'floor, one core', command: node('floor', path, out), cores: '0' });
  for (const way of chosen) tasks.push({ name: way, command: judging(path, way, values.workers) });
  for (const way of chosen.filter((one) => WAYS[one] !== WAYS.adapt && WAYS[one] !== WAYS.reader)) {
    if (parts.has('without campaigns'))
      tasks.push({
        name: `${way} without campaigns`,
        command: judging(path, way, values.workers, ALONE),
      });
    if (parts.has('one worker') && STREAMS.includes(way))
      tasks.push({
        name: `${way} without campaigns, one worker`,
        command: judging(path, way, '1', ALONE),
        cores: '0',
      });
  }
  if (parts.has('start')) {
    const few = join(folder, 'few.jsonl');
    await cut(path, few, 50);
    for (const way of chosen)
      tasks.push({ name: `${way}, 50 rows`, command: judging(few, way, values.workers) });
  }
  if (parts.has('keywords'))
    tasks.push({ name: 'plain list of words, one core', command: node('keywords', path, out) });
  const fewer = Math.min(comments, NATURAL);
  if (parts.has('natural') && existsSync(lessons)) {
    const some = join(folder, 'natural.jsonl');
    await cut(path, some, fewer);
    tasks.push({
      name: `natural's BayesClassifier, ${values.workers} threads, ${fewer} comments`,
      command: node('natural', some, out, lessons, values.workers),
    });
  }
  if (parts.has('growth')) {
    const quarter = join(folder, 'quarter.jsonl');
    await cut(path, quarter, Math.floor(comments / 4));
    for (const way of chosen)
      tasks.push({ name: `${way}, a quarter`, command: judging(quarter, way, values.workers) });
  }
  const told = await inTurns(tasks);
  const floor = told.get('floor, one core')!;
  heading(`${name}: ${comments} comments, ${(statSync(path).size / 1e6).toFixed(0)} MB`);
  for (const [what, one] of told) {
    const of = what.endsWith('50 rows')
      ? 50
      : what.endsWith('a quarter')
        ? comments / 4
        : what.startsWith('natural')
          ? fewer
          : comments;
    row(what, one, of, of === comments ? floor : undefined);
  }
  if (parts.has('large')) {
    const times = Number(values.large);
    const huge = join(folder, 'large.jsonl');
    await repeat(path, huge, times);
    for (const way of STREAMS.filter((one) => parts.has(one))) {
      rmSync(out, { force: true });
      const large = await measured(judging(huge, way, values.workers));
      row(`${way}, ${times} times the dump (one run)`, large, comments * times);
    }
    rmSync(huge);
  }
}

function heading(what: string): void {
  console.log(`\n${what}; load ${loadavg()[0]!.toFixed(1)} at the end\n`);
  console.log('| | clock | × floor | processor time | × floor | a comment | peak |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
}

/** Copies a dump up to and with its `most`th comment. */
async function cut(from: string, to: string, most: number): Promise<void> {
  const file = createWriteStream(to);
  let comments = 0;
  for await (const line of createInterface({ input: createReadStream(from) })) {
    file.write(`${line}\n`);
    if (!line.startsWith('{"type":"article"') && ++comments === most) break;
  }
  file.end();
  await once(file, 'finish');
}

/** Writes a dump several times over, with ids of its own each time. */
async function repeat(from: string, to: string, times: number): Promise<void> {
  const file = createWriteStream(to);
  for (let time = 0; time < times; time++)
    for await (const line of createInterface({ input: createReadStream(from) })) {
      const given = JSON.parse(line) as { id: string; articleId?: string };
      const renamed = { ...given, id: `${given.id}-${time}` };
      if (given.articleId !== undefined) renamed.articleId = `${given.articleId}-${time}`;
      if (!file.write(`${JSON.stringify(renamed)}\n`)) await once(file, 'drain');
    }
  file.end();
  await once(file, 'finish');
}

async function measureAccuracy(data: string): Promise<void> {
  const model = values.model === undefined ? [] : ['--model', values.model];
  console.log(
    `\nAccuracy (verdict \`off-topic\`) of ${values.model ?? 'the shipped model, which has learned from these articles'}\n`,
  );
  console.log('| | comments, off topic | | precision | recall | F1 |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { name, rows, truth } of labelledDumps(data)) {
    const path = join(folder, 'labelled.jsonl');
    writeRows(path, rows);
    const off = [...truth.values()].filter((label) => label === 'off-topic').length;
    const tasks: Task[] = [
      { name: 'rules', command: judging(path, 'rules', '1') },
      { name: 'model', command: [...judging(path, 'model', '1'), ...model] },
      { name: 'whole', command: [...judging(path, 'whole', '1'), ...model] },
      { name: 'plain list of words', command: node('keywords', path, out) },
      { name: "natural's BayesClassifier", command: node('natural', path, out, lessons) },
    ];
    for (const { name: what, command } of tasks) {
      rmSync(out, { force: true });
      const { code, stderr } = await measured(command);
      if (code !== 0) throw new Error(`${what}: ${stderr}`);
      const { precision, recall, f1 } = await accuracyOf(out, truth);
      console.log(
        `| ${name} | ${truth.size}, ${off} | ${what} | ${precision.toFixed(3)} | ${recall.toFixed(3)} | ${f1.toFixed(3)} |`,
      );
    }
  }
}

async function countComments(path: string): Promise<number> {
  let comments = 0;
  for await (const line of createInterface({ input: createReadStream(path) }))
    if (!line.startsWith('{"type":"article"')) comments++;
  return comments;
}

try {
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model ?? '?'}, Node ${process.version}, ${rounds} rounds, ${main}`,
  );
  if (values.data === undefined) console.log('SKIPPED: no --data, so no accuracy and no natural');
  else writeLessons(values.data, lessons, LESSONS);
  if (values.dump !== undefined && existsSync(values.dump))
    await measureDump({
      name: 'real comments',
      path: values.dump,
      comments: await countComments(values.dump),
    });
  else
    console.log(
      `SKIPPED: real comments; ${values.dump === undefined ? 'no --dump' : `${values.dump} is not there`}`,
    );
  if (Number(values.comments) > 0) {
    const made = join(folder, 'made.jsonl');
    const args = `--comments ${values.comments} --articles ${values.articles} > ${made}`;
    execFileSync('sh', ['-c', `npx tsx bench/batch/make.ts ${args}`], { stdio: 'inherit' });
    await measureDump({ name: 'made comments', path: made, comments: Number(values.comments) });
  }
  if (values.data !== undefined && parts.has('accuracy')) await measureAccuracy(values.data);
} finally {
  rmSync(folder, { recursive: true });
}
