import { z } from 'zod';
import type { QueueDatabase } from './database.js';
import { SCHEMA } from './settings.js';

/** How far a run is, by what its coordinator last said. */
export interface RunCounts {
  /** Chunks that were to be judged when the coordinator began; null when it did not know. */
  readonly open: number | null;
  readonly taken: number;
  readonly aside: number;
}

const rowSchema = z.object({
  queue: z.string(),
  files: z.string(),
  open: z.int().nullable(),
  taken: z.int(),
  aside: z.int(),
});
export type RunRow = z.infer<typeof rowSchema>;

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

export async function readRun(db: QueueDatabase, run: string): Promise<RunRow | undefined> {
  const [row] = await db.query(`select queue, files, open, taken, aside from ${SCHEMA}.run where id = $1`, [
    run,
  ]);
  return row === undefined ? undefined : rowSchema.parse(row);
}

/** Takes out all that the database holds of a run: its jobs, also those set aside, and its row. */
export async function removeRun(db: QueueDatabase, run: string): Promise<void> {
  await db.query(`delete from ${SCHEMA}.run where id = $1`, [run]);
  await db.query(`delete from ${SCHEMA}.job where data->>'run' = $1`, [run]);
}
