import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Selectable,
  sql,
  type SqlBool,
} from 'kysely';
import { z } from 'zod';
import {
  CLOSE_REASONS,
  type CloseReason,
  type Flag,
  FLAG_STATES,
  type FlagContent,
  flagContentSchema,
  type NewEffect,
  cardEffect,
  cardPartitionKey,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { insertCase } from './cases.js';
import { addEffects } from './outbox.js';
import { bit, checked, checkedJson, nullableBytes, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import { countUp } from './servers.js';
import type { Judged, NewFlag } from './store.js';
import type { Tables } from './tables.js';

const rowSchema = z.object({
  id: z.string(),
  guild_id: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  revision: whole,
  article_id: z.string(),
  state: z.enum(FLAG_STATES),
  closed_why: z.enum(CLOSE_REASONS).nullable(),
  shadow: bit,
  reported: bit,
  evidence_key: z.string(),
  score: z.number(),
  author_hash: z.string(),
  content: nullableBytes,
  card_channel_id: z.string().nullable(),
  card_message_id: z.string().nullable(),
  claim_by: nullableBytes,
  claim_until: whole,
  case_number: whole.nullable(),
  last_case: whole.nullable(),
  created_at: whole,
  updated_at: whole,
});

/**
 * Reads a flag from its row.
 *
 * @throws `Fault` `store/strange-row`, `store/unreadable` or `store/unknown-key`
 */
export function readFlag(base: Base, from: unknown): Flag {
  const row = checked(rowSchema, from, 'flags');
  const { claim_by, card_channel_id, card_message_id } = row;
  return {
    id: row.id,
    guildId: row.guild_id,
    channelId: row.channel_id,
    messageId: row.message_id,
    revision: row.revision,
    articleId: row.article_id,
    state: row.state,
    closedWhy: row.closed_why,
    shadow: row.shadow,
    ...(row.reported ? { reported: true } : {}),
    evidenceKey: row.evidence_key,
    score: row.score,
    authorHash: row.author_hash,
    content: row.content && openContent(base, row.id, row.content),
    card:
      card_channel_id === null || card_message_id === null
        ? null
        : { channelId: card_channel_id, messageId: card_message_id },
    claim: claim_by && {
      by: base.vault.open(claim_by, contextOf('flags.claim_by', row.id)),
      until: row.claim_until,
    },
    caseNumber: row.case_number,
    lastCase: row.last_case,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Reads flags; those that cannot be read are left out, and told. */
export function readFlags(base: Base, rows: readonly { readonly id: string }[]): Flag[] {
  return base.setAside.each(
    'flags',
    rows,
    (row) => readFlag(base, row),
    ({ id }) => id,
  ).read;
}

/** Encrypts the content of a flag. */
export function sealContent(base: Base, id: string, content: FlagContent): Buffer {
  return base.vault.seal(JSON.stringify(content), contextOf('flags.content', id));
}

/** Decrypts the content of a flag; throws a `Fault` `store/…` when it cannot. */
export function openContent(base: Base, id: string, sealed: Uint8Array): FlagContent {
  const text = base.vault.open(sealed, contextOf('flags.content', id));
  return checkedJson(flagContentSchema, text, 'flags.content');
}

/** A flag of a server by its id. */
export async function getFlag(base: Base, guildId: string, id: string): Promise<Flag | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('flags')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  return row && readFlag(base, row);
}

/** The latest flags of an author, newest first, including shadows. */
export async function flagsOfAuthor(
  base: Base,
  guildId: string,
  authorHash: string,
  limit: number,
): Promise<Flag[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('flags')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', authorHash)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute(),
  );
  return readFlags(base, rows);
}

/** A verdict with a flag, and the pseudonyms of the message's author and of the parent's. */
interface Flagged extends Judged {
  readonly flag: NewFlag;
  readonly authorHash: string;
  readonly parentHash: string | null;
}

/** Inserts flags with their effects; a flag that the bot decides by itself (`act`) also gets its case. */
export async function makeFlags(base: Base, db: Database, list: readonly Flagged[]): Promise<Flag[]> {
  if (list.length === 0) return [];
  const rows: Insertable<Tables['flags']>[] = [];
  const effects: NewEffect[] = [];
  for (const flagged of list) {
    const { guildId, flag } = flagged;
    const caseNumber = flag.act ? await countUp(db, guildId, 'cases') : null;
    rows.push(rowOf(base, flagged, caseNumber));
    if (flag.act && caseNumber !== null) effects.push(...flag.act.effects(caseNumber));
    effects.push(...flag.effects);
  }
  const made = new Map((await insert(db, rows)).map((row) => [row.id, readFlag(base, row)]));
  for (const { guildId, flag, authorHash, parentHash } of list) {
    const caseNumber = made.get(flag.id)?.caseNumber ?? null;
    if (flag.act === undefined || caseNumber === null) continue;
    await insertCase(base, db, {
      guildId,
      number: caseNumber,
      flagId: flag.id,
      decision: flag.act.decision,
      moderatorId: null,
      at: flag.createdAt,
      why: null,
      shown: flag.content,
      evidenceKey: flag.evidenceKey,
      undoes: null,
      authorHash,
      parentHash,
    });
  }
  await addEffects(base, db, effects, list[0]?.flag.createdAt);
  return list.flatMap(({ flag }) => made.get(flag.id) ?? []);
}

function insert(
  db: Database,
  rows: readonly Insertable<Tables['flags']>[],
): Promise<Selectable<Tables['flags']>[]> {
  return db.insertInto('flags').values(rows).returningAll().execute();
}

function rowOf(base: Base, flagged: Flagged, caseNumber: number | null): Insertable<Tables['flags']> {
  const { flag } = flagged;
  const decided = flag.act !== undefined;
  return {
    id: flag.id,
    guild_id: flagged.guildId,
    channel_id: flag.channelId,
    message_id: flagged.messageId,
    revision: flagged.revision,
    article_id: flag.articleId,
    state: decided ? 'decided' : flag.folded === true ? 'closed' : 'open',
    closed_why: !decided && flag.folded === true ? 'in-campaign' : null,
    shadow: flag.shadow ? 1 : 0,
    evidence_key: flag.evidenceKey,
    score: flagged.score,
    priority: flagged.score,
    author_hash: flagged.authorHash,
    parent_hash: flagged.parentHash,
    content: sealContent(base, flag.id, flag.content),
    card_channel_id: null,
    card_message_id: null,
    claim_hash: null,
    claim_by: null,
    claim_until: 0,
    case_number: caseNumber,
    last_case: caseNumber,
    removed: flag.act?.removes === true ? 1 : 0,
    gone: 0,
    named: flag.content.author === null ? 0 : 1,
    version: 0,
    settled_at: decided || flag.folded === true ? flag.createdAt : null,
    created_at: flag.createdAt,
    updated_at: flag.createdAt,
  };
}

/**
 * Closes the open flags that `which` selects, with a `card-update` for each that has a card or will get one. Reported messages
 * that were to be decided with one of them are decided by themselves from now on.
 */
export async function closeFlags(
  base: Base,
  db: Database,
  which: (eb: ExpressionBuilder<Tables, 'flags'>) => Expression<SqlBool>,
  why: CloseReason,
  now: number,
): Promise<Flag[]> {
  const rows = await db
    .updateTable('flags')
    .set((eb) => ({
      state: 'closed',
      closed_why: why,
      claim_hash: null,
      claim_by: null,
      claim_until: 0,
      head_id: null,
      version: eb('version', '+', 1),
      settled_at: now,
      updated_at: now,
    }))
    .where((eb) =>
      eb.or([eb('state', '=', sql.lit('open')), eb('closed_why', '=', sql.lit<string>('in-report'))]),
    )
    .where(which)
    .returningAll()
    .execute();
  await updateCards(base, db, rows, now);
  await releaseFollowers(
    base,
    db,
    rows.filter(({ reported }) => reported === 1),
    now,
  );
  return readFlags(base, rows).sort((a, b) => a.createdAt - b.createdAt);
}

/** Opens the oldest flag that was to be decided with each of these, with a card of its own; the others go with it. */
export async function releaseFollowers(
  base: Base,
  db: Database,
  heads: readonly Pick<Tables['flags'], 'id' | 'guild_id'>[],
  now: number,
): Promise<void> {
  for (const { id, guild_id } of heads) {
    const first = await db
      .selectFrom('flags')
      .select(['id', 'priority'])
      .where('head_id', '=', id)
      .where('closed_why', '=', 'in-report')
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (first === undefined) continue;
    await db
      .updateTable('flags')
      .set((eb) => ({
        state: 'open',
        closed_why: null,
        settled_at: null,
        head_id: null,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', first.id)
      .execute();
    await db.updateTable('flags').set({ head_id: first.id }).where('head_id', '=', id).execute();
    await addEffects(base, db, [cardEffect(guild_id, first.id)], now);
  }
}

/** Adds a `card-update` for each changed flag; shadows have no card. */
export async function updateCards(
  base: Base,
  db: Database,
  rows: readonly Pick<Tables['flags'], 'id' | 'guild_id' | 'shadow' | 'version'>[],
  now: number,
): Promise<void> {
  const effects = rows
    .filter(({ shadow }) => shadow === 0)
    .map(({ id, guild_id, version }) => ({
      guildId: guild_id,
      partitionKey: cardPartitionKey(id),
      key: `card-update:${id}:v${version}`,
      effect: { kind: 'card-update', flagId: id } as const,
    }));
  await addEffects(base, db, effects, now);
}

/** Stores the channel and message id of a flag's card. */
export async function setCard(base: Base, id: string, card: NonNullable<Flag['card']>): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('flags')
      .set({ card_channel_id: card.channelId, card_message_id: card.messageId })
      .where('id', '=', id)
      .execute(),
  );
}

/** Notes that a flag's message was never deleted: its decision was undone before. */
export async function flagStands(base: Base, id: string): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('flags')
      .set({ removed: 0 })
      .where('id', '=', id)
      .where('state', '=', sql.lit('open'))
      .execute(),
  );
}
