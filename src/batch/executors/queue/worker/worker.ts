import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeOf, setupDigest } from '../../../judge-setup.js';
import { openThreads } from '../../threads.js';
import { openQueueDatabase, patiently, type QueueDatabase } from '../database.js';
import { queueName } from '../jobs.js';
import { Heartbeat } from '../runs.js';
import { IDLE_MS, SCHEMA } from '../settings.js';
import { InFlightJobs, type QueueWorkerOptions } from './in-flight-jobs.js';
import type { ChunkAnswer, ChunkTask, WorkerThreadData } from './thread.js';

/** Takes chunks as long as hands are free, until the worker is stopped or, with `idleExit`, out of work. */
async function takeChunks(
  db: QueueDatabase,
  queue: string,
  hands: InFlightJobs,
  { stop, idleExit, onNews }: QueueWorkerOptions,
): Promise<void> {
  const stopped = stop.aborted ? Promise.resolve() : once(stop, 'abort');
  const pause = (ms: number): Promise<unknown> =>
    sleep(ms, undefined, { signal: stop }).catch(() => undefined);
  let idleSince = Date.now();
  let strangers = 0;
  while (!stop.aborted) {
    hands.throwIfBroken();
    if (hands.free === 0) {
      await Promise.race([hands.oneEnded(), stopped]);
      continue;
    }
    if (hands.rests > 0) {
      await pause(hands.rests);
      continue;
    }
    const jobs = await db.boss.fetch<unknown>(queue, { batchSize: hands.free, priority: false });
    for (const job of jobs) hands.take(job);
    if (jobs.length > 0) continue;
    // pg-boss keeps quiet when the database is away: this question does not.
    const runs = await patiently(() => strangeRuns(db, queue), { signal: stop }).catch((error: unknown) => {
      if (stop.aborted) return strangers;
      throw error;
    });
    if (runs > 0 && strangers === 0) onNews?.({ kind: 'strangers', runs });
    strangers = runs;
    if (hands.free < hands.all) idleSince = Date.now();
    else if (idleExit !== undefined && Date.now() - idleSince >= idleExit * 1000) return;
    // At random, so that a thousand workers do not ask at the same moment.
    await pause(IDLE_MS * (0.5 + Math.random()));
  }
}

/** Runs that wait for workers with other rules, another model or version. */
async function strangeRuns(db: QueueDatabase, queue: string): Promise<number> {
  const rows = await db.query<{ runs: number }>(
    `select count(*)::int as runs from ${SCHEMA}.run where queue <> $1 and seen_at > now() - interval '1 minute'`,
    [queue],
  );
  return rows[0]?.runs ?? 0;
}

/** What a worker has done. */
interface WorkerDone {
  readonly chunks: number;
  readonly comments: number;
}

/** Seconds for which chunks in hand are finished after a stop: less than the 30 that Kubernetes gives. */
const GRACE_SECONDS = 20;

/** Seconds for which a database is waited for at the start: machines of a cluster start in any order. */
const START_SECONDS = 60;

/**
 * Takes chunks from the queue and judges them until it is stopped or, with `idleExit`, out of work.
 *
 * @throws Fault when packs, model or database cannot be used, or the database not be reached for minutes
 */
export async function runQueueWorker(options: QueueWorkerOptions): Promise<WorkerDone> {
  // What is wrong with packs or model is told here: threads would only die of it.
  judgeOf(options.setup);
  const queue = queueName(setupDigest(options.setup));
  const db = await openQueueDatabase(options.url, {
    // One that ends when it has nothing to do does not wait longer for a database either.
    ms: 1000 * Math.min(START_SECONDS, options.idleExit ?? START_SECONDS),
    stop: options.stop,
    onAway: ({ code, text: said }) => options.onNews?.({ kind: 'away', why: { code, ...said } }),
  });
  const data: WorkerThreadData = { setup: options.setup, queue };
  const threads = openThreads<ChunkTask, ChunkAnswer>(
    import.meta.url,
    './thread',
    options.threads,
    'chunks',
    data,
  );
  const hands = new InFlightJobs(db, queue, threads, options);
  const gone = new Heartbeat(db, queue, options.threads).start(() => hands.state);
  try {
    options.onNews?.({ kind: 'ready' });
    await takeChunks(db, queue, hands, options);
    await hands.finish(options.graceSeconds ?? GRACE_SECONDS);
    return hands.state;
  } finally {
    hands.close();
    await gone();
    await threads.destroy();
    await db.close();
  }
}
