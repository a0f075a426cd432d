import { z } from 'zod';
import {
  type Appeal,
  APPEAL_STATES,
  type AppealStore,
  type NoAppeal,
  NOTE_STATES,
  type NoteState,
} from './appeal-port.js';
import type { Base, Database } from './base.js';
import { addEffects } from './outbox.js';
import { contextOf } from './encryption/sealed-columns.js';
import { checked, nullableBytes, whole } from './row.js';

const rowSchema = z.object({
  guild_id: z.string(),
  case_number: whole,
  flag_id: z.string(),
  author_hash: z.string(),
  author: nullableBytes,
  content: nullableBytes,
  at: whole,
  state: z.enum(APPEAL_STATES),
  moderator: nullableBytes,
  answer: nullableBytes,
  settled_at: whole.nullable(),
  told: z.enum(NOTE_STATES).nullable(),
  card_channel_id: z.string().nullable(),
  card_message_id: z.string().nullable(),
});

type Column = 'author' | 'content' | 'moderator' | 'answer';

function seal(base: Base, column: Column, guildId: string, number: number, text: string): Buffer {
  return base.vault.seal(text, contextOf(`appeals.${column}`, guildId, number));
}

function readAppeal(base: Base, from: unknown): Appeal {
  const row = checked(rowSchema, from, 'appeals');
  const open = (column: Column): string | null => {
    const sealed = row[column];
    return sealed && base.vault.open(sealed, contextOf(`appeals.${column}`, row.guild_id, row.case_number));
  };
  const { card_channel_id, card_message_id } = row;
  return {
    guildId: row.guild_id,
    caseNumber: row.case_number,
    flagId: row.flag_id,
    authorHash: row.author_hash,
    authorId: open('author'),
    text: open('content'),
    at: row.at,
    state: row.state,
    moderatorId: open('moderator'),
    answer: open('answer'),
    settledAt: row.settled_at,
    told: row.told,
    card:
      card_channel_id === null || card_message_id === null
        ? null
        : { channelId: card_channel_id, messageId: card_message_id },
  };
}

/** Whether the poster had no note since a time. */
export async function mayNote(
  base: Base,
  guildId: string,
  authorHash: string,
  since: number,
): Promise<boolean> {
  const row = await base.query((db) =>
    db
      .selectFrom('notes')
      .select('at')
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', authorHash)
      .where('state', '=', 'sent')
      .where('at', '>', since)
      .limit(1)
      .executeTakeFirst(),
  );
  return row === undefined;
}

/** Stores what became of a note. */
export async function noted(
  base: Base,
  guildId: string,
  caseNumber: number,
  { state, authorHash, at }: Parameters<AppealStore['noted']>[2],
): Promise<void> {
  await base.query((db) =>
    db
      .insertInto('notes')
      .values({ guild_id: guildId, case_number: caseNumber, author_hash: authorHash, state, at })
      .onConflict((conflict) => conflict.columns(['guild_id', 'case_number']).doNothing())
      .execute(),
  );
}

/** What became of the note on a case; undefined when there is none. */
export async function noteOf(
  base: Base,
  guildId: string,
  caseNumber: number,
): Promise<NoteState | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('notes')
      .select('state')
      .where('guild_id', '=', guildId)
      .where('case_number', '=', caseNumber)
      .executeTakeFirst(),
  );
  return row && checked(z.enum(NOTE_STATES), row.state, 'notes');
}

/** Whether somebody may appeal against a case; undefined: yes. */
export function checkAppeal(
  base: Base,
  guildId: string,
  caseNumber: number,
  userId: string,
  since: number,
): Promise<NoAppeal | undefined> {
  return base.query(async (db) => {
    const found = await appealable(base, db, { guildId, caseNumber, userId, since });
    return typeof found === 'string' ? found : undefined;
  });
}

async function appealable(
  base: Base,
  db: Database,
  of: {
    readonly guildId: string;
    readonly caseNumber: number;
    readonly userId: string;
    readonly since: number;
  },
): Promise<NoAppeal | { readonly flagId: string; readonly authorHash: string }> {
  const author = base.pseudonyms.author(of.guildId, of.userId);
  const decided = await db
    .selectFrom('cases')
    .select(['flag_id', 'author_hash', 'at', 'undone_by', 'decision'])
    .where('guild_id', '=', of.guildId)
    .where('number', '=', of.caseNumber)
    .executeTakeFirst();
  if (decided?.author_hash !== author || decided.decision === 'undo') return 'unknown';
  const before = await db
    .selectFrom('appeals')
    .select('at')
    .where('guild_id', '=', of.guildId)
    .where('case_number', '=', of.caseNumber)
    .executeTakeFirst();
  if (before !== undefined) return 'again';
  if (decided.undone_by !== null) return 'undone';
  if (checked(whole, decided.at, 'cases') < of.since) return 'late';
  return { flagId: decided.flag_id, authorHash: author };
}

