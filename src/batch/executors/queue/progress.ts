import { z } from 'zod';
import { openQueueDatabase, type QueueDatabase } from './database.js';
import { readRun } from './run-row.js';
import { HEARTBEAT, SCHEMA } from './settings.js';

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

const stateRow = z.object({ state: z.string(), count: z.int() });
const workerRow = z.object({
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
  const states = new Map(rows.map((row) => stateRow.parse(row)).map(({ state, count }) => [state, count]));
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

async function seenWorkers(db: QueueDatabase): Promise<z.infer<typeof workerRow>[]> {
  const rows = await db.query(
    `select queue, host, pid, threads, busy, chunks, comments, trouble from ${SCHEMA}.worker
    where seen_at > now() - $1 * interval '1 second' order by started_at`,
    [HEARTBEAT.gone],
  );
  return rows.map((row) => workerRow.parse(row));
}
