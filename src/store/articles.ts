import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Article } from '../article/index.js';
import type { Base, Database } from './base.js';
import { bytes, checked, checkedJson } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import { ensureServers } from './servers.js';

const rowSchema = z.object({ id: z.string(), content: bytes });
const contentSchema = z.object({
  title: z.string(),
  body: z.string().nullable(),
  url: z.string().optional(),
  publishedAt: z.string().optional(),
  section: z.string().optional(),
});

/** Encrypts an article: it may be a member's first message of a thread, so it is as private as a comment. */
function sealArticle(base: Base, id: string, article: Omit<Article, 'id'>): Buffer {
  const { title, body, url, publishedAt, section } = article;
  return base.vault.seal(
    JSON.stringify({ title, body, url, publishedAt, section }),
    contextOf('articles.content', id),
  );
}

/**
 * Reads an article from its row.
 *
 * @throws `Fault` `store/strange-row`, `store/unreadable` or `store/unknown-key`
 */
export function readArticle(base: Base, row: unknown): Article {
  const { id, content } = checked(rowSchema, row, 'articles');
  const text = base.vault.open(content, contextOf('articles.content', id));
  return { id, ...checkedJson(contentSchema, text, 'articles.content') };
}

/** 96 bits, 16 characters: short enough for Discord's custom ids. */
const ID_BYTES = 12;

/** Stores an article of a server, or returns the stored one with the same title and body. */
export function addArticle(base: Base, guildId: string, article: Omit<Article, 'id'>): Promise<Article> {
  return base.transact(async (db) => {
    await ensureServers(db, [guildId]);
    return putArticle(base, db, guildId, article);
  });
}

/** Like `addArticle`, in a transaction and for a server that has its row. */
export async function putArticle(
  base: Base,
  db: Database,
  guildId: string,
  article: Omit<Article, 'id'>,
): Promise<Article> {
  const id = randomBytes(ID_BYTES).toString('base64url');
  const digest = base.pseudonyms.article(guildId, article.title, article.body);
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
}

/** An article of a server by its id. */
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

/** The articles that channels of a server are bound to, in the order they were added. */
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
  return base.setAside.each(
    'articles',
    rows,
    (row) => readArticle(base, row),
    ({ id }) => id,
  ).read;
}

/** Deletes articles added before `before` that no channel, message or flag refers to. */
export async function sweepArticles(base: Base, guildId: string, before: number): Promise<void> {
  const unused = (['places', 'messages', 'flags', 'campaign_posts'] as const).map(
    (table) =>
      sql`id not in (select article_id from ${sql.table(table)}
        where guild_id = ${guildId} and article_id is not null)`,
  );
  await base.query((db) =>
    sql`delete from articles where guild_id = ${guildId} and added_at < ${before}
      and ${sql.join(unused, sql` and `)}`.execute(db),
  );
}
