import type { QueueDatabase } from './database.js';
import { SCHEMA } from './settings.js';

// What pg-boss 10 cannot do with a job that a worker has. Its columns are those of the schema's version that comes with
// pg-boss 10; a job's lease runs out `expire_in` after `started_on`.

/** Begins the leases of jobs anew; gives the ids of those that are still held. */
export async function renewLeases(
  db: QueueDatabase,
  queue: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `update ${SCHEMA}.job set started_on = now() where name = $1 and id = any($2) and state = 'active' returning id`,
    [queue, ids],
  );
  return rows.map(({ id }) => id);
}

/**
 * Gives a job back that failed through no fault of its own: it counts as never begun, so that no try is lost.
 *
 * @param waitSeconds before anybody takes it
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

/** Whether anybody still wants what a job is to give: it is neither done nor cancelled. */
export async function isWanted(db: QueueDatabase, queue: string, id: string): Promise<boolean> {
  const rows = await db.query(
    `select 1 from ${SCHEMA}.job where name = $1 and id = $2 and state < 'completed'`,
    [queue, id],
  );
  return rows.length > 0;
}
