import { type Expression, type ExpressionBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { Flag, FlagGroup, FlagGroupKey, FlagSelection } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { lockUntilCommit } from './dialect/concurrency.js';
import { readFlag, readFlags } from './flags.js';
import { checked, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import type { QueueFilter, QueueSort } from './store.js';
import type { Tables } from './tables.js';

/** Selects the open flags of a server that fit a filter, without shadows. */
export function inQueue(
  guildId: string,
  filter: QueueFilter,
  now: number,
): (eb: ExpressionBuilder<Tables, 'flags'>) => Expression<SqlBool> {
  return (eb) => {
    const parts = [
      eb('flags.guild_id', '=', guildId),
      // Literals, so that the planner can use the partial index of the queue.
      eb('flags.state', '=', sql.lit('open')),
      eb('shadow', '=', eb.lit(0)),
    ];
    const { articleId, channelId, authorHash, campaignId, evidenceKey, from, below, olderThanMs } = filter;
    if (articleId !== undefined) parts.push(eb('flags.article_id', '=', articleId));
    if (channelId !== undefined) parts.push(eb('flags.channel_id', '=', channelId));
    if (authorHash !== undefined) parts.push(eb('flags.author_hash', '=', authorHash));
    if (campaignId !== undefined) parts.push(eb('message_id', 'in', coreOf(eb, guildId, campaignId)));
    if (evidenceKey !== undefined) parts.push(eb('evidence_key', '=', evidenceKey));
    if (from !== undefined) parts.push(eb('flags.score', '>=', from));
    if (below !== undefined) parts.push(eb('flags.score', '<', below));
    if (olderThanMs !== undefined) parts.push(eb('created_at', '<', now - olderThanMs));
    if (filter.after !== undefined) parts.push(comesAfter(eb, guildId, filter.after, filter.sort ?? 'score'));
    return eb.and(parts);
  };
}

/** Messages of a campaign's core. */
function coreOf(eb: ExpressionBuilder<Tables, 'flags'>, guildId: string, campaignId: string) {
  return eb
    .selectFrom('campaign_posts')
    .select('campaign_posts.message_id')
    .where('campaign_posts.guild_id', '=', guildId)
    .where('campaign_posts.campaign_id', '=', campaignId)
    .where('campaign_posts.core', '=', 1);
}

/** The columns of each order, before the id; whether the highest comes first. */
const ORDERS: Readonly<Record<QueueSort, readonly (readonly ['priority' | 'created_at', boolean])[]>> = {
  score: [
    ['priority', true],
    ['created_at', false],
  ],
  oldest: [
    ['created_at', false],
    ['priority', true],
  ],
  newest: [
    ['created_at', true],
    ['priority', true],
  ],
};

/** Sorts a query over flags in an order of the queue. */
export function inOrder<O>(
  query: SelectQueryBuilder<Tables, 'flags', O>,
  sort: QueueSort,
): SelectQueryBuilder<Tables, 'flags', O> {
  const [[first, firstDown], [second, secondDown]] = ORDERS[sort] as [
    readonly ['priority' | 'created_at', boolean],
    readonly ['priority' | 'created_at', boolean],
  ];
  return query
    .orderBy(`flags.${first}`, firstDown ? 'desc' : 'asc')
    .orderBy(`flags.${second}`, secondDown ? 'desc' : 'asc')
    .orderBy('flags.id');
}

/** Selects the flags after a flag in an order of the queue, whatever its state is now; all flags when the id is unknown. */
function comesAfter(
  eb: ExpressionBuilder<Tables, 'flags'>,
  guildId: string,
  id: string,
  sort: QueueSort,
): Expression<SqlBool> & ReturnType<typeof eb.not> {
  const notBefore = eb
    .selectFrom('flags as last')
    .select('last.id')
    .where('last.guild_id', '=', guildId)
    .where('last.id', '=', id)
    .where((both) => {
      const [[first, firstDown], [second, secondDown]] = ORDERS[sort] as [
        readonly ['priority' | 'created_at', boolean],
        readonly ['priority' | 'created_at', boolean],
      ];
      const same = both(`flags.${first}`, '=', both.ref(`last.${first}`));
      return both.or([
        both(`flags.${first}`, firstDown ? '>' : '<', both.ref(`last.${first}`)),
        both.and([same, both(`flags.${second}`, secondDown ? '>' : '<', both.ref(`last.${second}`))]),
        both.and([
          same,
          both(`flags.${second}`, '=', both.ref(`last.${second}`)),
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
    .select(['id', 'priority', 'created_at'])
    .where(inQueue(guildId, filter, now))
    .where('claim_hash', '=', holder)
    .where('claim_until', '>', now)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .execute();
  const order = ORDERS[filter.sort ?? 'score'];
  rows.sort(
    (a, b) =>
      order.map(([key, down]) => (down ? b[key] - a[key] : a[key] - b[key])).find((by) => by !== 0) ??
      (a.id < b.id ? -1 : 1),
  );
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
  const free = db
    .selectFrom('flags')
    .select('id')
    .where(inQueue(guildId, filter, now))
    .where('claim_until', '<=', now);
  const row = await inOrder(free, filter.sort ?? 'score')
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
      .orderBy('priority', 'desc')
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

const groupRows = z.array(z.object({ value: z.string(), count: whole }));

/** The columns by which flags are grouped. */
const GROUPED = {
  articleId: 'flags.article_id',
  channelId: 'flags.channel_id',
  authorHash: 'flags.author_hash',
  evidenceKey: 'flags.evidence_key',
} as const;

/** Groups of the open flags that fit a filter, most frequent first. */
export async function flagGroups(
  base: Base,
  guildId: string,
  by: FlagGroupKey,
  filter: FlagSelection,
  now: number,
): Promise<FlagGroup[]> {
  return base.query(async (db) => {
    const open = db.selectFrom('flags').where(inQueue(guildId, filter, now));
    if (by !== 'campaignId') {
      const column = GROUPED[by];
      const rows = await open
        .select((eb) => [eb.ref(column).as('value'), eb.fn.countAll().as('count')])
        .groupBy(column)
        .orderBy('count', 'desc')
        .orderBy('value')
        .execute();
      return checked(groupRows, rows, 'flags');
    }
    const rows = await open
      .innerJoin('campaign_posts', 'campaign_posts.message_id', 'flags.message_id')
      .where('campaign_posts.guild_id', '=', guildId)
      .where('campaign_posts.core', '=', 1)
      .where('campaign_posts.campaign_id', 'is not', null)
      .select((eb) => ['campaign_posts.campaign_id as value', eb.fn.countAll().as('count')])
      .groupBy('campaign_posts.campaign_id')
      .orderBy('count', 'desc')
      .orderBy('value')
      .execute();
    return checked(groupRows, rows, 'campaign_posts');
  });
}
