import { sql } from 'kysely';
import { z } from 'zod';
import type { Verdict } from '../judge/index.js';
import {
  ACTIONS,
  type DecisionCounts,
  OWN_RULE_LIMITS,
  OWN_RULE_STATES,
  type RuleForm,
  ruleFormSchema,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks, inBatches } from './batches.js';
import { contextOf } from './encryption/sealed-columns.js';
import { openContent } from './flags.js';
import { addEffects } from './outbox.js';
import {
  type BrokenOwnRule,
  OWN_RULE_EVENTS,
  type OwnRule,
  type OwnRuleCounts,
  type OwnRuleEvent,
  type OwnRuleStore,
} from './own-rule-port.js';
import { bytes, checked, checkedJson, nullableBytes, whole } from './row.js';
import { ensureServers } from './servers.js';
import { isUnreadable } from './set-aside.js';
import type { Judged } from './store.js';

const rowSchema = z.object({
  guild_id: z.string(),
  id: z.string(),
  state: z.enum(OWN_RULE_STATES),
  version: whole,
  content: bytes,
  created_at: whole,
  changed_at: whole,
});
const contentSchema = z.object({ form: ruleFormSchema.nullable(), pending: ruleFormSchema.nullable() });
type Content = z.infer<typeof contentSchema>;

