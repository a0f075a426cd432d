import { type Selectable, sql } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Flag } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { forgetComments, keepComments } from './adaptations.js';
import { chunks } from './batches.js';
import { forgetPosts, keepPosts } from './campaign-posts.js';
import { writeCampaigns } from './campaigns.js';
import { closeFlags, makeFlags } from './flags.js';
import { addEffects } from './outbox.js';
import { noteHits } from './own-rules.js';
import { bytes, checked, checkedJson, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import { ensureServers } from './servers.js';
import type { CampaignChanges } from './campaign-port.js';
import type { CommentWeight, IncomingMessage, Judged } from './store.js';
import type { MessageState, Tables } from './tables.js';

/** Rows of a statement: 100 take some 5 ms on SQLite, which blocks the event loop meanwhile. */
const ROWS_AT_ONCE = 100;

const rowSchema = z.object({
  message_id: z.string(),
  guild_id: z.string(),
  channel_id: z.string(),
  revision: whole,
  article_id: z.string(),
  posted_at: whole,
  content: bytes,
});
const contentSchema = z.object({
  author: z.object({ id: z.string(), name: z.string(), webhook: z.boolean() }),
  text: z.string(),
  parent: z.string().nullable(),
  parentAuthorId: z.string().optional(),
  attachments: z.array(z.string()),
});

/** Encrypts author, text, parent and attachments of a message that is not judged yet. */
export function sealMessage(base: Base, message: IncomingMessage): Buffer {
  const { author, text, parent, parentAuthorId, attachments } = message;
  return base.vault.seal(
    JSON.stringify({ author, text, parent, parentAuthorId, attachments }),
    contextOf('messages.content', message.messageId, message.revision),
  );
}

/**
 * Reads a message that is not judged yet from its row.
 *
 * @throws `Fault` `store/strange-row`, `store/unreadable` or `store/unknown-key`
 */
export function readMessage(base: Base, row: unknown): IncomingMessage {
  const read = checked(rowSchema, row, 'messages');
  const context = contextOf('messages.content', read.message_id, read.revision);
  const content = checkedJson(contentSchema, base.vault.open(read.content, context), 'messages.content');
  return {
    guildId: read.guild_id,
    channelId: read.channel_id,
    messageId: read.message_id,
    revision: read.revision,
    articleId: read.article_id,
    postedAt: read.posted_at,
    ...content,
  };
}

/**
 * Stores messages and returns those that were new in this revision; of several revisions of one message only the latest
 * counts. A deleted message stays deleted.
 */
export async function take(base: Base, messages: readonly IncomingMessage[]): Promise<IncomingMessage[]> {
  const latest = new Map<string, IncomingMessage>();
  for (const message of messages) {
    const known = latest.get(message.messageId);
    if (known === undefined || known.revision < message.revision) latest.set(message.messageId, message);
  }
  const rows = [...latest.values()].map((message) => messageRow(base, message, 'taken'));
  if (rows.length === 0) return [];
  const written = await base.transact(async (db) => {
    await ensureServers(
      db,
      rows.map(({ guild_id }) => guild_id),
    );
    return writeMessages(base, db, rows);
  });
  return [...latest.values()].filter(({ messageId }) => written.has(messageId));
}

/**
 * Stores messages, each once, and returns the ids of those that were new in this revision. What was kept of an older revision
 * goes, and its open flag is closed.
 *
 * @param now when older flags are closed (ms); the time of the edit when omitted
 */
export async function writeMessages(
  base: Base,
  db: Database,
  rows: readonly Tables['messages'][],
  now?: number,
): Promise<Set<string>> {
  // Sorted, so that two processes lock rows in the same order and cannot deadlock.
  const sorted = [...rows].sort((a, b) => (a.message_id < b.message_id ? -1 : 1));
  const ids = new Set<string>();
  for (const chunk of chunks(sorted, ROWS_AT_ONCE)) {
    for (const id of await write(db, chunk)) ids.add(id);
    // SQLite writes them synchronously.
    if (sorted.length > ROWS_AT_ONCE) await nextTurn();
  }
  // Revision 0 is the original message: it replaces nothing.
  const edited = sorted.filter(({ revision, message_id }) => revision > 0 && ids.has(message_id));
  for (const { message_id, revision } of edited)
    await closeOlder(base, db, { message_id, revision }, now ?? revision);
  // The older text of an edited comment is as gone as a deleted one.
  for (const chunk of chunks(edited.map(({ message_id }) => message_id)))
    await forgetComments(db, (eb) => eb('message_id', 'in', chunk));
  await forgetPosts(
    db,
    edited.map(({ message_id }) => message_id),
  );
  return ids;
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
          weight: null,
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

function closeOlder(
  base: Base,
  db: Database,
  { message_id, revision }: Pick<Tables['messages'], 'message_id' | 'revision'>,
  now: number,
): Promise<unknown> {
  return closeFlags(
    base,
    db,
    (eb) => eb.and([eb('message_id', '=', message_id), eb('revision', '<', revision)]),
    'message-edited',
    now,
  );
}

/**
 * The row of a message that is not judged yet, encrypted.
 *
 * @param writtenAt when its retention starts (ms); when it was posted or edited, if omitted
 */
export function messageRow(
  base: Base,
  message: IncomingMessage,
  state: 'queued' | 'taken',
  writtenAt = Math.max(message.postedAt, message.revision),
): Tables['messages'] {
  return {
    message_id: message.messageId,
    guild_id: message.guildId,
    channel_id: message.channelId,
    revision: message.revision,
    article_id: message.articleId,
    author_hash: base.pseudonyms.author(message.guildId, message.author.id),
    parent_hash:
      message.parentAuthorId === undefined
        ? null
        : base.pseudonyms.author(message.guildId, message.parentAuthorId),
    state,
    verdict: null,
    score: null,
    posted_at: message.postedAt,
    written_at: writtenAt,
    content: sealMessage(base, message),
    weight: null,
  };
}

/** Messages that are stored but not judged, oldest first. */
export async function unjudged(base: Base, limit: number): Promise<IncomingMessage[]> {
  for (;;) {
    const rows = await base.query((db) =>
      db
        .selectFrom('messages')
        .selectAll()
        .where('state', '=', sql.lit<MessageState>('taken'))
        .orderBy('posted_at')
        .orderBy('message_id')
        .limit(limit)
        .execute(),
    );
    const read = await readMessages(base, rows);
    // A page of nothing but unreadable ones is set aside now: the next page may hold others.
    if (read.length > 0 || rows.length === 0) return read;
  }
}

/** Reads messages that are not judged yet; those that cannot be read are set aside, with their contents. */
export async function readMessages(
  base: Base,
  rows: readonly Selectable<Tables['messages']>[],
): Promise<IncomingMessage[]> {
  const { read, unreadable } = base.setAside.each(
    'messages',
    rows,
    (row) => readMessage(base, row),
    ({ message_id }) => message_id,
  );
  for (const chunk of chunks(unreadable.map(({ message_id }) => message_id))) {
    await base.query((db) =>
      db
        .updateTable('messages')
        .set({ state: 'unreadable' })
        .where('message_id', 'in', chunk)
        .where('state', '=', sql.lit<MessageState>('taken'))
        .execute(),
    );
  }
  return read;
}

/** Takes messages and flags that were set aside up again; returns their number. */
export function retryUnreadable(base: Base): Promise<number> {
  return base.transact(async (db) => {
    const messages = await db
      .updateTable('messages')
      .set({ state: 'taken' })
      .where('state', '=', sql.lit<MessageState>('unreadable'))
      .returning('message_id')
      .execute();
    const flags = await db
      .updateTable('flags')
      .set({ state: 'open' })
      .where('state', '=', sql.lit('unreadable'))
      .returning('id')
      .execute();
    return messages.length + flags.length;
  });
}

const notedSchema = z.array(
  z.object({
    message_id: z.string(),
    article_id: z.string(),
    author_hash: z.string(),
    parent_hash: z.string().nullable(),
    channel_id: z.string(),
    posted_at: whole,
    written_at: whole,
  }),
);

/**
 * Stores verdicts, drops the texts and creates flags with their effects. Skips a message that was judged, edited or deleted
 * in the meantime. A decision by `act` gets a case number like any other, and its effects precede the flag's own.
 */
export async function judged(
  base: Base,
  results: readonly Judged[],
  campaigns: readonly CampaignChanges[] = [],
): Promise<Flag[]> {
  const sorted = [...results].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  if (sorted.length === 0) return [];
  return base.transact(async (db) => {
    const flags: Flag[] = [];
    for (const chunk of chunks(sorted)) {
      const noted = new Map((await storeVerdicts(db, chunk)).map((row) => [row.message_id, row]));
      const waited = new Set(noted.keys());
      const kept = chunk.flatMap(({ guildId, messageId, keptText }) => {
        const row = noted.get(messageId);
        if (row === undefined || keptText === undefined) return [];
        const { article_id, author_hash, written_at } = row;
        return [
          {
            guildId,
            messageId,
            articleId: article_id,
            authorHash: author_hash,
            writtenAt: written_at,
            text: keptText,
          },
        ];
      });
      await keepComments(base, db, kept);
      const posts = chunk.flatMap(({ guildId, messageId, post }) => {
        const row = noted.get(messageId);
        if (row === undefined || post === undefined) return [];
        const { channel_id, article_id, author_hash, posted_at } = row;
        return [
          {
            ...post,
            guildId,
            messageId,
            channelId: channel_id,
            articleId: article_id,
            authorHash: author_hash,
            postedAt: posted_at,
          },
        ];
      });
      await keepPosts(base, db, posts);
      await noteHits(
        db,
        chunk.filter(({ messageId }) => noted.has(messageId)),
      );
      const made = chunk.flatMap((result) => {
        const row = noted.get(result.messageId);
        if (row === undefined || result.flag === undefined) return [];
        // The first of two results for one message counts.
        noted.delete(result.messageId);
        return [{ ...result, flag: result.flag, authorHash: row.author_hash, parentHash: row.parent_hash }];
      });
      flags.push(...(await makeFlags(base, db, made)));
      const effects = chunk.flatMap(({ messageId, effects: own = [] }) => (waited.has(messageId) ? own : []));
      await addEffects(base, db, effects);
    }
    for (const { guildId, changes } of campaigns)
      await writeCampaigns(base, db, guildId, changes, base.clock());
    return flags;
  });
}

/** Stores verdicts; returns the messages that were waiting for them. */
async function storeVerdicts(
  db: Database,
  results: readonly Judged[],
): Promise<z.output<typeof notedSchema>> {
  const rows = sql.join(
    results.map(
      ({ messageId, revision, verdict, score, weight = null }) =>
        sql`(cast(${messageId} as text), cast(${revision} as bigint), cast(${verdict} as text), cast(${score} as double precision), cast(${weight} as double precision))`,
    ),
  );
  const noted = await sql`update messages
    set state = 'judged', verdict = result.column3, score = result.column4, weight = result.column5, content = null
    from (values ${rows}) as result
    where messages.message_id = result.column1 and messages.revision = result.column2 and messages.state = 'taken'
    returning messages.message_id, messages.article_id, messages.author_hash, messages.parent_hash,
      messages.channel_id, messages.posted_at, messages.written_at`.execute(db);
  return checked(notedSchema, noted.rows, 'messages');
}

/**
 * Marks messages as deleted: drops their texts and closes their open flags, which it returns. A decided flag stays decided and
 * remembers whether somebody other than the bot deleted its message, so that an undo does not reopen it for nothing.
 */
export async function deleted(base: Base, messageIds: readonly string[], now: number): Promise<Flag[]> {
  if (messageIds.length === 0) return [];
  return base.transact((db) => deleteMessages(base, db, messageIds, now));
}

/** Like `deleted`, in a transaction. */
export async function deleteMessages(
  base: Base,
  db: Database,
  messageIds: readonly string[],
  now: number,
): Promise<Flag[]> {
  const sorted = [...new Set(messageIds)].sort();
  const closed: Flag[] = [];
  for (const ids of chunks(sorted)) {
    if (base.kind === 'postgres') {
      // An UPDATE locks rows in any order; this locks them in order of their ids.
      await db
        .selectFrom('messages')
        .select('message_id')
        .where('message_id', 'in', ids)
        .orderBy('message_id')
        .forUpdate()
        .execute();
    }
    await db
      .updateTable('messages')
      .set({ state: 'deleted', content: null })
      .where('message_id', 'in', ids)
      .execute();
    await forgetComments(db, (eb) => eb('message_id', 'in', ids));
    await forgetPosts(db, ids);
    await db
      .updateTable('flags')
      .set({ gone: 1 })
      .where('message_id', 'in', ids)
      .where('removed', '=', 0)
      .where('state', '=', 'decided')
      .execute();
    closed.push(
      ...(await closeFlags(
        base,
        db,
        (eb) => eb.and([eb('message_id', 'in', ids), eb('removed', '=', 0)]),
        'message-deleted',
        now,
      )),
    );
  }
  return closed;
}

/** The latest stored revision of a message; undefined for an unknown one. */
export async function revision(base: Base, messageId: string): Promise<number | undefined> {
  const row = await base.query((db) =>
    db.selectFrom('messages').select('revision').where('message_id', '=', messageId).executeTakeFirst(),
  );
  return row && checked(whole, row.revision, 'messages.revision');
}

const weightSchema = z
  .object({ message_id: z.string(), posted_at: whole, weight: z.number() })
  .transform((row): CommentWeight => ({
    messageId: row.message_id,
    postedAt: row.posted_at,
    weight: row.weight,
  }));

/** Evidence on the latest comments under an article, oldest first; deleted ones too. */
export async function weights(
  base: Base,
  guildId: string,
  articleId: string,
  since: number,
  limit: number,
): Promise<CommentWeight[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('messages')
      .select(['message_id', 'posted_at', 'weight'])
      .where('article_id', '=', articleId)
      .where('guild_id', '=', guildId)
      .where('posted_at', '>=', since)
      .where('weight', 'is not', null)
      .orderBy('posted_at', 'desc')
      .orderBy('message_id', 'desc')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => checked(weightSchema, row, 'messages')).reverse();
}
