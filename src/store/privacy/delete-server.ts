import type { Base } from '../base.js';
import { inBatches } from '../batches.js';

/** In this order: a place refers to its article; the server's row goes last, so that an interrupted deletion is found. */
const TABLES = ['places', 'articles', 'flags', 'cases', 'classifiers', 'outbox', 'servers'] as const;

/** Deletes all data of a server. Gives what was deleted, by table. */
export async function deleteServer(base: Base, guildId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  // The one table that may be long; the rest goes at once.
  counts.messages = await inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('messages')
        .where('message_id', 'in', (eb) =>
          eb.selectFrom('messages').select('message_id').where('guild_id', '=', guildId).limit(limit),
        )
        .returning('message_id')
        .execute(),
    );
    return rows.length;
  });
  await base.transact(async (db) => {
    for (const table of TABLES) {
      const rows = await db.deleteFrom(table).where('guild_id', '=', guildId).returning('guild_id').execute();
      counts[table] = rows.length;
    }
  });
  return counts;
}
