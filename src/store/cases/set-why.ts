import type { Case } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { contextOf } from '../sealed.js';
import { readCase } from './row.js';

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
