import { z } from 'zod';
import type { QueueDatabase } from './database.js';
import { DEAD_LETTERS, SCHEMA } from './settings.js';

/*
 * All statements on pg-boss's private table `job`; everything else goes through pg-boss's public methods. The
 * statements use the columns of {@link JOB_COLUMNS} in schema 24 of pg-boss 10.4.2. package.json pins that version, and
 * tests/batch/executors/queue/job-table.test.ts fails when another version lacks one of the columns.
 *
 * pg-boss 10 has no public method for these:
 * - read the states of all jobs of a run: `getJobById` reads one job, `getQueueSize` counts a queue of several runs;
 * - renew a lease: a job expires `expire_in` after `started_on`, and no method changes `started_on`;
 * - release a job without an attempt: `fail` uses up a retry, and between `cancel` and `resume` it appears cancelled;
 * - remove dead letters: pg-boss gives them ids of its own, which no method lists.
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

/** pg-boss's states of a job. */
export const JOB_STATES = ['created', 'retry', 'active', 'completed', 'cancelled', 'failed'] as const;

const jobRowSchema = z.object({
  chunk: z.int().nonnegative(),
  state: z.enum(JOB_STATES),
  output: z.unknown(),
});

/** A job of a run: its chunk, its state, and the output that pg-boss stored when it ended. */
export type JobRow = z.infer<typeof jobRowSchema>;

/** Reads the jobs of a run, without dead letters, which are in a queue of their own. */
export async function readJobs(db: QueueDatabase, queue: string, run: string): Promise<JobRow[]> {
  const rows = await db.query(
    `select (data->>'chunk')::int as chunk, state::text, output from ${SCHEMA}.job
    where name = $1 and singleton_key = $2`,
    [queue, run],
  );
  return rows.map((row) => jobRowSchema.parse(row));
}

const stateRowSchema = z.object({ state: z.enum(JOB_STATES), count: z.int() });

/** Counts the jobs of a run by state; states without jobs are missing. */
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

/** Renews the leases of jobs. Skips jobs that no worker holds any more. */
export async function renewLeases(db: QueueDatabase, queue: string, ids: readonly string[]): Promise<void> {
  await db.query(
    `update ${SCHEMA}.job set started_on = now() where name = $1 and id = any($2) and state = 'active'`,
    [queue, ids],
  );
}

/**
 * Releases a job that failed through no fault of its own: it counts as never started and keeps its retries.
 *
 * @param waitSeconds delay before a worker may take it
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

/** Removes the dead letters of chunks before they are retried. */
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

/** Removes all jobs of a run, including its dead letters. */
export async function removeJobs(db: QueueDatabase, run: string): Promise<void> {
  await db.query(`delete from ${SCHEMA}.job where data->>'run' = $1`, [run]);
}
