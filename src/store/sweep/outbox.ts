import { sql } from 'kysely';
import type { Base } from '../base.js';
import { inBatches } from '../batches.js';
import type { OutboxState } from '../tables.js';

/** How long the keys of effects that were done or given up keep the same from being done again. */
const SETTLED_MS = 7 * 86_400_000;

/** Forgets effects that were done or given up over a week ago. */
export function sweepOutbox(base: Base, now: number): Promise<number> {
  return inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('outbox')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('outbox')
            .select('id')
            .where('state', '<>', sql.lit<OutboxState>('waiting'))
            .where('settled_at', '<', now - SETTLED_MS)
            .limit(limit),
        )
        .returning('id')
        .execute(),
    );
    return rows.length;
  });
}
