import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeFrom, openSetup, setupDigest } from '../../../judge-setup.js';
import { openThreads } from '../../threads.js';
import { openQueueDatabase, type QueueDatabase, retryWhileAway } from '../database.js';
import { queueName } from '../jobs.js';
import { countOtherRuns, Heartbeat } from '../runs.js';
import { IDLE_MS } from '../settings.js';
import { InFlightJobs, type QueueWorkerOptions } from './in-flight-jobs.js';
import type { ChunkAnswer, ChunkTask, WorkerThreadData } from './thread.js';

/** Totals of a worker. */
interface WorkerDone {
  readonly chunks: number;
  readonly comments: number;
}

/** Grace period in seconds for chunks in flight after a stop: less than the 30 of Kubernetes. */
const GRACE_SECONDS = 20;

/** Seconds for which a starting worker waits for the database: machines of a cluster start in any order. */
const START_SECONDS = 60;

/**
 * Takes chunks from the queue and judges them until it is stopped or, with `idleExitSeconds`, out of work.
 *
 * @throws Fault when packs, model or database cannot be used, or the database stays away for minutes
 */
export async function runQueueWorker(options: QueueWorkerOptions): Promise<WorkerDone> {
  // Load packs and model here first: a fault in them would merely kill the threads.
  const opened = await openSetup(options.setup);
  judgeFrom(options.setup, opened);
  const setup = { ...options.setup, image: opened.packs.bytes };
  const queue = queueName(setupDigest(options.setup));
  const db = await openQueueDatabase(options.url, {
    // A worker that exits when idle waits no longer than that for the database.
    waitMs: 1000 * Math.min(START_SECONDS, options.idleExitSeconds ?? START_SECONDS),
    stop: options.stop,
    onAway: ({ code, text }) => options.onNews?.({ kind: 'away', why: { code, ...text } }),
  });
  const data: WorkerThreadData = { setup, queue };
  const threads = openThreads<ChunkTask, ChunkAnswer>('queue', options.threads, 'chunks', data);
  const jobs = new InFlightJobs(db, queue, threads, options);
  const endHeartbeat = new Heartbeat(db, queue, options.threads).start(() => jobs.state);
  try {
    options.onNews?.({ kind: 'ready' });
    await takeChunks(db, queue, jobs, options);
    await jobs.finish(options.graceSeconds ?? GRACE_SECONDS);
    return jobs.state;
  } finally {
    jobs.close();
    await endHeartbeat();
    await threads.destroy();
    await db.close();
  }
}

/** Takes chunks while threads are free, until the worker is stopped or, with `idleExitSeconds`, out of work. */
async function takeChunks(
  db: QueueDatabase,
  queue: string,
  inFlight: InFlightJobs,
  { stop, idleExitSeconds, onNews }: QueueWorkerOptions,
): Promise<void> {
  const stopped = stop.aborted ? Promise.resolve() : once(stop, 'abort');
  const pause = (ms: number): Promise<unknown> =>
    sleep(ms, undefined, { signal: stop }).catch(() => undefined);
  let idleSince = Date.now();
  let strangers = 0;
  while (!stop.aborted) {
    inFlight.throwIfBroken();
    if (inFlight.free === 0) {
      await Promise.race([inFlight.oneEnded(), stopped]);
      continue;
    }
    if (inFlight.restMs > 0) {
      await pause(inFlight.restMs);
      continue;
    }
    const jobs = await db.boss.fetch<unknown>(queue, { batchSize: inFlight.free, priority: false });
    for (const job of jobs) inFlight.take(job);
    if (jobs.length > 0) continue;
    // `fetch` of pg-boss swallows the error of an unreachable database; this statement does not.
    const runs = await retryWhileAway(() => countOtherRuns(db, queue), { signal: stop }).catch(
      (error: unknown) => {
        if (stop.aborted) return strangers;
        throw error;
      },
    );
    if (runs > 0 && strangers === 0) onNews?.({ kind: 'strangers', runs });
    strangers = runs;
    if (inFlight.free < inFlight.all) idleSince = Date.now();
    else if (idleExitSeconds !== undefined && Date.now() - idleSince >= idleExitSeconds * 1000) return;
    // Jitter keeps a thousand workers from polling at the same moment.
    await pause(IDLE_MS * (0.5 + Math.random()));
  }
}
