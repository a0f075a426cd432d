import { sql } from 'kysely';
import { z } from 'zod';
import type { Base } from '../base.js';
import { checked, whole } from '../row.js';
import type { DayCounts } from '../store.js';
import { AGAINST } from './standing.js';

const DAY_MS = 86_400_000;

const rowsSchema = z.array(
  z.object({ day: whole, judged: whole, flagged: whole, kept: whole, removed: whole, dismissed: whole }),
);

/**
 * Counts by UTC day, days without anything left out. A message counts on the day it was written, a flag on the day it
 * was made (shadows too), a decision that stands on its own day.
 */
export async function statistics(base: Base, guildId: string, since: number): Promise<DayCounts[]> {
  const against = sql.join(AGAINST.map((decision) => sql.lit(decision)));
  const { rows } = await base.query((db) =>
    sql`select day, sum(judged) as judged, sum(flagged) as flagged, sum(kept) as kept,
        sum(removed) as removed, sum(dismissed) as dismissed
      from (
        select written_at / ${sql.lit(DAY_MS)} as day, 1 as judged, 0 as flagged, 0 as kept, 0 as removed, 0 as dismissed
        from messages
        where guild_id = ${guildId} and written_at >= ${since} and verdict is not null
        union all
        select created_at / ${sql.lit(DAY_MS)}, 0, 1, 0, 0, 0
        from flags
        where guild_id = ${guildId} and created_at >= ${since}
        union all
        select at / ${sql.lit(DAY_MS)}, 0, 0,
          case when decision = 'keep' then 1 else 0 end,
          case when decision in (${against}) then 1 else 0 end,
          case when decision = 'dismiss' then 1 else 0 end
        from cases
        where guild_id = ${guildId} and at >= ${since} and undone_by is null and decision <> 'undo'
      ) as counted
      group by day
      order by day`.execute(db),
  );
  return checked(rowsSchema, rows, 'statistics').map(({ day, ...counts }) => ({
    day: new Date(day * DAY_MS).toISOString().slice(0, 10),
    ...counts,
  }));
}
