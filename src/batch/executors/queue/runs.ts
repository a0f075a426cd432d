import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { openStorage } from '../../../storage/open-storage.js';
import { openQueueDatabase, type QueueDatabase } from './database.js';
import { runFolder } from './files.js';
import { countJobs, removeJobs } from './job-table.js';
import { type FailReason, failReasonSchema } from './jobs.js';
import { HEARTBEAT_MS, SCHEMA, WORKER_GONE_SECONDS } from './settings.js';

// Our own tables `run` and `worker` (created in database.ts): how far a run is, and who works on it.

const runRowSchema = z.object({
  queue: z.string(),
  files: z.string(),
  /** Chunks that were to be judged when the coordinator began; null when it did not know. */
  open: z.int().nullable(),
  /** Chunks whose results the coordinator took, and those that became dead letters. */
  taken: z.int(),
  aside: z.int(),
});
type RunRow = z.infer<typeof runRowSchema>;

/** Enters a run, or resumes it. */
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

/** Records how far a run is. Returns false when it was cancelled meanwhile. */
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

/** Removes all that the database holds of a run: its row, its jobs and its dead letters. */
export async function removeRun(db: QueueDatabase, run: string): Promise<void> {
  await db.query(`delete from ${SCHEMA}.run where id = $1`, [run]);
  await removeJobs(db, run);
}

/** Counts runs of the last minute that wait for workers with other rules, another model or another version. */
export async function countOtherRuns(db: QueueDatabase, queue: string): Promise<number> {
  const rows = await db.query<{ runs: number }>(
    `select count(*)::int as runs from ${SCHEMA}.run where queue <> $1 and seen_at > now() - interval '1 minute'`,
    [queue],
  );
  return rows[0]?.runs ?? 0;
}

/**
 * Cancels a run: removes its jobs from the queue, and its files. A coordinator that still runs ends with the Fault
 * `work/cancelled`; workers drop the chunks of it that they judge.
 *
 * @param files where the run's files are; when undefined, as the queue has it
 * @returns whether the queue knew the run
 * @throws Fault when the database or the files cannot be reached
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

/** What a worker reports with each heartbeat. */
export interface WorkerState {
  /** Chunks that it judges. */
  readonly busy: number;
  /** Chunks and comments that it has judged since it began. */
  readonly chunks: number;
  readonly comments: number;
  readonly trouble: FailReason | null;
}

/** The heartbeat of a worker. It serves people only: leases decide who has which chunk. */
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

  /** Reports the state now and every {@link HEARTBEAT_MS}. Returns a function that ends it and removes the worker's row. */
  start(state: () => WorkerState): () => Promise<void> {
    const beat = (): void => {
      // A heartbeat that gets lost with the database does no harm.
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
  /** The queue whose chunks it takes. */
  queue: z.string(),
  host: z.string(),
  pid: z.int(),
  threads: z.int(),
  /** Chunks that it judges. */
  busy: z.int(),
  /** Chunks and comments that it has judged since it began, of all runs. */
  chunks: z.int(),
  comments: z.coerce.number(),
  /** What keeps it from working. */
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

/** How far a run is. Chunks are those that were open when its coordinator began. */
export interface QueueProgress {
  /** Not yet sent, or sent and taken by no worker; undefined when the coordinator did not say how many chunks there are. */
  readonly waiting: number | undefined;
  readonly active: number;
  /** Judged, whether or not the coordinator has the result. */
  readonly done: number;
  /** Dead letters. */
  readonly failed: number;
  /** Workers that can take its chunks. */
  readonly workers: readonly SeenWorker[];
  /** Workers with other rules, another model or another version: they take none of its chunks. */
  readonly strangers: number;
}

/**
 * Opens the queue and reads how far a run is; undefined when there is no such run.
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

/** How far a run is, by a database that is open; all zero for a run that is not there. */
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
