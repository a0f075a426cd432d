/**
 * The distributed batch under kills, and what it costs: four workers on this machine against a PostgreSQL of its own, two of
 * them killed on the way, the database restarted once; then every comment must be there exactly once, in order, with the
 * same bytes as one machine gives. Afterwards the load that jobs alone put on the database.
 *
 *     npx tsx bench/batch/queue.ts [--comments 20000] [--articles 1000] [--single] [--rounds 5] [--seed N]
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { HereCrew } from '../../src/batch/chunk/here-crew.js';
import { type JudgeSetup, judgeOf, setupDigest } from '../../src/batch/judge-setup.js';
import { openQueueDatabase } from '../../src/batch/queue/database.js';
import { openQueueCrew } from '../../src/batch/queue/index.js';
import { queueName } from '../../src/batch/queue/job.js';
import { RunJobs } from '../../src/batch/queue/run-jobs.js';
import { pick, seededRandom } from '../../src/relevance/train/index.js';
import { inPackage } from '../../src/shipped/package-root.js';
import { all, inOrder, madeChunks, ORDER } from '../../tests/batch/queue/dump.js';
import { startWorker } from '../../tests/batch/queue/processes/start.js';
import { ask, startPostgres, type TestPostgres } from '../../tests/store/postgres.js';

const { values } = parseArgs({
  options: {
    comments: { type: 'string', default: '20000' },
    articles: { type: 'string', default: '1000' },
    single: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const random = seededRandom(Number(values.seed));
const setup: JudgeSetup = { rules: inPackage('rules'), model: undefined };
/** Articles of one chunk: some forty chunks, so that kills fall into the middle of the work. */
const PER_CHUNK = Math.ceil(Number(values.articles) / 40);

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

async function kills(postgres: TestPostgres): Promise<void> {
  const url = await postgres.database();
  const files = mkdtempSync(join(tmpdir(), 'matgeul-queue-bench-'));
  const { chunks, known } = madeChunks(Number(values.comments), Number(values.articles), PER_CHUNK);
  const order = { ...ORDER, single: values.single };
  const here = await all(new HereCrew(judgeOf(setup), order, values.single ? undefined : known).run(chunks));
  const began = performance.now();
  const crew = await openQueueCrew({
    url,
    runId: randomUUID(),
    files,
    order,
    digest: setupDigest(setup),
    known: values.single ? undefined : known,
    open: chunks.length,
  });
  const workers = Array.from({ length: 4 }, () => startWorker(url));
  const running = all(crew.run(chunks));
  const moments: string[] = [];
  const tell = (what: string): number => moments.push(`${seconds(performance.now() - began)} s ${what}`);
  for (const victim of workers.slice(0, 2)) {
    const chunk = await victim.nextTaken();
    await sleep(pick(random, 400));
    tell(
      `worker killed, ${victim.judged.includes(chunk) ? 'between chunks' : `with chunk ${chunk} in hand`}`,
    );
    victim.child.kill('SIGKILL');
    if (victim === workers[0]) {
      await postgres.restart();
      tell('database restarted');
    }
  }
  const lines = inOrder(await running);
  await crew.close();
  tell('all results taken');
  for (const { child } of workers) child.kill('SIGTERM');
  const same = JSON.stringify(lines) === JSON.stringify(inOrder(here));
  rmSync(files, { recursive: true });
  for (const moment of moments) console.log(moment);
  console.log(
    `${chunks.length} chunks, ${lines.length} comments, each once and in order; same bytes as one machine: ${same}`,
  );
  if (!same || lines.length !== Number(values.comments)) process.exitCode = 1;
}

/** Jobs that wait at the same time, as many as a run sends ahead. */
const WAITING = 1000;

/** The way of a job through the queue without any judging: sent, fetched and completed one by one, removed. */
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
