import { z } from 'zod';
import type { Base } from '../base.js';
import { checked, whole } from '../row.js';
import { inQueue } from './filter.js';

const rowsSchema = z.array(z.object({ key: z.string(), count: whole }));

/** Evidence keys of the open flags in the queue, most frequent first. */
export async function evidenceKeys(base: Base, guildId: string): Promise<{ key: string; count: number }[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('flags')
      .select((eb) => ['evidence_key as key', eb.fn.countAll().as('count')])
      .where(inQueue(guildId, {}, 0))
      .groupBy('evidence_key')
      .orderBy('count', 'desc')
      .orderBy('key')
      .execute(),
  );
  return checked(rowsSchema, rows, 'flags');
}
