import { sql } from 'kysely';
import type { Base } from '../base.js';
import { chunks } from '../chunks.js';

/** Moves cursors forward, never back. Ids are numbers without leading zeros: the longer one is the later one. */
export async function advance(base: Base, cursors: ReadonlyMap<string, string>): Promise<void> {
  if (cursors.size === 0) return;
  // In one order everywhere, so that two processes do not wait for each other.
  const sorted = [...cursors].sort(([a], [b]) => (a < b ? -1 : 1));
  await base.transact(async (db) => {
    for (const chunk of chunks(sorted)) {
      const rows = sql.join(
        chunk.map(([channel, cursor]) => sql`(cast(${channel} as text), cast(${cursor} as text))`),
      );
      await sql`update places set cursor = moved.column2 from (values ${rows}) as moved
        where places.channel_id = moved.column1 and (
          places.cursor is null
          or length(places.cursor) < length(moved.column2)
          or (length(places.cursor) = length(moved.column2) and places.cursor < moved.column2)
        )`.execute(db);
    }
  });
}
