import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { Flag } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { alone } from './dialect/concurrency.js';
import { readFlag } from './flags.js';
import { checked, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import type { QueueFilter } from './store.js';
import type { Tables } from './tables.js';

/** Open flags of a server that a queue shows: no shadows, and only what fits the filter. */
export function inQueue(
  guildId: string,
  filter: QueueFilter,
  now: number,
): (eb: ExpressionBuilder<Tables, 'flags'>) => Expression<SqlBool> {
  return (eb) => {
    const parts = [
      eb('guild_id', '=', guildId),
      // As literals, so that the index of the queue serves.
      eb('state', '=', sql.lit('open')),
      eb('shadow', '=', eb.lit(0)),
    ];
    if (filter.articleId !== undefined) parts.push(eb('article_id', '=', filter.articleId));
    if (filter.evidenceKey !== undefined) parts.push(eb('evidence_key', '=', filter.evidenceKey));
    if (filter.olderThan !== undefined) parts.push(eb('created_at', '<', now - filter.olderThan));
    if (filter.after !== undefined) parts.push(comesAfter(eb, guildId, filter.after));
    return eb.and(parts);
  };
}

/** Flags behind a flag in the order of the queue, whatever has become of that one; all when there is none of that id. */
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

/** Leases one open flag or renews its lease; undefined when it is not open, a shadow, or held by somebody else. */
export async function claimFlag(
  base: Base,
  guildId: string,
  moderatorId: string,
  id: string,
  now: number,
  leaseMs: number,
): Promise<Flag | undefined> {
  const holder = base.names.moderator(guildId, moderatorId);
  // One statement: of two moderators who claim at once the second no longer fits its condition.
  const row = await base.query((db) =>
    db
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
      .executeTakeFirst(),
  );
  return row && readFlag(base, row);
}

/**
 * Leases the next open flag: the one that this moderator holds if it fits the filter, else the one with the highest
 * score, then the oldest, that nobody holds.
 */
export function nextInQueue(
  base: Base,
  guildId: string,
  moderatorId: string,
  filter: QueueFilter,
  now: number,
  leaseMs: number,
): Promise<Flag | undefined> {
  const holder = base.names.moderator(guildId, moderatorId);
  return base.transact(async (db) => {
    // A moderator who asks twice at once gets one flag, not two.
    await alone(base.kind, db, `queue ${holder}`);
    const id =
      (await held(base, db, guildId, holder, filter, now)) ?? (await free(base, db, guildId, filter, now));
    if (id === undefined) return undefined;
    const row = await db
      .updateTable('flags')
      .set({
        claim_hash: holder,
        claim_by: base.vault.seal(moderatorId, contextOf('flags.claim_by', id)),
        claim_until: now + leaseMs,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return readFlag(base, row);
  });
}

/** What the moderator holds already: few flags, so they are put in order here, and SQLite finds them by their holder. */
async function held(
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

async function free(
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
    // Rows that others are about to lease are passed over, not waited for.
    .$if(base.kind === 'postgres', (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
  return row?.id;
}

/** Gives back what a moderator holds: one flag, or all. */
export async function release(base: Base, guildId: string, moderatorId: string, id?: string): Promise<void> {
  const holder = base.names.moderator(guildId, moderatorId);
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
