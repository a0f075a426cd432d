import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { openStorage } from '../../../storage/open-storage.js';
import { openQueueDatabase, type QueueDatabase } from './database.js';
import { runFolder } from './files.js';
import type { FailReason } from './jobs.js';
import { HEARTBEAT, SCHEMA } from './settings.js';

/** How far a run is, by what its coordinator last said. */
interface RunCounts {
  /** Chunks that were to be judged when the coordinator began; null when it did not know. */
  readonly open: number | null;
  readonly taken: number;
  readonly aside: number;
}

const runRowSchema = z.object({
  queue: z.string(),
  files: z.string(),
  open: z.int().nullable(),
  taken: z.int(),
  aside: z.int(),
});
type RunRow = z.infer<typeof runRowSchema>;

/** Enters a run, or takes it up again. */
export async function enterRun(
  db: QueueDatabase,
  run: string,
  { queue, files, open }: { queue: string; files: string; open: number | null },
): Promise<void> {
  await db.query(
    `insert into ${SCHEMA}.run (id, queue, files, open) values ($1, $2, $3, $4)
    on conflict (id) do update set queue = $2, files = $3, open = $4, taken = 0, aside = 0, seen_at = now()`,
    [run, queue, files, open],
  );
}

/** Says how far a run is; false when it was cancelled meanwhile. */
export async function tellRun(
  db: QueueDatabase,
  run: string,
  { taken, aside }: Omit<RunCounts, 'open'>,
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

/** Takes out all that the database holds of a run: its jobs, also those set aside, and its row. */
export async function removeRun(db: QueueDatabase, run: string): Promise<void> {
  await db.query(`delete from ${SCHEMA}.run where id = $1`, [run]);
  await db.query(`delete from ${SCHEMA}.job where data->>'run' = $1`, [run]);
}

/** What a worker tells of itself with each sign of life. */
export interface WorkerState {
  readonly busy: number;
  readonly chunks: number;
  readonly comments: number;
  readonly trouble: FailReason | null;
}

/** Signs of life of a worker. They are only for people: leases say who has which chunk. */
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

  /** Gives a sign now and every few seconds until the returned function is called; then the worker is gone. */
  start(state: () => WorkerState): () => Promise<void> {
    const tell = (): void => {
      // Without a database nobody asks for it either.
      this.#tell(state()).catch(() => undefined);
    };
    tell();
    const timer = setInterval(tell, HEARTBEAT.every * 1000);
    return async () => {
      clearInterval(timer);
      await this.#db.query(`delete from ${SCHEMA}.worker where id = $1`, [this.#id]).catch(() => undefined);
    };
  }

  async #tell({ busy, chunks, comments, trouble }: WorkerState): Promise<void> {
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

/** A worker that showed signs of life within the last seconds. */
export interface SeenWorker {
  /** The queue whose chunks it takes. */
  readonly queue: string;
  readonly host: string;
  readonly pid: number;
  readonly threads: number;
  /** Chunks in its hands. */
  readonly busy: number;
  /** Chunks and comments it has judged since it began, of all runs. */
  readonly chunks: number;
  readonly comments: number;
  /** What keeps it from working, as a Fault's code and sentences. */
  readonly trouble: { readonly code: string; readonly ko: string; readonly en: string } | null;
}

/** How far a run is. Chunks are those that were open when its coordinator began. */
export interface QueueProgress {
  /** Not yet sent, or sent and taken by nobody; undefined when the coordinator did not say how many there are. */
  readonly waiting: number | undefined;
  readonly active: number;
  /** Judged, whether or not the coordinator has the result. */
  readonly done: number;
  /** Set aside. */
  readonly failed: number;
  /** Workers that can take its chunks. */
  readonly workers: readonly SeenWorker[];
  /** Workers whose rules, model or version are others: they take none of its chunks. */
  readonly strangers: number;
}

const stateRowSchema = z.object({ state: z.string(), count: z.int() });
const workerRowSchema = z.object({
  queue: z.string(),
  host: z.string(),
  pid: z.int(),
  threads: z.int(),
  busy: z.int(),
  chunks: z.int(),
  comments: z.coerce.number(),
  trouble: z.object({ code: z.string(), ko: z.string(), en: z.string() }).nullable(),
});

/** How far a run is; undefined when there is no such run. Opens the queue for one look. */
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
  const rows = await db.query(
    `select state::text, count(*)::int from ${SCHEMA}.job where name = $1 and singleton_key = $2 group by state`,
    [run?.queue ?? '', runId],
  );
  const states = new Map(
    rows.map((row) => stateRowSchema.parse(row)).map(({ state, count }) => [state, count]),
  );
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

async function seenWorkers(db: QueueDatabase): Promise<z.infer<typeof workerRowSchema>[]> {
  const rows = await db.query(
    `select queue, host, pid, threads, busy, chunks, comments, trouble from ${SCHEMA}.worker
    where seen_at > now() - $1 * interval '1 second' order by started_at`,
    [HEARTBEAT.gone],
  );
  return rows.map((row) => workerRowSchema.parse(row));
}

/**
 * Cancels a run: takes its jobs out of the queue and removes its files. A coordinator that still runs ends with a Fault
 * `work/cancelled`; workers that have a chunk of it drop what they did.
 *
 * @param files where the run's files are; when undefined, what the queue knows of it
 * @returns whether the queue knew the run
 */
export async function cancelRun(url: string, runId: string, files?: string): Promise<boolean> {
  const db = await openQueueDatabase(url);
  try {
    const row = await readRun(db, runId);
    await removeRun(db, runId);
    const place = files ?? row?.files;
    if (place !== undefined) await (await openStorage(place)).removeAll(runFolder(runId));
    return row !== undefined;
  } finally {
    await db.close();
  }
}
