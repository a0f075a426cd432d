import type { Selectable } from 'kysely';
import { boundArticles } from '../articles/bound.js';
import { readArticle } from '../articles/row.js';
import type { Base } from '../base.js';
import { readCase } from '../cases/row.js';
import { latestClassifier } from '../classifiers/read.js';
import { readFlag } from '../flags/row.js';
import { readMessage } from '../messages/row.js';
import { listPlaces } from '../places/read.js';
import { settings } from '../servers/settings.js';
import type { Tables } from '../tables.js';

/** All that is stored on an author in a server, readable. */
export async function exportAuthor(
  base: Base,
  guildId: string,
  authorId: string,
): Promise<Record<string, unknown>> {
  const authorHash = base.names.author(guildId, authorId);
  return { guildId, authorId, authorHash, ...(await comments(base, guildId, authorHash)) };
}

/** All that is stored on a server, readable; of its classifier the latest version. */
export async function exportServer(base: Base, guildId: string): Promise<Record<string, unknown>> {
  const articles = await base.query((db) =>
    db
      .selectFrom('articles')
      .select(['id', 'content'])
      .where('guild_id', '=', guildId)
      .orderBy('number')
      .execute(),
  );
  return {
    guildId,
    settings: await settings(base, guildId),
    places: await listPlaces(base, guildId),
    articles: articles.map((row) => readArticle(base, row)),
    bound: (await boundArticles(base, guildId)).map(({ id }) => id),
    ...(await comments(base, guildId)),
    classifier: (await latestClassifier(base, guildId)) ?? null,
  };
}

/** Messages, flags and cases of a server, or of one author there. */
async function comments(base: Base, guildId: string, authorHash?: string): Promise<Record<string, unknown>> {
  const of = authorHash ?? '';
  const one = authorHash !== undefined;
  const [messages, flags, cases] = await base.query(async (db) => [
    await db
      .selectFrom('messages')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(one, (query) => query.where('author_hash', '=', of))
      .orderBy('posted_at')
      .execute(),
    await db
      .selectFrom('flags')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(one, (query) => query.where('author_hash', '=', of))
      .orderBy('created_at')
      .execute(),
    await db
      .selectFrom('cases')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(one, (query) => query.where('author_hash', '=', of))
      .orderBy('number')
      .execute(),
  ]);
  return {
    messages: messages.map((row) => exported(base, row)),
    flags: flags.map((row) => readFlag(base, row)),
    cases: cases.map((row) => readCase(base, row)),
  };
}

function exported(base: Base, row: Selectable<Tables['messages']>): Record<string, unknown> {
  const { state, verdict, score, author_hash } = row;
  return {
    guildId: row.guild_id,
    channelId: row.channel_id,
    messageId: row.message_id,
    revision: row.revision,
    articleId: row.article_id,
    postedAt: row.posted_at,
    authorHash: author_hash,
    state,
    verdict,
    score,
    ...(row.content === null ? {} : readMessage(base, row)),
  };
}
