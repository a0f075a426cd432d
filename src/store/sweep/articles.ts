import { sql } from 'kysely';
import type { Base } from '../base.js';

/** Deletes articles added before that nothing refers to any more: no place, no message, no flag. */
export async function sweepArticles(base: Base, guildId: string, before: number): Promise<void> {
  const unused = (['places', 'messages', 'flags'] as const).map(
    (table) =>
      sql`id not in (select article_id from ${sql.table(table)}
        where guild_id = ${guildId} and article_id is not null)`,
  );
  await base.query((db) =>
    sql`delete from articles where guild_id = ${guildId} and added_at < ${before}
      and ${sql.join(unused, sql` and `)}`.execute(db),
  );
}
