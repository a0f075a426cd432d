import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { Piscina } from 'piscina';
import { Fault } from '../../../../fault.js';
import type { JudgeSetup } from '../../../judge-setup.js';
import { type QueueDatabase, retryWhileAway } from '../database.js';
import { queueFault } from '../faults.js';
import { type FailReason, jobSchema } from '../jobs.js';
import { giveBack, renewLeases } from '../job-table.js';
import type { WorkerState } from '../runs.js';
import { RENEWALS } from '../settings.js';
import { type JobEnd, judgeJob, reasonOf, Storages } from './judge-job.js';
import type { ChunkAnswer, ChunkTask } from './thread.js';

/** Options of a worker. */
export interface QueueWorkerOptions {
  /** The address of PostgreSQL. */
  readonly url: string;
  readonly setup: JudgeSetup;
  /** Chunks judged at the same time, each in a thread with a judge of its own. */
  readonly threads: number;
  /** Location of the runs' files on this machine; by default the coordinator's. */
  readonly files?: string | undefined;
  /** Seconds without work after which the worker exits; undefined: never. */
  readonly idleExitSeconds?: number | undefined;
  /** Stops the worker. It finishes the chunks in flight within `graceSeconds` and releases the others. */
  readonly stop: AbortSignal;
  readonly graceSeconds?: number;
  readonly onNews?: (news: WorkerNews) => void;
}

/** Events of a worker. */
export type WorkerNews =
  /** The database is unreachable at the start; the worker waits for it. */
  | { readonly kind: 'away'; readonly why: FailReason }
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken'; readonly chunk: number }
  | { readonly kind: 'judged'; readonly chunk: number; readonly comments: number }
  | { readonly kind: 'failed'; readonly chunk: number; readonly why: FailReason }
  /** A fault of this machine keeps it from working; reported once when it starts. */
  | { readonly kind: 'trouble'; readonly why: FailReason }
  /** Number of runs with other rules, another model or another version, whose chunks it cannot take. */
  | { readonly kind: 'strangers'; readonly runs: number };

/** A job in flight. */
interface InFlight {
  readonly ended: Promise<void>;
  /** Interval between renewals of its lease in ms. */
  readonly renewEveryMs: number;
  renewedAt: number;
}

/** Interval in ms at which the worker looks for leases to renew. */
const CHECK_MS = 500;

/**
 * Seconds for which a worker pauses after failing to read or write a chunk, and for which the chunk stays in the queue.
 */
const TROUBLE_SECONDS = 5;

/** The jobs in flight of a worker: judges them, renews their leases, and reports each outcome to the queue. */
export class InFlightJobs {
  readonly #db: QueueDatabase;
  readonly #queue: string;
  readonly #threads: Piscina<ChunkTask, ChunkAnswer>;
  readonly #options: QueueWorkerOptions;
  readonly #storages: Storages;
  readonly #inFlight = new Map<string, InFlight>();
  readonly #renewing: NodeJS.Timeout;
  #chunks = 0;
  #comments = 0;
  #trouble: FailReason | null = null;
  #restsUntil = 0;
  #fault: Fault | undefined;

