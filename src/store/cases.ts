import { z } from 'zod';
import { type Case, DECISIONS, flagContentSchema } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { checked, checkedJson, nullableBytes, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';

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

/** A case as it stands in the database. */
export function readCase(base: Base, from: unknown): Case {
  const row = checked(rowSchema, from, 'cases');
  const open = (column: 'moderator' | 'why' | 'shown', sealed: Uint8Array | null): string | null =>
    sealed && base.vault.open(sealed, contextOf(`cases.${column}`, row.guild_id, row.number));
  const shown = open('shown', row.shown);
  return {
    guildId: row.guild_id,
    number: row.number,
    flagId: row.flag_id,
    decision: row.decision,
    moderatorId: open('moderator', row.moderator),
    at: row.at,
    why: open('why', row.why),
    shown: shown === null ? null : checkedJson(flagContentSchema, shown, 'cases.shown'),
    evidenceKey: row.evidence_key,
    undoes: row.undoes,
    undoneBy: row.undone_by,
  };
}

/** A case to be kept, with the hashes that find it when an author's data is to be deleted. */
interface NewCase extends Omit<Case, 'undoneBy'> {
  readonly authorHash: string;
  readonly parentHash: string | null;
}

/** Keeps a case. */
export async function insertCase(base: Base, db: Database, made: NewCase): Promise<Case> {
  const seal = (column: 'moderator' | 'why' | 'shown', text: string | null): Buffer | null =>
    text === null ? null : base.vault.seal(text, contextOf(`cases.${column}`, made.guildId, made.number));
  await db
    .insertInto('cases')
    .values({
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
    })
    .execute();
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
  return rows.map((row) => readCase(base, row));
}

/** Replaces why a case was decided so; null for no word. Undefined for an unknown number. */
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
