import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { openStorage } from '../../../storage/open-storage.js';
import { openQueueDatabase, type QueueDatabase } from './database.js';
import { runFolder } from './files.js';
import { countJobs, removeJobs } from './job-table.js';
import { type FailReason, failReasonSchema } from './jobs.js';
import { HEARTBEAT_MS, SCHEMA, WORKER_GONE_SECONDS } from './settings.js';

// Our own tables `run` and `worker` (created in database.ts): progress of runs, and their workers.

const runRowSchema = z.object({
  queue: z.string(),
  files: z.string(),
  /** Open chunks when the coordinator started; null when it did not know. */
  open: z.int().nullable(),
  /** Chunks whose results the coordinator took, and chunks that became dead letters (`aside`). */
  taken: z.int(),
  aside: z.int(),
});
type RunRow = z.infer<typeof runRowSchema>;

/** Registers a run, or resets the row of a resumed one. */
export async function enterRun(
  db: QueueDatabase,
  run: string,
  { queue, files, open }: Pick<RunRow, 'queue' | 'files' | 'open'>,
): Promise<void> {
  await db.query(
    `insert into ${SCHEMA}.run (id, queue, files, open) values ($1, $2, $3, $4)
    on conflict (id) do update set queue = $2, files = $3, open = $4, taken = 0, aside = 0, seen_at = now()`,
    [run, queue, files, open],
  );
}

/** Records the progress of a run. Returns false when the run was cancelled. */
export async function updateRun(
  db: QueueDatabase,
  run: string,
  { taken, aside }: Pick<RunRow, 'taken' | 'aside'>,
): Promise<boolean> {
  const rows = await db.query(
    `update ${SCHEMA}.run set taken = $2, aside = $3, seen_at = now() where id = $1 returning id`,
    [run, taken, aside],
  );
  return rows.length > 0;
}

async function readRun(db: QueueDatabase, run: string): Promise<RunRow | undefined> {
  const [row] = await db.query(`select queue, files, open, taken, aside from ${SCHEMA}.run where id = $1`, [
    run,
  ]);
  return row === undefined ? undefined : runRowSchema.parse(row);
}

/** Removes a run from the database: its row, its jobs and its dead letters. */
export async function removeRun(db: QueueDatabase, run: string): Promise<void> {
  await db.query(`delete from ${SCHEMA}.run where id = $1`, [run]);
  await removeJobs(db, run);
}

/** Counts runs active in the last minute that need workers with other rules, another model or another version. */
export async function countOtherRuns(db: QueueDatabase, queue: string): Promise<number> {
  const rows = await db.query<{ runs: number }>(
    `select count(*)::int as runs from ${SCHEMA}.run where queue <> $1 and seen_at > now() - interval '1 minute'`,
    [queue],
  );
  return rows[0]?.runs ?? 0;
}

/**
 * Cancels a run: removes its jobs and its files. A running coordinator then throws the Fault `work/cancelled`, and
 * workers drop the run's chunks that they are judging.
 *
 * @param files location of the run's files; by default the one recorded in the queue
 * @returns whether the queue knew the run
 * @throws Fault when the database or the files are unreachable
 */
export async function cancelRun(url: string, runId: string, files?: string): Promise<boolean> {
  const db = await openQueueDatabase(url);
  try {
    const row = await readRun(db, runId);
    await removeRun(db, runId);
    const storage = files ?? row?.files;
    if (storage !== undefined) await (await openStorage(storage)).removeAll(runFolder(runId));
    return row !== undefined;
  } finally {
    await db.close();
  }
}

/** The state that a worker reports with each heartbeat. */
export interface WorkerState {
  /** Chunks that it is judging. */
  readonly busy: number;
  /** Chunks and comments that it has judged since it started. */
  readonly chunks: number;
  readonly comments: number;
  readonly trouble: FailReason | null;
}

/** The heartbeat of a worker, for display only: leases decide which worker holds which chunk. */
export class Heartbeat {
  readonly #id = randomUUID();
  readonly #db: QueueDatabase;
  readonly #queue: string;
  readonly #threads: number;

  constructor(db: QueueDatabase, queue: string, threads: number) {
    this.#db = db;
    this.#queue = queue;
    this.#threads = threads;
  }

