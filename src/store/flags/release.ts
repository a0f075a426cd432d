import { sql } from 'kysely';
import type { Base } from '../base.js';

/** Gives back what a moderator holds: one flag, or all. */
export async function release(base: Base, guildId: string, moderatorId: string, id?: string): Promise<void> {
  const holder = base.names.moderator(guildId, moderatorId);
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
