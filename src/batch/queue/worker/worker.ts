import { openThreads } from '../../threads.js';
import { type JudgeSetup, judgeOf, setupDigest } from '../../judge-setup.js';
import { openQueueDatabase } from '../database.js';
import { type FailReason, queueName } from '../job.js';
import { Heartbeat } from './heartbeat.js';
import { Hands } from './hands.js';
import { takeChunks } from './take-chunks.js';
import type { ChunkAnswer, ChunkTask, WorkerThreadData } from './thread.js';

/** How a worker works. */
export interface QueueWorkerOptions {
  /** The address of PostgreSQL. */
  readonly url: string;
  readonly setup: JudgeSetup;
  /** Chunks judged at the same time, each in a thread with a judge of its own. */
  readonly threads: number;
  /** Where this machine has the runs' files, when not where the coordinator says. */
  readonly files?: string | undefined;
  /** Seconds without work after which the worker ends; never when undefined. */
  readonly idleExit?: number | undefined;
  /** Ends the worker. What it has in hand it finishes within some seconds, or gives it back. */
  readonly stop: AbortSignal;
  readonly graceSeconds?: number;
  readonly onNews?: (news: WorkerNews) => void;
}

/** What a worker has to tell. */
export type WorkerNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken'; readonly chunk: number }
  | { readonly kind: 'judged'; readonly chunk: number; readonly comments: number }
  | { readonly kind: 'failed'; readonly chunk: number; readonly why: FailReason }
  /** What keeps this machine from working, told when it begins. */
  | { readonly kind: 'trouble'; readonly why: FailReason }
  /** Runs whose chunks it cannot take: their rules, model or version are others. */
  | { readonly kind: 'strangers'; readonly runs: number };

/** What a worker has done. */
export interface WorkerDone {
  readonly chunks: number;
  readonly comments: number;
}

/** Seconds for which chunks in hand are finished after a stop: less than the 30 that Kubernetes gives. */
const GRACE_SECONDS = 20;

/**
 * Takes chunks from the queue and judges them until it is stopped or, with `idleExit`, out of work.
 *
 * @throws Fault when packs, model or database cannot be used, or the database not be reached for minutes
 */
export async function runQueueWorker(options: QueueWorkerOptions): Promise<WorkerDone> {
  // What is wrong with packs or model is told here: threads would only die of it.
  judgeOf(options.setup);
  const queue = queueName(setupDigest(options.setup));
  const db = await openQueueDatabase(options.url);
  const data: WorkerThreadData = { setup: options.setup, queue };
  const threads = openThreads<ChunkTask, ChunkAnswer>(import.meta.url, './thread', options.threads, data);
  const hands = new Hands(db, queue, threads, options);
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
