import type { Base } from '../base.js';
import { checked, whole } from '../row.js';
import type { QueueFilter } from '../store.js';
import { inQueue } from './filter.js';

/** How many open flags fit a filter, and how many of them are held right now. */
export async function countOpen(
  base: Base,
  guildId: string,
  filter: QueueFilter,
  now: number,
): Promise<{ open: number; held: number }> {
  const row = await base.query((db) =>
    db
      .selectFrom('flags')
      .select((eb) => [
        eb.fn.countAll().as('open'),
        eb.fn.countAll().filterWhere('claim_until', '>', now).as('held'),
      ])
      .where(inQueue(guildId, filter, now))
      .executeTakeFirstOrThrow(),
  );
  return { open: checked(whole, row.open, 'flags'), held: checked(whole, row.held, 'flags') };
}
