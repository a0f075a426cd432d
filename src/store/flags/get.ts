import type { Flag } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { readFlag } from './row.js';

/** A flag of a server. */
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
