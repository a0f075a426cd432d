import type { Base, Database } from '../base.js';
import { chunks } from '../chunks.js';
import { closeFlags } from '../flags/close.js';
import { ensureServers } from '../servers/ensure.js';
import type { IncomingMessage } from '../store.js';
import type { Tables } from '../tables.js';
import { sealMessage } from './row.js';

/**
 * Keeps messages and gives those that were not known in this revision; of several revisions of one message only the
 * latest counts. A deleted message stays deleted.
 */
export async function take(base: Base, messages: readonly IncomingMessage[]): Promise<IncomingMessage[]> {
  const latest = new Map<string, IncomingMessage>();
  for (const message of messages) {
    const known = latest.get(message.messageId);
    if (known === undefined || known.revision < message.revision) latest.set(message.messageId, message);
  }
  // In one order everywhere, so that two processes do not wait for each other.
  const rows = [...latest.values()]
    .map((message) => rowOf(base, message))
    .sort((a, b) => (a.message_id < b.message_id ? -1 : 1));
  if (rows.length === 0) return [];
  const written = await base.transact(async (db) => {
    await ensureServers(
      db,
      rows.map(({ guild_id }) => guild_id),
    );
    const ids = new Set<string>();
    for (const chunk of chunks(rows)) for (const id of await write(db, chunk)) ids.add(id);
    // A message as posted replaces nothing.
    const edited = [...latest.values()].filter(
      (message) => message.revision > 0 && ids.has(message.messageId),
    );
    for (const message of edited) await closeOlder(base, db, message);
    return ids;
  });
  return [...latest.values()].filter(({ messageId }) => written.has(messageId));
}

async function write(db: Database, rows: readonly Tables['messages'][]): Promise<string[]> {
  const written = await db
    .insertInto('messages')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('message_id')
        .doUpdateSet((eb) => ({
          revision: eb.ref('excluded.revision'),
          channel_id: eb.ref('excluded.channel_id'),
          article_id: eb.ref('excluded.article_id'),
          author_hash: eb.ref('excluded.author_hash'),
          parent_hash: eb.ref('excluded.parent_hash'),
          state: eb.ref('excluded.state'),
          verdict: null,
          score: null,
          written_at: eb.ref('excluded.written_at'),
          content: eb.ref('excluded.content'),
        }))
        .whereRef('excluded.revision', '>', 'messages.revision')
        .where('messages.state', '<>', 'deleted'),
    )
    .returning('message_id')
    .execute();
  return written.map(({ message_id }) => message_id);
}

function closeOlder(base: Base, db: Database, message: IncomingMessage): Promise<unknown> {
  return closeFlags(
    base,
    db,
    (eb) => eb.and([eb('message_id', '=', message.messageId), eb('revision', '<', message.revision)]),
    'message-edited',
    message.revision,
  );
}

function rowOf(base: Base, message: IncomingMessage): Tables['messages'] {
  return {
    message_id: message.messageId,
    guild_id: message.guildId,
    channel_id: message.channelId,
    revision: message.revision,
    article_id: message.articleId,
    author_hash: base.names.author(message.guildId, message.author.id),
    parent_hash:
      message.parentAuthorId === undefined
        ? null
        : base.names.author(message.guildId, message.parentAuthorId),
    state: 'taken',
    verdict: null,
    score: null,
    posted_at: message.postedAt,
    written_at: Math.max(message.postedAt, message.revision),
    content: sealMessage(base, message),
  };
}
