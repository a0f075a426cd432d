import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import {
  ACTIONS,
  earnsCard,
  type NewEffect,
  REPORTED,
  reportedPriority,
  type ReportRecord,
  reportWorth,
  cardEffect,
  cardPartitionKey,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { lockUntilCommit } from './dialect/concurrency.js';
import { makeFlags } from './flags.js';
import { addEffects } from './outbox.js';
import type { NewReport, ReportCounts, Reported, ReportSummary } from './report-port.js';
import { checked, whole } from './row.js';
import { ensureServers } from './servers.js';
import type { Tables } from './tables.js';

const HOUR_MS = 3_600_000;
const AGAINST: readonly string[] = ACTIONS;

type FlagRow = Pick<
  Selectable<Tables['flags']>,
  'id' | 'state' | 'closed_why' | 'shadow' | 'priority' | 'head_id' | 'card_message_id' | 'created_at'
>;
const FLAG_COLUMNS = [
  'id',
  'state',
  'closed_why',
  'shadow',
  'priority',
  'head_id',
  'card_message_id',
  'created_at',
] as const;

/** Stores a report, once a person and message, in one transaction with its flag and the effects of its card. */
export function addReport(base: Base, report: NewReport): Promise<Reported> {
  const { guildId, messageId, now } = report;
  const reporter = base.pseudonyms.reporter(guildId, report.reporterId);
  return base.transact(async (db) => {
    await ensureServers(db, [guildId]);
    // One at a time: limits and entries are counted before they are written.
    await lockUntilCommit(base.kind, db, `reports ${guildId}`);
    const own = await db
      .selectFrom('reports')
      .select('at')
      .where('guild_id', '=', guildId)
      .where('message_id', '=', messageId)
      .where('reporter_hash', '=', reporter)
      .executeTakeFirst();
    if (own !== undefined) return { kind: 'again' };
    const flag = await flagOfMessage(base, db, guildId, messageId);
    if (flag?.state === 'decided') return { kind: 'decided' };
    const refused = await overLimit(db, report, reporter);
    if (refused !== undefined) return refused;
    const record = (await recordsOf(db, guildId, [reporter])).get(reporter) ?? NOTHING;
    const likeness = report.folded === null ? null : base.pseudonyms.likeness(guildId, report.folded);
    const flagId = flag?.id ?? (await makeEntry(base, db, report, record, likeness)).id;
    await db
      .insertInto('reports')
      .values({
        guild_id: guildId,
        message_id: messageId,
        reporter_hash: reporter,
        flag_id: flagId,
        channel_id: report.channelId,
        at: now,
      })
      .execute();
    await noteReport(base, db, report, { flagId, record, likeness, reporter });
    return { kind: 'taken', flagId };
  });
}

const NOTHING: ReportRecord = { right: 0, wrong: 0 };

/** The flag of a message that moderators can decide or have decided, or whose campaign they decide. */
function flagOfMessage(
  base: Base,
  db: Database,
  guildId: string,
  messageId: string,
): Promise<FlagRow | undefined> {
  return db
    .selectFrom('flags')
    .select(FLAG_COLUMNS)
    .where('guild_id', '=', guildId)
    .where('message_id', '=', messageId)
    .where((eb) =>
      eb.or([eb('state', 'in', ['open', 'decided']), eb('closed_why', 'in', ['in-campaign', 'in-report'])]),
    )
    .orderBy('revision', 'desc')
    .limit(1)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** Refuses a report where its person, or the server, has reported as often as allowed within the last hour. */
async function overLimit(
  db: Database,
  { guildId, now, limits }: NewReport,
  reporter: string,
): Promise<Reported | undefined> {
  for (const [who, most] of [
    ['person', limits.perPerson],
    ['server', limits.perServer],
  ] as const) {
    // The report that must be an hour old before the next one.
    const last = await db
      .selectFrom('reports')
      .select('at')
      .where('guild_id', '=', guildId)
      .where('at', '>', now - HOUR_MS)
      .$if(who === 'person', (query) => query.where('reporter_hash', '=', reporter))
      .orderBy('at', 'desc')
      .offset(most - 1)
      .limit(1)
      .executeTakeFirst();
    if (last !== undefined)
      return { kind: 'too-many', who, waitMs: checked(whole, last.at, 'reports') + HOUR_MS - now };
  }
  return undefined;
}

/** Makes the flag of a message that has none: an entry of its own, or part of that of a message like it. */
async function makeEntry(
  base: Base,
  db: Database,
  report: NewReport,
  record: ReportRecord,
  likeness: string | null,
): Promise<{ readonly id: string }> {
  const { guildId, messageId, revision, articleId, channelId, content, flagId: id, now } = report;
  const head = await alikeEntry(base, db, report, likeness);
  await makeFlags(base, db, [
    {
      guildId,
      messageId,
      revision,
      verdict: content.result.verdict,
      score: content.result.score,
      authorHash: base.pseudonyms.author(guildId, content.author?.id ?? ''),
      parentHash:
        report.parentAuthorId === undefined ? null : base.pseudonyms.author(guildId, report.parentAuthorId),
      flag: {
        id,
        channelId,
        articleId,
        shadow: false,
        evidenceKey: REPORTED,
        content,
        createdAt: now,
        effects: head === undefined && earnsCard(record) ? [cardEffect(guildId, id)] : [],
      },
    },
  ]);
  if (head !== undefined)
    await db
      .updateTable('flags')
      .set({ state: 'closed', closed_why: 'in-report', head_id: head.id, settled_at: now })
      .where('id', '=', id)
      .execute();
  return { id };
}

/** The open entry of a reported message like this one: the same folded text, or of the same campaign. */
function alikeEntry(
  base: Base,
  db: Database,
  { guildId, messageId }: NewReport,
  likeness: string | null,
): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('flags')
    .select('flags.id')
    .where('flags.guild_id', '=', guildId)
    .where('flags.state', '=', sql.lit('open'))
    .where('flags.reported', '=', sql.lit(1))
    .where('flags.shadow', '=', 0)
    .where((eb) => {
      const campaign = eb
        .selectFrom('campaign_posts as own')
        .innerJoin('campaign_posts as other', (join) =>
          join
            .onRef('other.guild_id', '=', 'own.guild_id')
            .onRef('other.campaign_id', '=', 'own.campaign_id'),
        )
        .select('other.message_id')
        .where('own.guild_id', '=', guildId)
        .where('own.message_id', '=', messageId);
      const alike = eb('flags.message_id', 'in', campaign);
      return likeness === null ? alike : eb.or([eb('flags.likeness', '=', likeness), alike]);
    })
    .orderBy('flags.created_at')
    .orderBy('flags.id')
    .limit(1)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** Marks the flag of a reported message, moves its entry forward in the queue and orders its card. */
async function noteReport(
  base: Base,
  db: Database,
  { guildId, messageId, now }: NewReport,
  noted: {
    readonly flagId: string;
    readonly record: ReportRecord;
    readonly likeness: string | null;
    readonly reporter: string;
  },
): Promise<void> {
  const { flagId, record, likeness, reporter } = noted;
  const own = await db
    .updateTable('flags')
    .set({ reported: 1, likeness })
    .where('id', '=', flagId)
    .returning(FLAG_COLUMNS)
    .executeTakeFirstOrThrow();
  const entryId = own.closed_why === 'in-report' && own.head_id !== null ? own.head_id : flagId;
  const entry = await db
    .selectFrom('flags')
    .select(FLAG_COLUMNS)
    .where('id', '=', entryId)
    .executeTakeFirst();
  if (entry?.state !== 'open') return;
  await db
    .updateTable('flags')
    // What was only recorded is for the moderators now.
    .set({ priority: reportedPriority(entry.priority, [record]), shadow: 0 })
    .where('id', '=', entryId)
    .execute();
  const key = `card-update:${entryId}:report-${messageId}-${reporter}-${now}`;
  const effects: NewEffect[] = [
    ...(earnsCard(record) ? [cardEffect(guildId, entryId)] : []),
    {
      guildId,
      partitionKey: cardPartitionKey(entryId),
      key,
      effect: { kind: 'card-update', flagId: entryId },
    },
  ];
  await addEffects(base, db, effects, now);
}

const recordRows = z.array(z.object({ reporter_hash: z.string(), right: whole, wrong: whole }));

/** What moderators decided on the reports of some people; decisions that were undone, and `dismiss`, do not count. */
async function recordsOf(
  db: Database,
  guildId: string,
  reporters: readonly string[],
): Promise<Map<string, ReportRecord>> {
  if (reporters.length === 0) return new Map();
  const rows = await decidedReports(db, guildId)
    .select((eb) => [
      'reports.reporter_hash',
      eb.fn.countAll().filterWhere('cases.decision', 'in', AGAINST).as('right'),
      eb.fn.countAll().filterWhere('cases.decision', '=', 'keep').as('wrong'),
    ])
    .where('reports.reporter_hash', 'in', reporters)
    .groupBy('reports.reporter_hash')
    .execute();
  return new Map(
    checked(recordRows, rows, 'reports').map(({ reporter_hash, right, wrong }) => [
      reporter_hash,
      { right, wrong },
    ]),
  );
}

/** Reports with the decision of a moderator on them. */
function decidedReports(db: Database, guildId: string) {
  return db
    .selectFrom('reports')
    .innerJoin('flags', 'flags.id', 'reports.flag_id')
    .innerJoin('cases', (join) =>
      join.onRef('cases.guild_id', '=', 'flags.guild_id').onRef('cases.number', '=', 'flags.case_number'),
    )
    .where('reports.guild_id', '=', guildId)
    .where('flags.state', '=', sql.lit('decided'))
    .where('cases.moderator', 'is not', null)
    .where('cases.decision', 'in', ['keep', ...AGAINST]);
}

/** The reports of an entry; undefined when there are none. */
export async function reportSummary(
  base: Base,
  guildId: string,
  flagId: string,
): Promise<ReportSummary | undefined> {
  return base.query(async (db) => {
    const rows = await db
      .selectFrom('reports')
      .innerJoin('flags', 'flags.id', 'reports.flag_id')
      .select(['reports.message_id', 'reports.channel_id', 'reports.reporter_hash'])
      .where('reports.guild_id', '=', guildId)
      .where((eb) => eb.or([eb('flags.id', '=', flagId), eb('flags.head_id', '=', flagId)]))
      .execute();
    if (rows.length === 0) return undefined;
    const people = [...new Set(rows.map(({ reporter_hash }) => reporter_hash))];
    const records = await recordsOf(db, guildId, people);
    return {
      reports: rows.length,
      messages: new Set(rows.map(({ message_id }) => message_id)).size,
      channels: new Set(rows.map(({ channel_id }) => channel_id)).size,
      reporters: people
        .map((one) => records.get(one) ?? NOTHING)
        .sort((a, b) => reportWorth(b) - reportWorth(a) || b.right + b.wrong - (a.right + a.wrong)),
    };
  });
}

const countRow = z.object({ reports: whole, reporters: whole });
const decidedRow = z.object({ right: whole, wrong: whole });

/** Counts reports since a time, and what moderators decided on them. */
export async function reportCounts(base: Base, guildId: string, since: number): Promise<ReportCounts> {
  return base.query(async (db) => {
    const all = await db
      .selectFrom('reports')
      .select((eb) => [
        eb.fn.countAll().as('reports'),
        eb.fn.count('reporter_hash').distinct().as('reporters'),
      ])
      .where('guild_id', '=', guildId)
      .where('at', '>=', since)
      .executeTakeFirstOrThrow();
    const decided = await decidedReports(db, guildId)
      .select((eb) => [
        eb.fn.countAll().filterWhere('cases.decision', 'in', AGAINST).as('right'),
        eb.fn.countAll().filterWhere('cases.decision', '=', 'keep').as('wrong'),
      ])
      .where('reports.at', '>=', since)
      .executeTakeFirstOrThrow();
    return { ...checked(countRow, all, 'reports'), ...checked(decidedRow, decided, 'reports') };
  });
}

/** Deletes a person's reports in a server; returns their number. What they led to stays. */
export async function forgetReports(
  base: Base,
  db: Database,
  guildId: string,
  userId: string,
): Promise<number> {
  const rows = await db
    .deleteFrom('reports')
    .where('guild_id', '=', guildId)
    .where('reporter_hash', '=', base.pseudonyms.reporter(guildId, userId))
    .returning('at')
    .execute();
  return rows.length;
}

/** The reports of a server, or of one person in it, oldest first. */
export async function exportReports(
  base: Base,
  guildId: string,
  userId?: string,
): Promise<Record<string, unknown>[]> {
  const one = userId === undefined ? '' : base.pseudonyms.reporter(guildId, userId);
  const rows = await base.query((db) =>
    db
      .selectFrom('reports')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(userId !== undefined, (query) => query.where('reporter_hash', '=', one))
      .orderBy('at')
      .execute(),
  );
  return rows.map(({ channel_id, message_id, reporter_hash, at }) => ({
    channelId: channel_id,
    messageId: message_id,
    reporterHash: reporter_hash,
    at,
  }));
}

/** Deletes the reports of a server from before `before`. */
export async function sweepReports(base: Base, guildId: string, before: number): Promise<void> {
  await base.query((db) =>
    db.deleteFrom('reports').where('guild_id', '=', guildId).where('at', '<', before).execute(),
  );
}
