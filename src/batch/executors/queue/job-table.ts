import { z } from 'zod';
import type { QueueDatabase } from './database.js';
import { DEAD_LETTERS, SCHEMA } from './settings.js';

/*
 * All statements on pg-boss's private table `job`; everything else goes through pg-boss's public methods. They read and
 * write the columns of {@link JOB_COLUMNS} as schema 24 of pg-boss 10.4.2 has them, and package.json pins that version;
 * tests/batch/executors/queue/job-table.test.ts fails when another version lacks one of them.
 *
 * No public method of pg-boss 10 does the same:
 * - the states of all jobs of a run: `getJobById` reads one job, `getQueueSize` counts a queue of several runs;
 * - renewing a lease: a job expires `expire_in` after `started_on`, and nothing moves `started_on`;
 * - giving a job back untried: `fail` costs one of its retries, and between `cancel` and `resume` it is seen as cancelled;
 * - removing dead letters: pg-boss gives them ids of its own, which no method lists.
 */

/** The columns of `job` that the statements below name. */
export const JOB_COLUMNS = [
  'id',
  'name',
  'data',
  'state',
  'started_on',
  'start_after',
  'singleton_key',
  'output',
] as const;

/** The states of a job as pg-boss keeps them. */
export const JOB_STATES = ['created', 'retry', 'active', 'completed', 'cancelled', 'failed'] as const;

const jobRowSchema = z.object({
  chunk: z.int().nonnegative(),
  state: z.enum(JOB_STATES),
  output: z.unknown(),
});

/** A job of a run: its chunk, its state, and what pg-boss keeps of its end. */
export type JobRow = z.infer<typeof jobRowSchema>;

/** The jobs of a run; dead letters stand in a queue of their own and are not among them. */
export async function readJobs(db: QueueDatabase, queue: string, run: string): Promise<JobRow[]> {
  const rows = await db.query(
    `select (data->>'chunk')::int as chunk, state::text, output from ${SCHEMA}.job
    where name = $1 and singleton_key = $2`,
    [queue, run],
  );
  return rows.map((row) => jobRowSchema.parse(row));
}

const stateRowSchema = z.object({ state: z.enum(JOB_STATES), count: z.int() });

/** How many jobs of a run are in each state; states without jobs are missing. */
export async function countJobs(
  db: QueueDatabase,
  queue: string,
  run: string,
): Promise<Map<JobRow['state'], number>> {
  const rows = await db.query(
    `select state::text, count(*)::int from ${SCHEMA}.job where name = $1 and singleton_key = $2 group by state`,
    [queue, run],
  );
  return new Map(rows.map((row) => stateRowSchema.parse(row)).map(({ state, count }) => [state, count]));
}

/** Begins the leases of jobs anew. Jobs that are no longer with a worker stay as they are. */
export async function renewLeases(db: QueueDatabase, queue: string, ids: readonly string[]): Promise<void> {
  await db.query(
    `update ${SCHEMA}.job set started_on = now() where name = $1 and id = any($2) and state = 'active'`,
    [queue, ids],
  );
}

/**
 * Gives a job back that failed through no fault of its own: it counts as never begun, so that it keeps its retries.
 *
 * @param waitSeconds before a worker takes it
 */
export async function giveBack(
  db: QueueDatabase,
  queue: string,
  id: string,
  waitSeconds: number,
): Promise<void> {
  await db.query(
    `update ${SCHEMA}.job set state = 'created', started_on = null, start_after = now() + $3 * interval '1 second'
    where name = $1 and id = $2 and state = 'active'`,
    [queue, id, waitSeconds],
  );
}

/** Removes the dead letters of chunks that are tried again. */
export async function removeDeadLetters(
  db: QueueDatabase,
  run: string,
  chunks: readonly number[],
): Promise<void> {
  await db.query(
    `delete from ${SCHEMA}.job where name = $1 and data->>'run' = $2 and (data->>'chunk')::int = any($3)`,
    [DEAD_LETTERS, run, chunks],
  );
}

/** Removes all jobs of a run, its dead letters too. */
export async function removeJobs(db: QueueDatabase, run: string): Promise<void> {
  await db.query(`delete from ${SCHEMA}.job where data->>'run' = $1`, [run]);
}
