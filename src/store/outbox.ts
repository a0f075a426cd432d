import { sql } from 'kysely';
import { z } from 'zod';
import { effectSchema, type NewEffect, type OutboxItem } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks, inBatches } from './batches.js';
import { lockUntilCommit } from './dialect/concurrency.js';
import { bytes, checked, checkedJson, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import type { Outbox } from './store.js';
import type { OutboxState } from './tables.js';

const rowSchema = z.object({
  id: whole,
  guild_id: z.string(),
  lane: z.string(),
  key: z.string(),
  effect: bytes,
  due_at: whole,
  attempts: whole,
  created_at: whole,
});

/** Reads an effect from its leased row, which counts the current attempt already. */
function readItem(base: Base, from: unknown): OutboxItem {
  const row = checked(rowSchema, from, 'outbox');
  const effect = base.vault.open(row.effect, contextOf('outbox.effect', row.guild_id, row.key));
  return {
    id: row.id,
    guildId: row.guild_id,
    partitionKey: row.lane,
    key: row.key,
    effect: checkedJson(effectSchema, effect, 'outbox.effect'),
    dueAt: row.due_at,
    attempts: row.attempts - 1,
    createdAt: row.created_at,
  };
}

/**
 * Adds effects in order, skipping keys that the server's outbox holds already. An effect without `dueAt` is due at once,
 * whatever clock the caller uses.
 */
export async function addEffects(
  base: Base,
  db: Database,
  effects: readonly NewEffect[],
  now = base.clock(),
): Promise<void> {
  for (const chunk of chunks(effects)) {
    await db
      .insertInto('outbox')
      .values(
        chunk.map(({ guildId, partitionKey: lane, key, effect, dueAt }) => ({
          guild_id: guildId,
          lane,
          key,
          effect: base.vault.seal(JSON.stringify(effect), contextOf('outbox.effect', guildId, key)),
          state: 'waiting' as const,
          due_at: dueAt ?? 0,
          leased_until: 0,
          worker: null,
          attempts: 0,
          error: null,
          created_at: now,
          settled_at: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['guild_id', 'key']).doNothing())
      .execute();
  }
}

const idsSchema = z.array(z.object({ id: whole })).transform((rows) => rows.map(({ id }) => id));

/**
 * Leases due effects: the head of each partition, round-robin over servers. Processes pick one after another, so that
 * `perGuild` holds across all of them; they carry effects out concurrently.
 */
export function lease(base: Base, request: Parameters<Outbox['lease']>[0]): Promise<OutboxItem[]> {
  const { now, leaseMs, worker } = request;
  return base.transact(async (db) => {
    await lockUntilCommit(base.kind, db, 'outbox lease');
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
 * `head`: the oldest waiting effect of each partition (column `lane`). `held`: number of leased effects by server. `turn`: due
 * heads, numbered within their server from the number of its leases on: ordering by that number makes it round-robin.
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
  // Skips effects that somebody is settling at this moment.
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

/** Characters of an error text that are stored. */
const ERROR_LENGTH = 500;

/** Marks an effect as carried out; its key stays for a week, so that adding it again does nothing. */
export async function done(base: Base, id: number): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('outbox')
      .set({ state: 'done', settled_at: base.clock(), error: null, leased_until: 0 })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute(),
  );
}

/** Postpones an effect to `dueAt`; its partition waits. */
export async function retry(base: Base, id: number, dueAt: number, error: string): Promise<void> {
  await fail(base, id, error, { due_at: dueAt });
}

/** Gives an effect up (dead letter); its partition continues. */
export async function abandon(base: Base, id: number, error: string): Promise<void> {
  await fail(base, id, error, { state: 'abandoned', settled_at: base.clock() });
}

async function fail(
  base: Base,
  id: number,
  error: string,
  change: { due_at: number } | { state: 'abandoned'; settled_at: number },
): Promise<void> {
  await base.transact(async (db) => {
    const row = await db
      .selectFrom('outbox')
      .select(['guild_id', 'key'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return;
    const sealed = base.vault.seal(
      error.slice(0, ERROR_LENGTH),
      contextOf('outbox.error', row.guild_id, row.key),
    );
    await db
      .updateTable('outbox')
      .set({ ...change, error: sealed, leased_until: 0 })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute();
  });
}

const backlogSchema = z.object({ waiting: whole, oldest: whole.nullable(), abandoned: whole });
const dueSchema = z.object({ due: whole.nullable() });

/** Counts waiting effects and those given up in the last week; `oldestMs` is the age of the oldest waiting one. */
export async function backlog(
  base: Base,
  now: number,
): Promise<{ waiting: number; oldestMs: number; abandoned: number }> {
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
  return { waiting, oldestMs: oldest === null ? 0 : Math.max(0, now - oldest), abandoned };
}

/** The earliest time in ms at which a partition's head is due and free of its lease; undefined when none waits. */
export async function nextDue(base: Base): Promise<number | undefined> {
  const { rows } = await base.query((db) =>
    sql`select min(case when due_at > leased_until then due_at else leased_until end) as due
      from outbox
      where id in (select min(id) from outbox where state = 'waiting' group by guild_id, lane)`.execute(db),
  );
  return checked(dueSchema, rows[0], 'outbox').due ?? undefined;
}

/** Ms for which the key of a settled effect prevents a repetition. */
const SETTLED_MS = 7 * 86_400_000;

/** Deletes effects that were settled over a week ago. */
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