  constructor(
    db: QueueDatabase,
    queue: string,
    threads: Piscina<ChunkTask, ChunkAnswer>,
    options: QueueWorkerOptions,
  ) {
    this.#db = db;
    this.#queue = queue;
    this.#threads = threads;
    this.#options = options;
    this.#storages = new Storages(options.files);
    this.#renewing = setInterval(() => {
      // While the database is away, no other worker can take the jobs; the next renewal follows soon.
      this.#renew().catch(() => undefined);
    }, CHECK_MS);
  }

  /** The state for the heartbeat. */
  get state(): WorkerState {
    return {
      busy: this.#inFlight.size,
      chunks: this.#chunks,
      comments: this.#comments,
      trouble: this.#trouble,
    };
  }

  /** Capacity: most jobs at once. */
  get all(): number {
    return this.#options.threads;
  }

  /** Number of further jobs that it can take. */
  get free(): number {
    return this.#options.threads - this.#inFlight.size;
  }

  /** Ms for which the worker still pauses after a fault of this machine. */
  get restMs(): number {
    return Math.max(0, this.#restsUntil - Date.now());
  }

  /** Resolves when any of the jobs has ended. */
  async oneEnded(): Promise<void> {
    await Promise.race([...this.#inFlight.values()].map(({ ended }) => ended));
  }

  /** @throws Fault when the outcome of a job could not be reported because the database was away for too long */
  throwIfBroken(): void {
    if (this.#fault !== undefined) throw this.#fault;
  }

  /** Starts to judge a job. */
  take(job: PgBoss.Job<unknown>): void {
    const ended = this.#judge(job)
      .catch((error: unknown) => {
        this.#fault = queueFault(error);
      })
      .finally(() => this.#inFlight.delete(job.id));
    this.#inFlight.set(job.id, {
      ended,
      renewEveryMs: (job.expireInSeconds / RENEWALS) * 1000,
      renewedAt: Date.now(),
    });
    this.#options.onNews?.({ kind: 'taken', chunk: chunkOf(job) });
  }

  /** Waits for all jobs for so many seconds, then releases the unfinished ones. */
  async finish(seconds: number): Promise<void> {
    const late = new AbortController();
    const all = Promise.all([...this.#inFlight.values()].map(({ ended }) => ended));
    await Promise.race([
      all,
      sleep(seconds * 1000, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    const unfinished = [...this.#inFlight.keys()];
    this.#inFlight.clear();
    for (const id of unfinished) await giveBack(this.#db, this.#queue, id, 0).catch(() => undefined);
  }

  /** Stops the renewals. */
  close(): void {
    clearInterval(this.#renewing);
  }

  async #renew(): Promise<void> {
    const now = Date.now();
    const due = [...this.#inFlight].filter(
      ([, { renewEveryMs, renewedAt }]) => now - renewedAt >= renewEveryMs,
    );
    if (due.length === 0) return;
    for (const [, job] of due) job.renewedAt = now;
    await renewLeases(
      this.#db,
      this.#queue,
      due.map(([id]) => id),
    );
  }

  async #judge(job: PgBoss.Job<unknown>): Promise<void> {
    const { id } = job;
    const end = await judgeJob(job.data, this.#storages, this.#threads);
    // A stop has released the job meanwhile.
    if (!this.#inFlight.has(id)) return;
    // The run was cancelled, or another worker did the job when this one seemed dead.
    if (!(await retryWhileAway(() => this.#isWanted(id)))) return;
    await this.#settle(id, chunkOf(job), await written(end));
  }

  /** Whether the job is neither done nor cancelled. */
  async #isWanted(id: string): Promise<boolean> {
    const job = await this.#db.boss.getJobById(this.#queue, id);
    return job !== null && ['created', 'retry', 'active'].includes(job.state);
  }

  async #settle(id: string, chunk: number, end: JobEnd): Promise<void> {
    const { boss } = this.#db;
    const { onNews } = this.#options;
    switch (end.kind) {
      case 'judged':
        await retryWhileAway(() => boss.complete(this.#queue, id));
        this.#trouble = null;
        this.#chunks += 1;
        this.#comments += end.comments;
        return onNews?.({ kind: 'judged', chunk, comments: end.comments });
      case 'failed':
        await retryWhileAway(() => boss.fail(this.#queue, id, end.why));
        return onNews?.({ kind: 'failed', chunk, why: end.why });
      case 'elsewhere':
        await retryWhileAway(() => giveBack(this.#db, this.#queue, id, TROUBLE_SECONDS));
        this.#restsUntil = Date.now() + TROUBLE_SECONDS * 1000;
        if (this.#trouble?.ko !== end.why.ko) onNews?.({ kind: 'trouble', why: end.why });
        this.#trouble = end.why;
    }
  }
}

/** The number of a job's chunk, for events; -1 for an unreadable job. */
function chunkOf({ data }: PgBoss.Job<unknown>): number {
  return jobSchema.safeParse(data).data?.chunk ?? -1;
}

/** Writes the result of a judged job; a failure to write counts as a fault of this machine. */
async function written(end: JobEnd): Promise<JobEnd> {
  if (end.kind !== 'judged') return end;
  try {
    await end.write();
    return end;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'elsewhere', why: reasonOf(error) };
  }
}
