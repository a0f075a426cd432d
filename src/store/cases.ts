import type { Insertable } from 'kysely';
import { z } from 'zod';
import { type Case, DECISIONS, type FlagContent, flagContentSchema } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks } from './batches.js';
import { checked, checkedJson, nullableBytes, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import type { Tables } from './tables.js';

const rowSchema = z.object({
  guild_id: z.string(),
  number: whole,
  flag_id: z.string(),
  decision: z.enum([...DECISIONS, 'undo']),
  moderator: nullableBytes,
  at: whole,
  why: nullableBytes,
  shown: nullableBytes,
  evidence_key: z.string(),
  undoes: whole.nullable(),
  undone_by: whole.nullable(),
});

/**
 * Reads a case from its row.
 *
 * @throws `Fault` `store/strange-row`, `store/unreadable` or `store/unknown-key`
 */
export function readCase(base: Base, from: unknown): Case {
  const row = checked(rowSchema, from, 'cases');
  const open = (column: 'moderator' | 'why', sealed: Uint8Array | null): string | null =>
    sealed && base.vault.open(sealed, contextOf(`cases.${column}`, row.guild_id, row.number));
  return {
    guildId: row.guild_id,
    number: row.number,
    flagId: row.flag_id,
    decision: row.decision,
    moderatorId: open('moderator', row.moderator),
    at: row.at,
    why: open('why', row.why),
    shown: row.shown && openShown(base, row.guild_id, row.number, row.shown),
    evidenceKey: row.evidence_key,
    undoes: row.undoes,
    undoneBy: row.undone_by,
  };
}

/** Reads cases; those that cannot be read are left out, and told. */
export function readCases(
  base: Base,
  rows: readonly { readonly guild_id: string; readonly number: number }[],
): Case[] {
  return base.setAside.each(
    'cases',
    rows,
    (row) => readCase(base, row),
    ({ guild_id, number }) => `${guild_id}/${number}`,
  ).read;
}

function openShown(base: Base, guildId: string, number: number, sealed: Uint8Array): FlagContent {
  const text = base.vault.open(sealed, contextOf('cases.shown', guildId, number));
  return checkedJson(flagContentSchema, text, 'cases.shown');
}

/** Re-encrypts the content that a case shows with some fields replaced; null stays null. */
export function changeShown(
  base: Base,
  guildId: string,
  number: number,
  shown: Uint8Array | null,
  change: Partial<FlagContent>,
): Buffer | null {
  return (
    shown &&
    base.vault.seal(
      JSON.stringify({ ...openShown(base, guildId, number, shown), ...change }),
      contextOf('cases.shown', guildId, number),
    )
  );
}

/** A new case, with the pseudonyms that find it when an author's data is deleted. */
export interface NewCase extends Omit<Case, 'undoneBy'> {
  readonly authorHash: string;
  readonly parentHash: string | null;
}

/** Inserts a case and returns it. */
export async function insertCase(base: Base, db: Database, made: NewCase): Promise<Case> {
  await insertCases(base, db, [made]);
  return asCase(made);
}

/** Inserts cases. */
export async function insertCases(base: Base, db: Database, list: readonly NewCase[]): Promise<Case[]> {
  for (const chunk of chunks(list)) {
    await db
      .insertInto('cases')
      .values(chunk.map((made) => rowOf(base, made)))
      .execute();
  }
  return list.map(asCase);
}

function rowOf(base: Base, made: NewCase): Insertable<Tables['cases']> {
  const seal = (column: 'moderator' | 'why' | 'shown', text: string | null): Buffer | null =>
    text === null ? null : base.vault.seal(text, contextOf(`cases.${column}`, made.guildId, made.number));
  return {
    guild_id: made.guildId,
    number: made.number,
    flag_id: made.flagId,
    decision: made.decision,
    moderator: seal('moderator', made.moderatorId),
    at: made.at,
    why: seal('why', made.why),
    shown: seal('shown', made.shown && JSON.stringify(made.shown)),
    evidence_key: made.evidenceKey,
    author_hash: made.authorHash,
    parent_hash: made.parentHash,
    named: made.shown?.author ? 1 : 0,
    undoes: made.undoes,
    undone_by: null,
  };
}

function asCase(made: NewCase): Case {
  return {
    guildId: made.guildId,
    number: made.number,
    flagId: made.flagId,
    decision: made.decision,
    moderatorId: made.moderatorId,
    at: made.at,
    why: made.why,
    shown: made.shown,
    evidenceKey: made.evidenceKey,
    undoes: made.undoes,
    undoneBy: null,
  };
}

/** A case by its number. */
export async function getCase(base: Base, guildId: string, number: number): Promise<Case | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('cases')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('number', '=', number)
      .executeTakeFirst(),
  );
  return row && readCase(base, row);
}

/** The cases on a flag, oldest first. */
export async function casesOfFlag(base: Base, guildId: string, flagId: string): Promise<Case[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('cases')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('flag_id', '=', flagId)
      .orderBy('number')
      .execute(),
  );
  return readCases(base, rows);
}

/** The latest cases, newest first. */
export async function latestCases(base: Base, guildId: string, limit: number): Promise<Case[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('cases')
      .selectAll()
      .where('guild_id', '=', guildId)
      .orderBy('number', 'desc')
      .limit(limit)
      .execute(),
  );
  return readCases(base, rows);
}

/** Replaces the reason of a case (null: none). Undefined for an unknown number. */
export async function setWhy(
  base: Base,
  guildId: string,
  number: number,
  why: string | null,
): Promise<Case | undefined> {
  const sealed = why === null ? null : base.vault.seal(why, contextOf('cases.why', guildId, number));
  const row = await base.query((db) =>
    db
      .updateTable('cases')
      .set({ why: sealed })
      .where('guild_id', '=', guildId)
      .where('number', '=', number)
      .returningAll()
      .executeTakeFirst(),
  );
  return row && readCase(base, row);
}
