import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { Flag } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { lockUntilCommit } from './dialect/concurrency.js';
import { readFlag, readFlags } from './flags.js';
import { checked, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import type { QueueFilter } from './store.js';
import type { Tables } from './tables.js';

/** Selects the open flags of a server that fit a filter, without shadows. */
export function inQueue(
  guildId: string,
  filter: QueueFilter,
  now: number,
): (eb: ExpressionBuilder<Tables, 'flags'>) => Expression<SqlBool> {
  return (eb) => {
    const parts = [
      eb('guild_id', '=', guildId),
      // Literals, so that the planner can use the partial index of the queue.
      eb('state', '=', sql.lit('open')),
      eb('shadow', '=', eb.lit(0)),
    ];
    if (filter.articleId !== undefined) parts.push(eb('article_id', '=', filter.articleId));
    if (filter.evidenceKey !== undefined) parts.push(eb('evidence_key', '=', filter.evidenceKey));
    if (filter.olderThanMs !== undefined) parts.push(eb('created_at', '<', now - filter.olderThanMs));
    if (filter.after !== undefined) parts.push(comesAfter(eb, guildId, filter.after));
    return eb.and(parts);
  };
}

/** Selects the flags after a flag in queue order, whatever its state is now; all flags when the id is unknown. */
function comesAfter(
  eb: ExpressionBuilder<Tables, 'flags'>,
  guildId: string,
  id: string,
): Expression<SqlBool> & ReturnType<typeof eb.not> {
  const notBefore = eb
    .selectFrom('flags as last')
    .select('last.id')
    .where('last.guild_id', '=', guildId)
    .where('last.id', '=', id)
    .where((both) => {
      const sameScore = both('flags.score', '=', both.ref('last.score'));
      return both.or([
        both('flags.score', '>', both.ref('last.score')),
        both.and([sameScore, both('flags.created_at', '<', both.ref('last.created_at'))]),
        both.and([
          sameScore,
          both('flags.created_at', '=', both.ref('last.created_at')),
          both('flags.id', '<=', both.ref('last.id')),
        ]),
      ]);
    });
  return eb.not(eb.exists(notBefore));
}

/** Who leases a flag until when. */
interface Claim {
  readonly guildId: string;
  readonly moderatorId: string;
  readonly now: number;
  readonly leaseMs: number;
}

/**
 * Leases one open flag or renews its lease. A single UPDATE: of two moderators who claim at once the second no longer meets
 * its condition.
 */
async function lease(
  base: Base,
  db: Database,
  id: string,
  { guildId, moderatorId, now, leaseMs }: Claim,
): Promise<Flag | undefined> {
  const holder = base.pseudonyms.moderator(guildId, moderatorId);
  const row = await db
    .updateTable('flags')
    .set({
      claim_hash: holder,
      claim_by: base.vault.seal(moderatorId, contextOf('flags.claim_by', id)),
      claim_until: now + leaseMs,
    })
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('shadow', '=', 0)
    .where((eb) => eb.or([eb('claim_until', '<=', now), eb('claim_hash', '=', holder)]))
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const read = base.setAside.one(
    'flags',
    row,
    (one) => readFlag(base, one),
    (one) => one.id,
  );
  // Out of the queue, or it would come again and again.
  if (read === undefined)
    await db.updateTable('flags').set({ state: 'unreadable', claim_until: 0 }).where('id', '=', id).execute();
  return read?.value;
}

/** Leases one open flag or renews its lease; undefined when it is not open, a shadow, or held by somebody else. */
export function claimFlag(
  base: Base,
  guildId: string,
  moderatorId: string,
  id: string,
  now: number,
  leaseMs: number,
): Promise<Flag | undefined> {
  return base.query((db) => lease(base, db, id, { guildId, moderatorId, now, leaseMs }));
}

/**
 * Leases the next open flag: the one that this moderator holds if it fits the filter, else the free one with the highest
 * score, then the oldest.
 */
export function nextInQueue(
  base: Base,
  guildId: string,
  moderatorId: string,
  filter: QueueFilter,
  now: number,
  leaseMs: number,
): Promise<Flag | undefined> {
  const holder = base.pseudonyms.moderator(guildId, moderatorId);
  return base.transact(async (db) => {
    // Two concurrent requests of one moderator lease one flag, not two.
    await lockUntilCommit(base.kind, db, `queue ${holder}`);
    for (;;) {
      const id =
        (await heldBy(base, db, guildId, holder, filter, now)) ??
        (await firstFree(base, db, guildId, filter, now));
      const flag = id && (await lease(base, db, id, { guildId, moderatorId, now, leaseMs }));
      // One that cannot be read was set aside just now: the next one, then.
      if (id === undefined || flag !== undefined) return flag === '' ? undefined : flag;
    }
  });
}

/** The first flag that the moderator holds. They are few, so they are sorted here and SQLite finds them by their holder. */
async function heldBy(
  base: Base,
  db: Database,
  guildId: string,
  holder: string,
  filter: QueueFilter,
  now: number,
): Promise<string | undefined> {
  const rows = await db
    .selectFrom('flags')
    .select(['id', 'score', 'created_at'])
    .where(inQueue(guildId, filter, now))
    .where('claim_hash', '=', holder)
    .where('claim_until', '>', now)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .execute();
  rows.sort((a, b) => b.score - a.score || a.created_at - b.created_at || (a.id < b.id ? -1 : 1));
  return rows[0]?.id;
}

/** The first flag in queue order that nobody holds. */
async function firstFree(
  base: Base,
  db: Database,
  guildId: string,
  filter: QueueFilter,
  now: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('flags')
    .select('id')
    .where(inQueue(guildId, filter, now))
    .where('claim_until', '<=', now)
    .orderBy('score', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    // Skips rows that others are about to lease instead of waiting for them.
    .$if(base.kind === 'postgres', (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
  return row?.id;
}

/** Ends a moderator's lease on one flag, or on all flags of the server. */
export async function release(base: Base, guildId: string, moderatorId: string, id?: string): Promise<void> {
  const holder = base.pseudonyms.moderator(guildId, moderatorId);
  await base.query((db) =>
    db
      .updateTable('flags')
      .set({ claim_hash: null, claim_by: null, claim_until: 0 })
      .where('guild_id', '=', guildId)
      .where('state', '=', sql.lit('open'))
      .where('claim_hash', '=', holder)
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .execute(),
  );
}

/** Open flags without shadows, in queue order. */
export async function openFlags(base: Base, guildId: string, limit: number): Promise<Flag[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('flags')
      .selectAll()
      .where(inQueue(guildId, {}, 0))
      .orderBy('score', 'desc')
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit)
      .execute(),
  );
  return readFlags(base, rows);
}

/** Counts the open flags that fit a filter, and how many of them somebody holds now. */
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

const keyRows = z.array(z.object({ key: z.string(), count: whole }));

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
  return checked(keyRows, rows, 'flags');
}

const articleRows = z.array(z.object({ articleId: z.string(), count: whole }));

/** Articles of the open flags in the queue, most frequent first. */
export async function articlesInQueue(
  base: Base,
  guildId: string,
): Promise<{ articleId: string; count: number }[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('flags')
      .select((eb) => ['article_id as articleId', eb.fn.countAll().as('count')])
      .where(inQueue(guildId, {}, 0))
      .groupBy('article_id')
      .orderBy('count', 'desc')
      .orderBy('article_id')
      .execute(),
  );
  return checked(articleRows, rows, 'flags');
}