/** @throws `Fault` `store/strange-row`, `store/unreadable` or `store/unknown-key` */
function readRule(base: Base, from: unknown): OwnRule {
  const row = checked(rowSchema, from, 'own_rules');
  const text = base.vault.open(row.content, contextOf('own_rules.content', row.guild_id, row.id));
  return {
    guildId: row.guild_id,
    id: row.id,
    state: row.state,
    version: row.version,
    ...checkedJson(contentSchema, text, 'own_rules.content'),
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

function sealRule(base: Base, guildId: string, id: string, { form, pending }: Content): Buffer {
  return base.vault.seal(JSON.stringify({ form, pending }), contextOf('own_rules.content', guildId, id));
}

/** The rules of a server, oldest first; what cannot be read is set aside and keeps no other from being used. */
export async function listOwnRules(
  base: Base,
  guildId: string,
): Promise<{ rules: OwnRule[]; broken: BrokenOwnRule[] }> {
  const rows = await base.query((db) =>
    db
      .selectFrom('own_rules')
      .selectAll()
      .where('guild_id', '=', guildId)
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
  );
  const rules: OwnRule[] = [];
  const broken: BrokenOwnRule[] = [];
  for (const row of rows)
    try {
      rules.push(readRule(base, row));
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const state = z.enum(OWN_RULE_STATES).catch('draft').parse(row.state);
      broken.push({ id: row.id, state, code: error.code });
      base.setAside.tell({ table: 'own_rules', key: row.id, guildId, code: error.code });
    }
  return { rules, broken };
}

export async function getOwnRule(base: Base, guildId: string, id: string): Promise<OwnRule | undefined> {
  const row = await base.query((db) => rowOf(db, guildId, id));
  return row && readRule(base, row);
}

function rowOf(db: Database, guildId: string, id: string) {
  return db
    .selectFrom('own_rules')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Locks the server's row, so that two moderators cannot pass the limit together, nor write one event number twice. */
async function lockServer(base: Base, db: Database, guildId: string): Promise<void> {
  await ensureServers(db, [guildId]);
  if (base.kind === 'postgres')
    await db.selectFrom('servers').select('guild_id').where('guild_id', '=', guildId).forUpdate().execute();
}

export function addOwnRule(
  base: Base,
  ...[guildId, id, { form, isRule }, { moderatorId, now }]: Parameters<OwnRuleStore['add']>
): Promise<OwnRule | undefined> {
  return base.transact(async (db) => {
    await lockServer(base, db, guildId);
    const { count } = await db
      .selectFrom('own_rules')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('guild_id', '=', guildId)
      .executeTakeFirstOrThrow();
    if (checked(whole, count, 'own_rules') >= OWN_RULE_LIMITS.rules) return undefined;
    const made = {
      guild_id: guildId,
      id,
      state: 'draft' as const,
      version: isRule ? 1 : 0,
      events: 0,
      content: sealRule(base, guildId, id, isRule ? { form, pending: null } : { form: null, pending: form }),
      created_at: now,
      changed_at: now,
    };
    await db.insertInto('own_rules').values(made).execute();
    if (isRule)
      await addEvent(base, db, guildId, id, { kind: 'made', version: 1, at: now, moderatorId, form });
    return readRule(base, made);
  });
}

export function editOwnRule(
  base: Base,
  ...[guildId, id, { form, isRule }, { moderatorId, now }]: Parameters<OwnRuleStore['edit']>
): Promise<OwnRule | undefined> {
  return base.transact(async (db) => {
    await lockServer(base, db, guildId);
    const row = await rowOf(db, guildId, id);
    if (row === undefined) return undefined;
    const before = readRule(base, row);
    const version = before.version + (isRule ? 1 : 0);
    const state = isRule && before.state === 'live' ? 'shadow' : before.state;
    const content = isRule ? { form, pending: null } : { form: before.form, pending: form };
    const changes = {
      version,
      state,
      content: sealRule(base, guildId, id, content),
      ...(isRule ? { changed_at: now } : {}),
    };
    await db
      .updateTable('own_rules')
      .set(changes)
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .execute();
    if (isRule) {
      const kind = version === 1 ? 'made' : 'edited';
      await addEvent(base, db, guildId, id, { kind, version, at: now, moderatorId, form });
    }
    return readRule(base, { ...row, ...changes });
  });
}

export function moveOwnRule(
  base: Base,
  ...[guildId, id, { version, from, to }, by]: Parameters<OwnRuleStore['move']>
): Promise<OwnRule | undefined> {
  return base.transact(async (db) => {
    await lockServer(base, db, guildId);
    const row = await db
      .updateTable('own_rules')
      .set({ state: to, changed_at: by.now })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .where('version', '=', version)
      .where('version', '>', 0)
      .where('state', '=', from)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const moved = readRule(base, row);
    if ('figures' in by) {
      const { figures, now: at, effects } = by;
      await addEvent(base, db, guildId, id, { kind: 'demoted', version, at, moderatorId: null, figures });
      await addEffects(base, db, effects, at);
    } else
      await addEvent(base, db, guildId, id, { kind: to, version, at: by.now, moderatorId: by.moderatorId });
    return moved;
  });
}

async function addEvent(
  base: Base,
  db: Database,
  guildId: string,
  ruleId: string,
  {
    form = null,
    figures = null,
    moderatorId,
    ...event
  }: Pick<OwnRuleEvent, 'kind' | 'version' | 'at' | 'moderatorId'> & {
    readonly form?: RuleForm | null;
    readonly figures?: OwnRuleEvent['figures'];
  },
): Promise<void> {
  const { events: number } = await db
    .updateTable('own_rules')
    .set((eb) => ({ events: eb('events', '+', 1) }))
    .where('guild_id', '=', guildId)
    .where('id', '=', ruleId)
    .returning('events')
    .executeTakeFirstOrThrow();
  const seal = (column: 'moderator' | 'content', text: string): Buffer =>
    base.vault.seal(text, contextOf(`own_rule_events.${column}`, guildId, ruleId, number));
  await db
    .insertInto('own_rule_events')
    .values({
      guild_id: guildId,
      rule_id: ruleId,
      number,
      ...event,
      moderator: moderatorId === null ? null : seal('moderator', moderatorId),
      content: form === null && figures === null ? null : seal('content', JSON.stringify({ form, figures })),
    })
    .execute();
}

export function removeOwnRule(base: Base, guildId: string, id: string): Promise<boolean> {
  return base.transact(async (db) => {
    for (const table of ['own_rule_hits', 'own_rule_events'] as const)
      await db.deleteFrom(table).where('guild_id', '=', guildId).where('rule_id', '=', id).execute();
    const removed = await db
      .deleteFrom('own_rules')
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .returning('id')
      .execute();
    return removed.length > 0;
  });
}

const eventSchema = z.object({
  number: whole,
  kind: z.enum(OWN_RULE_EVENTS),
  version: whole,
  at: whole,
  moderator: nullableBytes,
  content: nullableBytes,
});
const eventContentSchema = z.object({
  form: ruleFormSchema.nullable(),
  figures: z.object({ right: whole, decided: whole, p: z.number() }).nullable(),
});

/** What happened to a rule, newest first. */
export async function ownRuleEvents(
  base: Base,
  guildId: string,
  ruleId: string,
  limit: number,
): Promise<OwnRuleEvent[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('own_rule_events')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('rule_id', '=', ruleId)
      .orderBy('number', 'desc')
      .limit(limit)
      .execute(),
  );
  const read = (from: object): OwnRuleEvent => {
    const { moderator, content, ...row } = checked(eventSchema, from, 'own_rule_events');
    const open = (column: 'moderator' | 'content', sealed: Uint8Array): string =>
      base.vault.open(sealed, contextOf(`own_rule_events.${column}`, guildId, ruleId, row.number));
    return {
      ...row,
      moderatorId: moderator === null ? null : open('moderator', moderator),
      ...(content === null
        ? { form: null, figures: null }
        : checkedJson(eventContentSchema, open('content', content), 'own_rule_events.content')),
    };
  };
  return base.setAside.each('own_rule_events', rows, read, ({ number }) => `${ruleId}/${number}`).read;
}

/** Notes which rules found judged messages, in the transaction of their verdicts; those of an earlier revision go. */
export async function noteHits(
  db: Database,
  judged: readonly Pick<Judged, 'guildId' | 'messageId' | 'revision' | 'ownRules'>[],
): Promise<void> {
  const edited = judged.filter(({ revision }) => revision > 0).map(({ messageId }) => messageId);
  for (const ids of chunks(edited))
    await db.deleteFrom('own_rule_hits').where('message_id', 'in', ids).execute();
  // The first of two verdicts on one message counts.
  const first = new Map([...judged].reverse().map((one) => [one.messageId, one]));
  const rows = [...first.values()].flatMap(({ guildId, messageId, ownRules }) =>
    (ownRules?.hits ?? []).map(({ ruleId, version, live, flagged, newly }) => ({
      message_id: messageId,
      rule_id: ruleId,
      guild_id: guildId,
      version,
      live: live ? 1 : 0,
      flagged: flagged ? 1 : 0,
      newly: newly ? 1 : 0,
      at: ownRules!.at,
    })),
  );
  for (const chunk of chunks(rows))
    await db
      .insertInto('own_rule_hits')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['message_id', 'rule_id']).doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          live: eb.ref('excluded.live'),
          flagged: eb.ref('excluded.flagged'),
          newly: eb.ref('excluded.newly'),
          at: eb.ref('excluded.at'),
        })),
      )
      .execute();
}

