import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { Piscina } from 'piscina';
import { Fault } from '../../../../fault.js';
import type { JudgeSetup } from '../../../judge-setup.js';
import { patiently, type QueueDatabase } from '../database.js';
import { queueFault } from '../faults.js';
import { type FailReason, jobSchema } from '../jobs.js';
import { giveBack, isWanted, renewLeases } from '../job-table.js';
import type { WorkerState } from '../runs.js';
import { RENEWALS } from '../settings.js';
import { type JobEnd, judgeJob, reasonOf, Storages } from './judge-job.js';
import type { ChunkAnswer, ChunkTask } from './thread.js';

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
  /** The database cannot be reached at the start; it is waited for. */
  | { readonly kind: 'away'; readonly why: FailReason }
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken'; readonly chunk: number }
  | { readonly kind: 'judged'; readonly chunk: number; readonly comments: number }
  | { readonly kind: 'failed'; readonly chunk: number; readonly why: FailReason }
  /** What keeps this machine from working, told when it begins. */
  | { readonly kind: 'trouble'; readonly why: FailReason }
  /** Runs whose chunks it cannot take: their rules, model or version are others. */
  | { readonly kind: 'strangers'; readonly runs: number };

/** A job with a worker. */
interface Held {
  readonly ended: Promise<void>;
  /** Ms from one renewal of its lease to the next. */
  readonly every: number;
  renewedAt: number;
}

/** Ms between looks at which leases are due. */
const LOOK_MS = 500;

/** Seconds that a chunk waits which a worker could not read or write, and that worker with it. */
const TROUBLE_SECONDS = 5;

/** The jobs that a worker has in hand: judges them, renews their leases, and says what became of each. */
export class InFlightJobs {
  readonly #db: QueueDatabase;
  readonly #queue: string;
  readonly #threads: Piscina<ChunkTask, ChunkAnswer>;
  readonly #options: QueueWorkerOptions;
  readonly #storages: Storages;
  readonly #held = new Map<string, Held>();
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
      // Without a database nobody else takes them either; the next renewal comes soon.
      this.#renew().catch(() => undefined);
    }, LOOK_MS);
  }

  get state(): WorkerState {
    return { busy: this.#held.size, chunks: this.#chunks, comments: this.#comments, trouble: this.#trouble };
  }

  /** How many it can have at once. */
  get all(): number {
    return this.#options.threads;
  }

  /** How many more it can take. */
  get free(): number {
    return this.#options.threads - this.#held.size;
  }

  /** Ms for which nothing is taken, after a trouble of this machine's. */
  get rests(): number {
    return Math.max(0, this.#restsUntil - Date.now());
  }

  /** Until one of the jobs in hand has ended. */
  async oneEnded(): Promise<void> {
    await Promise.race([...this.#held.values()].map(({ ended }) => ended));
  }

  /** @throws Fault when of a job could not be said what became of it: the database is away for too long */
  throwIfBroken(): void {
    if (this.#fault !== undefined) throw this.#fault;
  }

  take(job: PgBoss.Job<unknown>): void {
    const ended = this.#judge(job)
      .catch((error: unknown) => {
        this.#fault = queueFault(error);
      })
      .finally(() => this.#held.delete(job.id));
    this.#held.set(job.id, {
      ended,
      every: (job.expireInSeconds / RENEWALS) * 1000,
      renewedAt: Date.now(),
    });
    this.#options.onNews?.({ kind: 'taken', chunk: chunkOf(job) });
  }

  /** Waits for all in hand for so many seconds, and gives back what is not finished then. */
  async finish(seconds: number): Promise<void> {
    const late = new AbortController();
    const all = Promise.all([...this.#held.values()].map(({ ended }) => ended));
    await Promise.race([
      all,
      sleep(seconds * 1000, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    const unfinished = [...this.#held.keys()];
    this.#held.clear();
    for (const id of unfinished) await giveBack(this.#db, this.#queue, id, 0).catch(() => undefined);
  }

  close(): void {
    clearInterval(this.#renewing);
  }

  async #renew(): Promise<void> {
    const now = Date.now();
    const due = [...this.#held].filter(([, { every, renewedAt }]) => now - renewedAt >= every);
    if (due.length === 0) return;
    for (const [, held] of due) held.renewedAt = now;
    await renewLeases(
      this.#db,
      this.#queue,
      due.map(([id]) => id),
    );
  }

  async #judge(job: PgBoss.Job<unknown>): Promise<void> {
    const { id } = job;
    const end = await judgeJob(job.data, this.#storages, this.#threads);
    // Given back meanwhile, at a stop.
    if (!this.#held.has(id)) return;
    // Cancelled, or done by somebody else when this worker seemed dead.
    if (!(await patiently(() => isWanted(this.#db, this.#queue, id)))) return;
    await this.#settle(id, chunkOf(job), await written(end));
  }

  async #settle(id: string, chunk: number, end: JobEnd): Promise<void> {
    const { boss } = this.#db;
    const { onNews } = this.#options;
    switch (end.kind) {
      case 'judged':
        await patiently(() => boss.complete(this.#queue, id));
        this.#trouble = null;
        this.#chunks += 1;
        this.#comments += end.comments;
        return onNews?.({ kind: 'judged', chunk, comments: end.comments });
      case 'failed':
        await patiently(() => boss.fail(this.#queue, id, end.why));
        return onNews?.({ kind: 'failed', chunk, why: end.why });
      case 'elsewhere':
        await patiently(() => giveBack(this.#db, this.#queue, id, TROUBLE_SECONDS));
        this.#restsUntil = Date.now() + TROUBLE_SECONDS * 1000;
        if (this.#trouble?.ko !== end.why.ko) onNews?.({ kind: 'trouble', why: end.why });
        this.#trouble = end.why;
    }
  }
}

/** The number of a job's chunk, for news; -1 for a job that cannot be read. */
function chunkOf({ data }: PgBoss.Job<unknown>): number {
  return jobSchema.safeParse(data).data?.chunk ?? -1;
}

/** What was judged, written; where it cannot be, that is this machine's trouble. */
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
