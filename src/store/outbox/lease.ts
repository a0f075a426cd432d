import { sql } from 'kysely';
import { z } from 'zod';
import type { OutboxItem } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { alone } from '../dialect/locks.js';
import { checked, whole } from '../row.js';
import type { Outbox } from '../store.js';
import { readItem } from './row.js';

const idsSchema = z.array(z.object({ id: whole })).transform((rows) => rows.map(({ id }) => id));

/**
 * Leases effects that are due: the head of each lane, servers in turn. One process at a time picks, so that `perGuild`
 * holds over all of them; the work itself is done side by side.
 */
export function lease(base: Base, request: Parameters<Outbox['lease']>[0]): Promise<OutboxItem[]> {
  const { now, leaseMs, worker } = request;
  return base.transact(async (db) => {
    await alone(base.kind, db, 'outbox lease');
    const ids = await pick(base, db, request);
    if (ids.length === 0) return [];
    const rows = await db
      .updateTable('outbox')
      .set((eb) => ({ leased_until: now + leaseMs, attempts: eb('attempts', '+', 1), worker }))
      .where('id', 'in', ids)
      .returningAll()
      .execute();
    const items = new Map(rows.map((row) => [row.id, readItem(base, row)]));
    return ids.flatMap((id) => items.get(id) ?? []);
  });
}

/**
 * `head`: the oldest of each lane that is not done. `held`: what each server has leased. `turn`: heads that are due,
 * numbered within their server after what it has leased: ordered by that number, servers come in turn.
 */
async function pick(
  base: Base,
  db: Database,
  { now, limit, perGuild }: Parameters<Outbox['lease']>[0],
): Promise<number[]> {
  const { rows } = await sql`with
    head as (
      select min(id) as id from outbox where state = 'waiting' group by guild_id, lane
    ),
    held as (
      select guild_id, count(*) as leased from outbox
      where leased_until > 0 and leased_until > ${now} group by guild_id
    ),
    turn as (
      select outbox.id, coalesce(held.leased, 0) + row_number() over (
        partition by outbox.guild_id order by outbox.id
      ) as number
      from head
      join outbox on outbox.id = head.id
      left join held on held.guild_id = outbox.guild_id
      where outbox.due_at <= ${now} and outbox.leased_until <= ${now}
    )
    select id from turn where number <= ${perGuild} order by number, id limit ${limit}`.execute(db);
  const picked = checked(idsSchema, rows, 'outbox');
  if (base.kind === 'sqlite' || picked.length === 0) return picked;
  // What somebody marks as done at this moment is passed over.
  const locked = await db
    .selectFrom('outbox')
    .select('id')
    .where('id', 'in', picked)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .where('leased_until', '<=', now)
    .forUpdate()
    .skipLocked()
    .execute();
  const free = new Set(locked.map(({ id }) => id));
  return picked.filter((id) => free.has(id));
}
