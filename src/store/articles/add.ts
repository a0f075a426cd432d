import { randomBytes } from 'node:crypto';
import type { Article } from '../../article/index.js';
import type { Base } from '../base.js';
import { ensureServers } from '../servers/ensure.js';
import { readArticle, sealArticle } from './row.js';

/** 96 bits in 16 characters: short enough for Discord's custom ids. */
const ID_BYTES = 12;

/** Keeps an article for a server, or gives the one with the same title and body that it has. */
export function addArticle(base: Base, guildId: string, article: Omit<Article, 'id'>): Promise<Article> {
  const id = randomBytes(ID_BYTES).toString('base64url');
  const digest = base.names.article(guildId, article.title, article.body);
  return base.transact(async (db) => {
    await ensureServers(db, [guildId]);
    await db
      .insertInto('articles')
      .values({
        id,
        guild_id: guildId,
        digest,
        content: sealArticle(base, id, article),
        added_at: base.clock(),
      })
      .onConflict((conflict) => conflict.columns(['guild_id', 'digest']).doNothing())
      .execute();
    const row = await db
      .selectFrom('articles')
      .select(['id', 'content'])
      .where('guild_id', '=', guildId)
      .where('digest', '=', digest)
      .executeTakeFirstOrThrow();
    return readArticle(base, row);
  });
}
