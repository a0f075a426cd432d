import { sql } from 'kysely';
import { z } from 'zod';
import type { Base } from '../base.js';
import { checked, whole } from '../row.js';
import type { OutboxState } from '../tables.js';

const backlogSchema = z.object({ waiting: whole, oldest: whole.nullable(), abandoned: whole });
const dueSchema = z.object({ due: whole.nullable() });

/** How many effects wait, the age of the oldest, and how many were given up in the last week. */
export async function backlog(
  base: Base,
  now: number,
): Promise<{ waiting: number; oldest: number; abandoned: number }> {
  const row = await base.query((db) =>
    db
      .selectNoFrom((eb) => [
        eb
          .selectFrom('outbox')
          .select(eb.fn.countAll().as('n'))
          .where('state', '=', sql.lit<OutboxState>('waiting'))
          .as('waiting'),
        eb
          .selectFrom('outbox')
          .select((of) => of.fn.min('created_at').as('n'))
          .where('state', '=', sql.lit<OutboxState>('waiting'))
          .as('oldest'),
        eb
          .selectFrom('outbox')
          .select(eb.fn.countAll().as('n'))
          .where('state', '=', sql.lit<OutboxState>('abandoned'))
          .as('abandoned'),
      ])
      .executeTakeFirstOrThrow(),
  );
  const { waiting, oldest, abandoned } = checked(backlogSchema, row, 'outbox');
  return { waiting, oldest: oldest === null ? 0 : Math.max(0, now - oldest), abandoned };
}

/** When the head of a lane is due or its lease ends, whichever head is first. */
export async function nextDue(base: Base): Promise<number | undefined> {
  const { rows } = await base.query((db) =>
    sql`select min(case when due_at > leased_until then due_at else leased_until end) as due
      from outbox
      where id in (select min(id) from outbox where state = 'waiting' group by guild_id, lane)`.execute(db),
  );
  return checked(dueSchema, rows[0], 'outbox').due ?? undefined;
}
