import type { Database } from '../base.js';

/** Makes the rows of servers that have none: they hold counters, and `sweep` goes by them. */
export async function ensureServers(db: Database, guildIds: Iterable<string>): Promise<void> {
  const rows = [...new Set(guildIds)]
    .sort()
    .map((guild_id) => ({ guild_id, settings: '{}', cases: 0, classifiers: 0, left_at: null }));
  if (rows.length === 0) return;
  await db
    .insertInto('servers')
    .values(rows)
    .onConflict((conflict) => conflict.column('guild_id').doNothing())
    .execute();
}

/**
 * Takes the next number of a server's counter. The row stays locked until the transaction ends, so that numbers have
 * neither gaps nor doubles.
 */
export async function countUp(
  db: Database,
  guildId: string,
  counter: 'cases' | 'classifiers',
): Promise<number> {
  await ensureServers(db, [guildId]);
  const row = await db
    .updateTable('servers')
    .set((eb) => ({ [counter]: eb(counter, '+', 1) }))
    .where('guild_id', '=', guildId)
    .returning(['cases', 'classifiers'])
    .executeTakeFirstOrThrow();
  return row[counter];
}