/** Opens an appeal, once a case, with its effects in one transaction. */
export function openAppeal(
  base: Base,
  given: Parameters<AppealStore['open']>[0],
): Promise<Appeal | { refused: NoAppeal }> {
  const { guildId, caseNumber, userId, text, now } = given;
  return base.transact(async (db) => {
    const found = await appealable(base, db, given);
    if (typeof found === 'string') return { refused: found };
    const row = await db
      .insertInto('appeals')
      .values({
        guild_id: guildId,
        case_number: caseNumber,
        flag_id: found.flagId,
        author_hash: found.authorHash,
        author: seal(base, 'author', guildId, caseNumber, userId),
        content: seal(base, 'content', guildId, caseNumber, text),
        at: now,
        state: 'open',
        moderator: null,
        answer: null,
        settled_at: null,
        told: null,
        card_channel_id: null,
        card_message_id: null,
      })
      .onConflict((conflict) => conflict.columns(['guild_id', 'case_number']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return { refused: 'again' };
    await addEffects(base, db, given.effects, now);
    return readAppeal(base, row);
  });
}

/** The appeal against a case. */
export async function getAppeal(
  base: Base,
  guildId: string,
  caseNumber: number,
): Promise<Appeal | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('appeals')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('case_number', '=', caseNumber)
      .executeTakeFirst(),
  );
  return row && readAppeal(base, row);
}

/** Settles an open appeal with its effects in one transaction; undefined when it is settled already. */
export function settleAppeal(
  base: Base,
  given: Parameters<AppealStore['settle']>[0],
): Promise<Appeal | undefined> {
  const { guildId, caseNumber, state, moderatorId, answer, now } = given;
  return base.transact(async (db) => {
    const row = await db
      .updateTable('appeals')
      .set({
        state,
        moderator: seal(base, 'moderator', guildId, caseNumber, moderatorId),
        answer: answer === null ? null : seal(base, 'answer', guildId, caseNumber, answer),
        settled_at: now,
      })
      .where('guild_id', '=', guildId)
      .where('case_number', '=', caseNumber)
      .where('state', '=', 'open')
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    await addEffects(base, db, given.effects, now);
    return readAppeal(base, row);
  });
}

/** Changes what is known of an appeal's messages. */
export async function changeAppeal(
  base: Base,
  guildId: string,
  caseNumber: number,
  change: { told: NoteState } | { card_channel_id: string; card_message_id: string },
): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('appeals')
      .set(change)
      .where('guild_id', '=', guildId)
      .where('case_number', '=', caseNumber)
      .execute(),
  );
}

/** Deletes what a poster wrote, and notes to them; the moderators' answers on their appeals too. */
export async function forgetAppeals(db: Database, guildId: string, authorHash: string): Promise<number> {
  await db
    .deleteFrom('notes')
    .where('guild_id', '=', guildId)
    .where('author_hash', '=', authorHash)
    .execute();
  const rows = await db
    .deleteFrom('appeals')
    .where('guild_id', '=', guildId)
    .where('author_hash', '=', authorHash)
    .returning('at')
    .execute();
  return rows.length;
}

/** The appeals of a server, or of one poster in it. */
export async function exportAppeals(base: Base, guildId: string, authorHash?: string): Promise<Appeal[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('appeals')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(authorHash !== undefined, (query) => query.where('author_hash', '=', authorHash ?? ''))
      .orderBy('at')
      .execute(),
  );
  return base.setAside.each(
    'appeals',
    rows,
    (row) => readAppeal(base, row),
    ({ case_number }) => `${guildId}/${case_number}`,
  ).read;
}

/** Deletes a server's notes and appeals from before `before`, and the posters' ids of appeals settled before `named`. */
export async function sweepAppeals(
  base: Base,
  guildId: string,
  before: number,
  named: number,
): Promise<void> {
  await base.query(async (db) => {
    for (const table of ['notes', 'appeals'] as const)
      await db.deleteFrom(table).where('guild_id', '=', guildId).where('at', '<', before).execute();
    await db
      .updateTable('appeals')
      .set({ author: null })
      .where('guild_id', '=', guildId)
      .where('settled_at', '<', named)
      .where('author', 'is not', null)
      .execute();
  });
}
