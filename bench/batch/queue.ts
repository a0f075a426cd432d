/**
 * Tests the distributed batch under kills and measures its cost: runs `matgeul batch --queue` and four `matgeul worker`
 * on this machine against a PostgreSQL of its own, kills two workers and restarts the database once. Every comment must
 * then occur exactly once, in order, with the bytes of a run on one machine. Afterwards measures the load that jobs
 * alone put on the database. Requires a build: `npm run build`.
 *
 *     npx tsx bench/batch/queue.ts [--comments 20000] [--articles 14000] [--rounds 5] [--seed N]
 *
 * The default number of articles, some 10,000 of them with comments, gives 15 chunks, so that kills hit running work.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { openQueueDatabase } from '../../src/batch/executors/queue/database.js';
import { queueName, RunJobs } from '../../src/batch/executors/queue/jobs.js';
import type { Result } from '../../src/judge/result.js';
import { pick, seededRandom } from '../../src/training/index.js';
import { MAIN } from '../../tests/cli/run-cli.js';
import { ask, startPostgres, type TestPostgres } from '../../tests/store/postgres.js';
import { make, rowsOf } from './make.js';

const { values } = parseArgs({
  options: {
    comments: { type: 'string', default: '20000' },
    articles: { type: 'string', default: '14000' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const random = seededRandom(Number(values.seed));

/** Starts a command of the built program; its standard error goes to ours. */
function start(args: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, ended };
}

async function kills(postgres: TestPostgres): Promise<void> {
  const url = await postgres.database();
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-queue-bench-'));
  const [dump, one, many] = ['dump.jsonl', 'one.jsonl', 'many.jsonl'].map((name) => join(folder, name));
  writeFileSync(dump!, [...rowsOf(make(Number(values.comments), Number(values.articles)), true)].join(''));
  const alone = performance.now();
  if ((await start(['batch', dump!, '--out', one!]).ended) !== 0)
    throw new Error('the run on one machine failed');
  console.log(`one machine: ${seconds(performance.now() - alone)} s`);

  const began = performance.now();
  const tell = (what: string): void => {
    console.log(`${seconds(performance.now() - began)} s: ${what}`);
  };
  const active = async (): Promise<number> => {
    const rows = await ask(
      url,
      "select count(*)::int as jobs from matgeul_batch.job where state = 'active'",
    ).catch(() => []);
    return Number(rows[0]?.jobs ?? 0);
  };
  const workers = Array.from({ length: 4 }, () => start(['worker', '--queue', url, '--concurrency', '1']));
  const run = start(['batch', dump!, '--out', many!, '--queue', url, '--files', join(folder, 'files')]);
  for (const [killed, { child }] of workers.slice(0, 2).entries()) {
    // The job of the killed worker counts as active until its lease expires.
    while ((await active()) < workers.length) await sleep(20);
    await sleep(pick(random, 500));
    child.kill('SIGKILL');
    tell('a worker killed while all of them had a chunk');
    if (killed > 0) continue;
    await postgres.restart();
    tell('database restarted');
  }
  tell(`the run ended with ${String(await run.ended)}`);
  for (const { child } of workers) child.kill('SIGTERM');
  const codes = await Promise.all(workers.slice(2).map(({ ended }) => ended));
  const [expected, given] = [readFileSync(one!), readFileSync(many!)];
  const ids = given
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as Result).commentId);
  const same = given.equals(expected);
  console.log(`workers that were not killed ended with ${codes.join(', ')}`);
  console.log(
    `${ids.length} results, ${new Set(ids).size} different comments; same bytes as on one machine: ${same}`,
  );
  if (!same || new Set(ids).size !== Number(values.comments)) process.exitCode = 1;
  rmSync(folder, { recursive: true });
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** Waiting jobs per round, as many as a run sends ahead. */
const WAITING = 1000;

/** Measures the path of jobs through the queue without judging: send, fetch and complete one by one, remove. */
async function load(postgres: TestPostgres): Promise<void> {
  const url = await postgres.database();
  const db = await openQueueDatabase(url);
  const run = randomUUID();
  const queue = queueName('bench');
  const jobs = new RunJobs(db, run, queue);
  await jobs.prepare();
  const spent = new Map<string, number>();
  const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    spent.set(what, (spent.get(what) ?? 0) + performance.now() - began);
  };
  const numbers = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) => from + i);
  const sendAll = async (first: number): Promise<void> => {
    for (let from = first; from < first + WAITING; from += 8) {
      const some = numbers(from, 8).map((chunk) => ({
        run,
        chunk,
        comments: 5000,
        files: 's3://bucket/matgeul',
      }));
      await jobs.send(some, { leaseSeconds: 30, retries: 5 });
    }
  };
  const workOne = async (): Promise<void> => {
    for (let [job] = await db.boss.fetch(queue, { priority: false }); job !== undefined;) {
      await db.boss.complete(queue, job.id);
      [job] = await db.boss.fetch(queue, { priority: false });
    }
  };
  const sizes: number[] = [];
  const [{ lsn } = {}] = await ask(url, 'select pg_current_wal_lsn()::text as lsn');
  for (let round = 0; round < Number(values.rounds); round++) {
    const first = round * WAITING;
    await timed('sent, 8 at a time', () => sendAll(first));
    await timed('looked at by the coordinator', () => jobs.states());
    await timed('fetched and completed by 4 workers', () =>
      Promise.all([workOne(), workOne(), workOne(), workOne()]),
    );
    await timed('removed, 8 at a time', async () => {
      for (let from = first; from < first + WAITING; from += 8) await jobs.remove(numbers(from, 8));
    });
    const [size] = await ask(
      url,
      `select pg_total_relation_size('matgeul_batch.' || partition_name)::int as bytes from matgeul_batch.queue where name = '${queue}'`,
    );
    sizes.push(Number(size?.bytes));
  }
  await db.close();
  const [wal] = await ask(
    url,
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '${String(lsn)}')::bigint as bytes`,
  );
  const jobsInAll = Number(values.rounds) * WAITING;
  console.log(`\n${Number(values.rounds)} rounds of ${WAITING} jobs`);
  for (const [what, ms] of spent) {
    const rate = Math.round((jobsInAll * 1000) / ms);
    console.log(`${what.padEnd(36)} ${String(rate).padStart(7)} jobs/s`);
  }
  console.log(`log written (WAL): ${Math.round(Number(wal?.bytes) / jobsInAll)} bytes a job`);
  const kilobytes = sizes.map((bytes) => Math.round(bytes / 1024));
  console.log(`the queue's table with its indexes after each round, in KB: ${kilobytes.join(' ')}`);
}

const postgres = await startPostgres({ durable: true });
if (postgres === undefined) throw new Error('bench/batch/queue: no PostgreSQL to be found');
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, PostgreSQL ${postgres.version}`,
);
try {
  if (Number(values.comments) > 0) await kills(postgres);
  if (Number(values.rounds) > 0) await load(postgres);
} finally {
  await postgres.stop();
}
