import type { Selectable } from 'kysely';
import type { Base, Database } from '../base.js';
import type { Tables } from '../tables.js';

/** Takes a flag for the rest of the transaction: others who decide on it at the same time wait for the outcome. */
export function lockFlag(
  base: Base,
  db: Database,
  guildId: string,
  flagId: string,
): Promise<Selectable<Tables['flags']> | undefined> {
  return db
    .selectFrom('flags')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', '=', flagId)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}
