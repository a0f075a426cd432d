import type { Case } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { readCase } from './row.js';

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
