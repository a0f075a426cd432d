import type { Article } from '../../article/index.js';
import type { Base } from '../base.js';
import { readArticle } from './row.js';

/** An article of a server. */
export async function getArticle(base: Base, guildId: string, id: string): Promise<Article | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('articles')
      .select(['id', 'content'])
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  return row && readArticle(base, row);
}
