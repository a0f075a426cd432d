import { openThreads } from '../../threads.js';
import { judgeOf, setupDigest } from '../../../judge-setup.js';
import { openQueueDatabase } from '../database.js';
import { queueName } from '../jobs.js';
import { Heartbeat } from '../runs.js';
import { InFlightJobs } from './hands.js';
import type { QueueWorkerOptions } from './options.js';
import { takeChunks } from './take-chunks.js';
import type { ChunkAnswer, ChunkTask, WorkerThreadData } from './thread.js';

/** What a worker has done. */
export interface WorkerDone {
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