  /**
   * Reports the state now and every {@link HEARTBEAT_MS}. Returns a function that stops it and deletes the worker's
   * row.
   */
  start(state: () => WorkerState): () => Promise<void> {
    const beat = (): void => {
      // Losing a heartbeat while the database is away does no harm.
      this.#report(state()).catch(() => undefined);
    };
    beat();
    const timer = setInterval(beat, HEARTBEAT_MS);
    return async () => {
      clearInterval(timer);
      await this.#db.query(`delete from ${SCHEMA}.worker where id = $1`, [this.#id]).catch(() => undefined);
    };
  }

  async #report({ busy, chunks, comments, trouble }: WorkerState): Promise<void> {
    await this.#db.query(
      `insert into ${SCHEMA}.worker (id, queue, host, pid, threads, busy, chunks, comments, trouble)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (id) do update set busy = $6, chunks = $7, comments = $8, trouble = $9, seen_at = now()`,
      [
        this.#id,
        this.#queue,
        hostname(),
        process.pid,
        this.#threads,
        busy,
        chunks,
        comments,
        trouble === null ? null : JSON.stringify(trouble),
      ],
    );
    await this.#db.query(`delete from ${SCHEMA}.worker where seen_at < now() - interval '1 hour'`, []);
  }
}

/** A worker with a heartbeat within the last {@link WORKER_GONE_SECONDS}. */
export type SeenWorker = Readonly<z.infer<typeof workerRowSchema>>;

const workerRowSchema = z.object({
  /** The queue that it works on. */
  queue: z.string(),
  host: z.string(),
  pid: z.int(),
  threads: z.int(),
  /** Chunks that it is judging. */
  busy: z.int(),
  /** Chunks and comments of all runs that it has judged since it started. */
  chunks: z.int(),
  comments: z.coerce.number(),
  /** The fault of its machine that keeps it from working. */
  trouble: failReasonSchema.nullable(),
});

async function seenWorkers(db: QueueDatabase): Promise<SeenWorker[]> {
  const rows = await db.query(
    `select queue, host, pid, threads, busy, chunks, comments, trouble from ${SCHEMA}.worker
    where seen_at > now() - $1 * interval '1 second' order by started_at`,
    [WORKER_GONE_SECONDS],
  );
  return rows.map((row) => workerRowSchema.parse(row));
}

/** The progress of a run, counted in the chunks that were open when its coordinator started. */
export interface QueueProgress {
  /** Not yet sent, or sent and not yet taken by a worker; undefined when the number of chunks is unknown. */
  readonly waiting: number | undefined;
  readonly active: number;
  /** Judged, whether or not the coordinator has taken the result. */
  readonly done: number;
  /** Dead letters. */
  readonly failed: number;
  /** Workers that can take its chunks. */
  readonly workers: readonly SeenWorker[];
  /** Number of workers with other rules, another model or another version, which cannot take its chunks. */
  readonly strangers: number;
}

/**
 * Opens the queue and reads the progress of a run; undefined when there is no such run.
 *
 * @throws Fault when the database cannot be used
 */
export async function queueProgress(url: string, runId: string): Promise<QueueProgress | undefined> {
  const db = await openQueueDatabase(url);
  try {
    return (await readRun(db, runId)) === undefined ? undefined : await progressOf(db, runId);
  } finally {
    await db.close();
  }
}

/** Reads the progress of a run from an open database; all zero for an unknown run. */
export async function progressOf(db: QueueDatabase, runId: string): Promise<QueueProgress> {
  const run = await readRun(db, runId);
  const states = await countJobs(db, run?.queue ?? '', runId);
  const active = states.get('active') ?? 0;
  const done = (run?.taken ?? 0) + (states.get('completed') ?? 0);
  const failed = Math.max(run?.aside ?? 0, states.get('failed') ?? 0);
  const workers = await seenWorkers(db);
  const fitting = workers.filter(({ queue }) => queue === run?.queue);
  return {
    waiting: run?.open == null ? undefined : Math.max(0, run.open - active - done - failed),
    active,
    done,
    failed,
    workers: fitting,
    strangers: workers.length - fitting.length,
  };
}
