import { z } from 'zod';
import type { Base } from '../base.js';
import { checked, whole } from '../row.js';
import type { Accuracy } from '../store.js';
import { AGAINST, standsByModerator } from './standing.js';

const rowsSchema = z.array(z.object({ evidence_key: z.string(), right: whole, wrong: whole }));

/** How right each kind of evidence was, by the moderators' decisions that stand. */
export async function accuracy(base: Base, guildId: string): Promise<Map<string, Accuracy>> {
  const rows = await base.query((db) =>
    db
      .selectFrom('cases')
      .select((eb) => [
        'evidence_key',
        eb.fn.countAll().filterWhere('decision', 'in', AGAINST).as('right'),
        eb.fn.countAll().filterWhere('decision', '=', 'keep').as('wrong'),
      ])
      .where(standsByModerator(guildId))
      .groupBy('evidence_key')
      .execute(),
  );
  return new Map(
    checked(rowsSchema, rows, 'cases').map(({ evidence_key, right, wrong }) => [
      evidence_key,
      { right, wrong },
    ]),
  );
}