const countRows = z.array(z.object({ id: z.string(), hits: whole, flagged: whole, newly: whole }));

/** Hits of each rule since its version is in its state. */
export async function ownRuleCounts(base: Base, guildId: string): Promise<Map<string, OwnRuleCounts>> {
  const { rows } = await base.query((db) =>
    sql`select r.id, count(*) as hits, sum(h.flagged) as flagged, sum(h.newly) as newly
      from own_rules as r join own_rule_hits as h on h.guild_id = r.guild_id and h.rule_id = r.id
      where r.guild_id = ${guildId} and h.version = r.version and h.at >= r.changed_at
        and h.live = case when r.state = 'live' then 1 else 0 end
      group by r.id`.execute(db),
  );
  return new Map(checked(countRows, rows, 'own_rule_hits').map(({ id, ...counts }) => [id, counts]));
}

const AGAINST: readonly string[] = ACTIONS;
const accuracySchema = z.object({ right: whole, wrong: whole });

/** Decisions by moderators that stand, on flags of one kind of evidence raised since `since`. */
export async function ownRuleAccuracy(
  base: Base,
  guildId: string,
  key: string,
  since: number,
): Promise<DecisionCounts> {
  const row = await base.query((db) =>
    db
      .selectFrom('cases')
      .innerJoin('flags', 'flags.id', 'cases.flag_id')
      .select((eb) => [
        eb.fn.countAll().filterWhere('cases.decision', 'in', AGAINST).as('right'),
        eb.fn.countAll().filterWhere('cases.decision', '=', 'keep').as('wrong'),
      ])
      .where('cases.guild_id', '=', guildId)
      .where('cases.evidence_key', '=', key)
      .where('cases.moderator', 'is not', null)
      .where('cases.undone_by', 'is', null)
      .where('cases.decision', '<>', 'undo')
      .where('flags.created_at', '>=', since)
      .executeTakeFirstOrThrow(),
  );
  return checked(accuracySchema, row, 'cases');
}

function labelOf(decision: string | null): Verdict | null {
  if (decision === 'keep') return 'on-topic';
  return decision !== null && AGAINST.includes(decision) ? 'off-topic' : null;
}

/** Flags of a server with their texts, in order of their ids, and what moderators decided. */
export async function ownRuleHistory(
  base: Base,
  ...[guildId, after, limit]: Parameters<OwnRuleStore['history']>
): ReturnType<OwnRuleStore['history']> {
  const rows = await base.query((db) =>
    db
      .selectFrom('flags')
      .leftJoin('cases', (join) =>
        join
          .onRef('cases.guild_id', '=', 'flags.guild_id')
          .onRef('cases.number', '=', 'flags.case_number')
          .on('cases.moderator', 'is not', null),
      )
      .select(['flags.id', 'flags.message_id', 'flags.article_id', 'flags.content', 'cases.decision'])
      .where('flags.guild_id', '=', guildId)
      .where('flags.id', '>', after)
      .where('flags.content', 'is not', null)
      .orderBy('flags.id')
      .limit(limit)
      .execute(),
  );
  const read = ({ id, content }: (typeof rows)[number]): string => openContent(base, id, content!).text;
  return rows.map((row) => ({
    id: row.id,
    messageId: row.message_id,
    articleId: row.article_id,
    // One that cannot be read is blank, so that a page keeps its length.
    text: base.setAside.one('flags', row, read, ({ id }) => id)?.value ?? '',
    label: labelOf(row.decision),
  }));
}

/** Deletes the notes on messages that were judged before `before`. */
export async function forgetHits(base: Base, guildId: string, before: number): Promise<void> {
  await inBatches(async (limit) => {
    const rows = await base.query((db) =>
      sql`delete from own_rule_hits where (message_id, rule_id) in
        (select message_id, rule_id from own_rule_hits where guild_id = ${guildId} and at < ${before} limit ${sql.lit(limit)})
        returning message_id`.execute(db),
    );
    return rows.rows.length;
  });
}

/** All of a server's rules with their versions, decrypted, for an export. */
export async function exportOwnRules(base: Base, guildId: string): Promise<Record<string, unknown>[]> {
  const { rules } = await listOwnRules(base, guildId);
  return Promise.all(
    rules.map(async (rule) => ({ ...rule, events: await ownRuleEvents(base, guildId, rule.id, 10_000) })),
  );
}
