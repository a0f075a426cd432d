import type { Article } from '../../article/index.js';
import type { Base } from '../base.js';
import { readArticle } from './row.js';

/** The articles that places of a server are bound to, in the order they were added. */
export async function boundArticles(base: Base, guildId: string): Promise<Article[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('articles')
      .select(['id', 'content'])
      .where('guild_id', '=', guildId)
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('places')
          .select('article_id')
          .where('guild_id', '=', guildId)
          .where('article_id', 'is not', null)
          .$narrowType<{ article_id: string }>(),
      )
      .orderBy('number')
      .execute(),
  );
  return rows.map((row) => readArticle(base, row));
}
