import { sql } from 'kysely';
import { z } from 'zod';
import {
  type Act,
  effectSchema,
  type NewEffect,
  type OutboxItem,
  type Trouble,
  troubleSchema,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks, inBatches } from './batches.js';
import { lockUntilCommit } from './dialect/concurrency.js';
import { bytes, checked, checkedJson, nullableBytes, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import { isUnreadable } from './set-aside.js';
import type { Outbox, Renewed } from './store.js';
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
  renewed_at: whole.nullable(),
  bulk_id: z.string().nullable(),
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
    renewedAt: row.renewed_at,
    ...(row.bulk_id === null ? {} : { bulk: row.bulk_id }),
  };
}

/**
 * Adds effects in order, skipping keys that the server's outbox holds already (an update that campaigns share is due again). An
 * effect without `dueAt` is due at once, whatever clock the caller uses.
 */
export async function addEffects(
  base: Base,
  db: Database,
  effects: readonly NewEffect[],
  now = base.clock(),
): Promise<void> {
  const once = new Map<string, NewEffect>();
  for (const effect of effects) {
    const name = `${effect.guildId}/${effect.key}`;
    if (!once.has(name)) once.set(name, effect);
  }
  for (const chunk of chunks([...once.values()])) {
    await db
      .insertInto('outbox')
      .values(
        chunk.map(({ guildId, partitionKey: lane, key, effect, dueAt, bulk }) => ({
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
          renewed_at: null,
          settled_at: null,
          bulk: bulk === undefined ? 0 : 1,
          bulk_id: bulk ?? null,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['guild_id', 'key'])
          .doUpdateSet((eb) => ({ state: 'waiting', due_at: eb.ref('excluded.due_at'), settled_at: null }))
          // What happens in some seconds shares one update; one of these that comes late must not be lost.
          .where('outbox.state', '=', sql.lit<OutboxState>('done'))
          .where((eb) =>
            eb.or([
              eb('outbox.key', 'like', 'campaign-update:%:at-%'),
              eb('outbox.key', 'like', 'bulk-update:%:at-%'),
            ]),
          ),
      )
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
    const { read, unreadable } = base.setAside.each(
      'outbox',
      rows,
      (row) => readItem(base, row),
      ({ id }) => String(id),
    );
    // Given up, or its partition would wait for it for ever; what a decision was to do may be ordered anew.
    for (const row of unreadable) {
      await db
        .updateTable('outbox')
        .set({
          state: 'abandoned',
          settled_at: base.clock(),
          leased_until: 0,
          error: sealTrouble(base, row, { reason: 'unreadable' }),
        })
        .where('id', '=', row.id)
        .execute();
    }
    const items = new Map(read.map((item) => [item.id, item]));
    return ids.flatMap((id) => items.get(id) ?? []);
  });
}

/**
 * `head`: the oldest waiting effect of each partition (column `lane`); it takes the turns of bulks as long as nothing else waits
 * behind it. `held`: number of leased effects by server and kind of turn. `turn`: due heads, numbered within their server and
 * kind from the number of its leases on: ordering by that number makes it round-robin. `rank`: their order among all of a kind.
 */
async function pick(base: Base, db: Database, request: Parameters<Outbox['lease']>[0]): Promise<number[]> {
  const { now, limit, perGuild, bulkLimit = limit, bulkPerGuild = perGuild } = request;
  const { rows } = await sql`with
    head as (
      select min(id) as id, min(bulk) as bulk from outbox where state = 'waiting' group by guild_id, lane
    ),
    held as (
      select guild_id, bulk, count(*) as leased from outbox
      where leased_until > 0 and leased_until > ${now} group by guild_id, bulk
    ),
    turn as (
      select outbox.id, head.bulk, coalesce(held.leased, 0) + row_number() over (
        partition by outbox.guild_id, head.bulk order by outbox.id
      ) as number
      from head
      join outbox on outbox.id = head.id
      left join held on held.guild_id = outbox.guild_id and held.bulk = head.bulk
      where outbox.due_at <= ${now} and outbox.leased_until <= ${now}
    ),
    ranked as (
      select id, bulk, number, row_number() over (partition by bulk order by number, id) as rank from turn
      where (bulk = 0 and number <= ${perGuild}) or (bulk = 1 and number <= ${bulkPerGuild})
    )
    select id from ranked
    where (bulk = 0 and rank <= ${limit}) or (bulk = 1 and rank <= ${bulkLimit})
    order by number, id`.execute(db);
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

/**
 * Marks an effect as carried out; its key stays for a week, so that adding it again does nothing.
 *
 * @param also the effects that its end orders, updates that it has made needless, and why there was nothing to do
 */
export function done(base: Base, id: number, also: Parameters<Outbox['done']>[1] = {}): Promise<void> {
  const { moot, instead = [], then = [] } = also;
  return settle(base, id, { state: 'done', settled_at: base.clock() }, moot ?? null, then, instead);
}

/** Postpones an effect to `dueAt`; its partition waits. */
export function retry(
  base: Base,
  id: number,
  dueAt: number,
  trouble: Trouble,
  then: readonly NewEffect[] = [],
): Promise<void> {
  return settle(base, id, { due_at: dueAt }, trouble, then);
}

/** Gives an effect up (dead letter); its partition continues. */
export function abandon(
  base: Base,
  id: number,
  trouble: Trouble,
  then: readonly NewEffect[] = [],
): Promise<void> {
  return settle(base, id, { state: 'abandoned', settled_at: base.clock() }, trouble, then);
}

async function settle(
  base: Base,
  id: number,
  change: { due_at: number } | { state: 'abandoned' | 'done'; settled_at: number },
  trouble: Trouble | null,
  then: readonly NewEffect[],
  instead: readonly number[] = [],
): Promise<void> {
  await base.transact(async (db) => {
    const row = await db
      .selectFrom('outbox')
      .select(['guild_id', 'key'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return;
    const settled = await db
      .updateTable('outbox')
      .set({ ...change, error: sealTrouble(base, row, trouble), leased_until: 0 })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .returning('id')
      .execute();
    if (settled.length === 0) return;
    for (const ids of chunks(instead)) {
      await db
        .updateTable('outbox')
        .set({ state: 'done', settled_at: base.clock(), leased_until: 0 })
        .where('id', 'in', ids)
        .where('state', '=', 'waiting')
        .execute();
    }
    await addFollowing(base, db, then);
  });
}

function sealTrouble(
  base: Base,
  { guild_id, key }: { readonly guild_id: string; readonly key: string },
  trouble: Trouble | null,
): Buffer | null {
  return trouble && base.vault.seal(JSON.stringify(trouble), contextOf('outbox.error', guild_id, key));
}

/** Adds effects that the end of another orders; updates of the same card that were held back for it need not wait any more. */
async function addFollowing(base: Base, db: Database, then: readonly NewEffect[]): Promise<void> {
  if (then.length === 0) return;
  await addEffects(base, db, then);
  for (const { guildId, partitionKey, dueAt } of then) {
    if (dueAt !== undefined) continue;
    await db
      .updateTable('outbox')
      .set({ due_at: 0 })
      .where('guild_id', '=', guildId)
      .where('lane', '=', partitionKey)
      .where('state', '=', sql.lit<OutboxState>('waiting'))
      .where('attempts', '=', 0)
      .where('due_at', '>', 0)
      .execute();
  }
}

/**
 * Ids of the waiting updates of a card behind an effect in its partition: what it renders now shows what they would. Updates of
 * a campaign only once they are due: until then what happens in their seconds adds none of its own.
 */
export async function behind(
  base: Base,
  { id, guildId, partitionKey }: Pick<OutboxItem, 'id' | 'guildId' | 'partitionKey'>,
  now: number,
): Promise<number[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('outbox')
      .select('id')
      .where('guild_id', '=', guildId)
      .where('lane', '=', partitionKey)
      .where('state', '=', sql.lit<OutboxState>('waiting'))
      .where('id', '>', id)
      .where((eb) =>
        eb.or([
          eb('key', 'like', 'card-update:%'),
          eb.and([
            eb.or([eb('key', 'like', 'campaign-update:%'), eb('key', 'like', 'bulk-update:%')]),
            eb('due_at', '<=', now),
          ]),
        ]),
      )
      .execute(),
  );
  return checked(idsSchema, rows, 'outbox');
}

const actSchema = z.object({
  id: whole,
  guild_id: z.string(),
  lane: z.string(),
  key: z.string(),
  effect: bytes,
  state: z.enum(['waiting', 'done', 'abandoned']),
  error: nullableBytes,
});

function readAct(base: Base, from: unknown): Act & { readonly id: number } {
  const row = checked(actSchema, from, 'outbox');
  const { guild_id, key, state } = row;
  const trouble = row.error && openTrouble(base, guild_id, key, row.error);
  const effect = readEffect(base, row);
  const kind = state === 'waiting' ? 'failing' : state === 'abandoned' ? 'failed' : 'moot';
  return {
    id: row.id,
    key,
    partitionKey: row.lane,
    effect,
    state: trouble === null ? { kind: 'waiting' } : { kind, trouble },
  };
}

/** An act's effect; of one that cannot be read what its key tells, for its card must not call it done. */
function readEffect(base: Base, { guild_id, key, lane, effect }: z.output<typeof actSchema>): Act['effect'] {
  try {
    const text = base.vault.open(effect, contextOf('outbox.effect', guild_id, key));
    return checkedJson(effectSchema, text, 'outbox.effect');
  } catch (error) {
    const [kind, , caseNumber] = key.split(':');
    const told = { kind, flagId: lane.replace(/^act:/u, ''), caseNumber: Number(caseNumber), until: 0 };
    const read = effectSchema.safeParse(told);
    if (!isUnreadable(error) || !read.success) throw error;
    return read.data;
  }
}

/** Decrypts why an effect is not done. */
export function openTrouble(base: Base, guildId: string, key: string, sealed: Uint8Array): Trouble {
  let text = '';
  try {
    text = base.vault.open(sealed, contextOf('outbox.error', guildId, key));
    return checkedJson(troubleSchema, text, 'outbox.error');
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    // An earlier version kept the name of the error alone.
    return text === '' ? { reason: 'unreadable' } : { reason: 'refused', error: text.slice(0, 200) };
  }
}

function readActs(
  base: Base,
  rows: readonly { readonly id: number; readonly guild_id: string }[],
): ReturnType<typeof readAct>[] {
  return base.setAside.each(
    'outbox',
    rows,
    (row) => readAct(base, row),
    ({ id }) => String(id),
  ).read;
}

/** The effects of some partitions that are not simply done, oldest first. */
export async function acts(base: Base, guildId: string, partitionKeys: readonly string[]): Promise<Act[]> {
  if (partitionKeys.length === 0) return [];
  const rows = await base.query((db) => {
    const of = db
      .selectFrom('outbox')
      .select(['id', 'guild_id', 'lane', 'key', 'effect', 'state', 'error'])
      .where('guild_id', '=', guildId)
      .where('lane', 'in', [...partitionKeys]);
    // Two queries, so that each has a partial index.
    return of
      .where('state', '=', sql.lit<OutboxState>('waiting'))
      .unionAll(of.where('error', 'is not', null).where('state', '<>', sql.lit<OutboxState>('waiting')))
      .execute();
  });
  return readActs(base, rows).sort((a, b) => a.id - b.id);
}

/** What fails in a server: effects that are tried again, and those given up since `since`; the latest, newest first. */
export async function troubled(base: Base, guildId: string, since: number, limit: number): Promise<Act[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('outbox')
      .select(['id', 'guild_id', 'lane', 'key', 'effect', 'state', 'error'])
      .where('guild_id', '=', guildId)
      .where('error', 'is not', null)
      .where((eb) =>
        eb.or([
          eb('state', '=', sql.lit<OutboxState>('waiting')),
          eb.and([eb('state', '=', sql.lit<OutboxState>('abandoned')), eb('settled_at', '>=', since)]),
        ]),
      )
      .orderBy('id', 'desc')
      .limit(limit)
      .execute(),
  );
  return readActs(base, rows);
}

/** What a row becomes that is ordered anew: due at once, with all the patience of a new one. */
export function renewed(base: Pick<Base, 'clock'>) {
  return {
    state: 'waiting' as const,
    error: null,
    due_at: 0,
    // An earlier attempt may still have succeeded; the waits begin anew.
    attempts: sql<number>`case when attempts > 0 then 1 else 0 end`,
    renewed_at: base.clock(),
    settled_at: null,
  };
}

/**
 * Orders an effect anew that failed: due at once, with all the patience of a new one. `replaced`: another one of its partition
 * came after it.
 */
export function renew(
  base: Base,
  guildId: string,
  fresh: NewEffect,
  then: readonly NewEffect[] = [],
): Promise<Renewed> {
  const { key, effect } = fresh;
  return base.transact(async (db) => {
    const row = await db
      .selectFrom('outbox')
      .select(['id', 'state', 'error', 'lane'])
      .where('guild_id', '=', guildId)
      .where('key', '=', key)
      .$if(base.kind === 'postgres', (query) => query.forUpdate())
      .executeTakeFirst();
    if (row === undefined || row.state === 'done') return 'done';
    const later = await db
      .selectFrom('outbox')
      .select('id')
      .where('guild_id', '=', guildId)
      .where('lane', '=', row.lane)
      .where('id', '>', row.id)
      .limit(1)
      .executeTakeFirst();
    if (later !== undefined) return 'replaced';
    await db
      .updateTable('outbox')
      .set({
        effect: base.vault.seal(JSON.stringify(effect), contextOf('outbox.effect', guildId, key)),
        ...renewed(base),
        // Somebody waits for this one.
        bulk: 0,
      })
      .where('id', '=', row.id)
      .execute();
    await addFollowing(base, db, then);
    return 'renewed';
  });
}

/** Ms for which the key of a settled effect prevents a repetition. */
const SETTLED_MS = 7 * 86_400_000;
/** The longest retention that a server may choose: until then a card may say what failed. */
const LONGEST_RETENTION_MS = 366 * 86_400_000;

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
          .where('settled_at', '>=', now - SETTLED_MS)
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

/** Deletes effects that were settled over a week ago; those that cards call failed or moot once their flags are gone too. */
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
            .where((of) =>
              of.or([
                of('error', 'is', null),
                of('lane', 'not like', 'act:%'),
                of('settled_at', '<', now - LONGEST_RETENTION_MS),
              ]),
            )
            .limit(limit),
        )
        .returning('id')
        .execute(),
    );
    return rows.length;
  });
}
