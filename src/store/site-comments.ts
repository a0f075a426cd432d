import { sql } from 'kysely';
import { z } from 'zod';
import type { Verdict } from '../judge/index.js';
import { siteAuthorId, siteMessageId, siteMessageNumber } from '../moderation/index.js';
import { putArticle } from './articles.js';
import type { Base, Database } from './base.js';
import { chunks } from './batches.js';
import { readCase } from './cases.js';
import { contextOf } from './encryption/sealed-columns.js';
import { readFlag } from './flags.js';
import { deleteMessages, messageRow, readMessage, readMessages, writeMessages } from './messages.js';
import { bytes, checked, checkedJson, nullableBytes, whole } from './row.js';
import { ensureServers } from './servers.js';
import {
  SITE_OUTCOMES,
  type SiteComment,
  type SiteCommentState,
  type SiteDelivery,
  type SiteMessage,
  type SiteOutcome,
  type SiteOutcomes,
  type SiteReceipt,
} from './site-port.js';
import type { IncomingMessage } from './store.js';
import type { MessageState } from './tables.js';

const outcomesSchema = z.object({
  comments: z.array(z.tuple([z.string(), z.enum(SITE_OUTCOMES)])),
  articles: z.array(z.string()),
});

/** Carries a request of a site out, once: all of it in one transaction, with what is answered. */
export function deliver(base: Base, delivery: SiteDelivery): Promise<SiteReceipt> {
  return base.transact(async (db) => {
    const before = await begin(base, db, delivery);
    if (before !== undefined) return before;
    const { site, requestId } = delivery;
    await ensureServers(db, [site.guildId]);
    for (const { key, article } of delivery.articles) {
      const { id } = await putArticle(base, db, site.guildId, article);
      await db
        .insertInto('site_articles')
        .values({ site_id: site.id, key, article_id: id })
        .onConflict((conflict) => conflict.columns(['site_id', 'key']).doUpdateSet({ article_id: id }))
        .execute();
    }
    const stored = await storeComments(base, db, delivery);
    const deleted = await deleteComments(base, db, delivery);
    const outcomes: SiteOutcomes = {
      comments: [...stored, ...deleted.outcomes],
      articles: delivery.articles.map(({ key }) => key),
    };
    await db
      .updateTable('site_requests')
      .set({
        outcomes: base.vault.seal(
          JSON.stringify(outcomes),
          contextOf('site_requests.outcomes', site.id, requestId),
        ),
      })
      .where('site_id', '=', site.id)
      .where('request_id', '=', requestId)
      .execute();
    return { kind: 'done', outcomes, repeated: false, deleted: deleted.messageIds };
  });
}

/** Notes a request; one of the same id waits for it, and gets its answer. Undefined for a new one. */
async function begin(
  base: Base,
  db: Database,
  { site, requestId, digest, now }: SiteDelivery,
): Promise<SiteReceipt | undefined> {
  const fresh = await db
    .insertInto('site_requests')
    .values({ site_id: site.id, request_id: requestId, digest, outcomes: null, received_at: now })
    .onConflict((conflict) => conflict.columns(['site_id', 'request_id']).doNothing())
    .returning('site_id')
    .executeTakeFirst();
  if (fresh !== undefined) return undefined;
  const row = await db
    .selectFrom('site_requests')
    .select(['digest', 'outcomes'])
    .where('site_id', '=', site.id)
    .where('request_id', '=', requestId)
    .executeTakeFirstOrThrow();
  const known = checked(z.object({ digest: z.string(), outcomes: bytes }), row, 'site_requests');
  if (known.digest !== digest) return { kind: 'conflict' };
  const context = contextOf('site_requests.outcomes', site.id, requestId);
  const outcomes = checkedJson(
    outcomesSchema,
    base.vault.open(known.outcomes, context),
    'site_requests.outcomes',
  );
  return { kind: 'done', outcomes, repeated: true, deleted: [] };
}

type Outcomes = [id: string, outcome: SiteOutcome][];

async function storeComments(base: Base, db: Database, delivery: SiteDelivery): Promise<Outcomes> {
  const { site, comments, now } = delivery;
  if (comments.length === 0) return [];
  const articles = await articleIds(
    db,
    delivery,
    comments.map(({ article }) => article),
  );
  const placed = comments.filter(({ article }) => articles.has(article));
  const numbers = await numbersOf(base, db, delivery, placed);
  const parents = await parentsOf(base, db, delivery, placed);
  const rows = placed.map((comment) => {
    const parent = comment.parentId === null ? undefined : parents.get(comment.parentId);
    const message: IncomingMessage = {
      guildId: site.guildId,
      channelId: site.channelId,
      messageId: siteMessageId(numbers.get(comment.id)!),
      revision: comment.revision,
      articleId: articles.get(comment.article)!,
      author: {
        id: siteAuthorId(site.id, comment.author.id, comment.id),
        name: comment.author.name,
        webhook: true,
      },
      text: comment.text,
      parent: parent?.text ?? null,
      parentAuthorId: parent?.authorId,
      attachments: [],
      postedAt: comment.postedAt,
    };
    // A comment may be old when the site sends it: what it sent is kept for the retention.
    return messageRow(base, message, 'queued', now);
  });
  const written = await writeMessages(base, db, rows, now);
  const gone = await deletedAmong(
    db,
    rows.map(({ message_id }) => message_id).filter((id) => !written.has(id)),
  );
  return comments.map(({ id, article }) => {
    if (!articles.has(article)) return [id, 'unknown-article'];
    const messageId = siteMessageId(numbers.get(id)!);
    if (written.has(messageId)) return [id, 'accepted'];
    return [id, gone.has(messageId) ? 'was-deleted' : 'duplicate'];
  });
}

/** The stored articles that a site has sent, by its own ids. */
async function articleIds(
  db: Database,
  { site }: SiteDelivery,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const chunk of chunks([...new Set(keys)])) {
    const rows = await db
      .selectFrom('site_articles')
      .innerJoin('articles', 'articles.id', 'site_articles.article_id')
      .select(['site_articles.key as key', 'articles.id as id'])
      .where('site_articles.site_id', '=', site.id)
      .where('site_articles.key', 'in', chunk)
      .execute();
    for (const { key, id } of rows) ids.set(key, id);
  }
  return ids;
}

const numberedSchema = z.array(z.object({ number: whole, comment_id: z.string() }));

/** The numbers of comments, known ones and new ones. */
async function numbersOf(
  base: Base,
  db: Database,
  { site, now }: SiteDelivery,
  comments: readonly SiteComment[],
): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  // Sorted, so that two requests lock rows in the same order and cannot deadlock.
  const sorted = [...comments].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const chunk of chunks(sorted)) {
    const rows = await db
      .insertInto('site_comments')
      .values(
        chunk.map(({ id, url }) => ({
          site_id: site.id,
          comment_id: id,
          url: url === null ? null : base.vault.seal(url, contextOf('site_comments.url', site.id, id)),
          received_at: now,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['site_id', 'comment_id']).doUpdateSet((eb) => ({
          url: eb.fn.coalesce('excluded.url', 'site_comments.url'),
          received_at: eb.ref('excluded.received_at'),
        })),
      )
      .returning(['number', 'comment_id'])
      .execute();
    for (const { number, comment_id } of checked(numberedSchema, rows, 'site_comments'))
      numbers.set(comment_id, number);
  }
  return numbers;
}

/** A comment that others reply to. */
interface Parent {
  readonly text: string;
  readonly authorId: string | undefined;
}

/** Texts of the comments that others reply to: of the same request, else as they wait to be judged, or are kept for campaigns. */
async function parentsOf(
  base: Base,
  db: Database,
  { site }: SiteDelivery,
  comments: readonly SiteComment[],
): Promise<Map<string, Parent>> {
  const parents = new Map<string, Parent>();
  const asked = new Set(comments.flatMap(({ parentId }) => parentId ?? []));
  for (const { id, text, author } of comments)
    if (asked.delete(id)) parents.set(id, { text, authorId: siteAuthorId(site.id, author.id, id) });
  for (const chunk of chunks([...asked].sort())) {
    const numbered = checked(
      numberedSchema,
      await db
        .selectFrom('site_comments')
        .select(['number', 'comment_id'])
        .where('site_id', '=', site.id)
        .where('comment_id', 'in', chunk)
        .execute(),
      'site_comments',
    );
    const names = new Map(numbered.map(({ number, comment_id }) => [siteMessageId(number), comment_id]));
    if (names.size === 0) continue;
    const posts = await db
      .selectFrom('campaign_posts')
      .select(['message_id', 'content'])
      .where('message_id', 'in', [...names.keys()])
      .execute();
    for (const { message_id, content } of posts) {
      const text = base.vault.open(content, contextOf('campaign_posts.content', message_id));
      parents.set(names.get(message_id)!, { text, authorId: undefined });
    }
    const waiting = await db
      .selectFrom('messages')
      .selectAll()
      .where('message_id', 'in', [...names.keys()])
      .where('content', 'is not', null)
      .execute();
    for (const row of waiting) {
      const { messageId, text, author } = readMessage(base, row);
      parents.set(names.get(messageId)!, { text, authorId: author.id });
    }
  }
  return parents;
}

async function deletedAmong(db: Database, messageIds: readonly string[]): Promise<Set<string>> {
  const gone = new Set<string>();
  for (const chunk of chunks(messageIds)) {
    const rows = await db
      .selectFrom('messages')
      .select('message_id')
      .where('message_id', 'in', chunk)
      .where('state', '=', 'deleted')
      .execute();
    for (const { message_id } of rows) gone.add(message_id);
  }
  return gone;
}

async function deleteComments(
  base: Base,
  db: Database,
  { site, deletions, now }: SiteDelivery,
): Promise<{ readonly outcomes: Outcomes; readonly messageIds: readonly string[] }> {
  const numbers = new Map<string, number>();
  for (const chunk of chunks(deletions)) {
    const rows = await db
      .selectFrom('site_comments')
      .select(['number', 'comment_id'])
      .where('site_id', '=', site.id)
      .where('comment_id', 'in', chunk)
      .execute();
    for (const { number, comment_id } of checked(numberedSchema, rows, 'site_comments'))
      numbers.set(comment_id, number);
  }
  const messageIds = [...numbers.values()].map(siteMessageId);
  await deleteMessages(base, db, messageIds, now);
  return {
    outcomes: deletions.map((id) => [id, numbers.has(id) ? 'deleted' : 'unknown']),
    messageIds,
  };
}

/** How a comment of a site stands; undefined for an unknown one. */
export function commentState(
  base: Base,
  siteId: string,
  commentId: string,
): Promise<SiteCommentState | undefined> {
  return base.query(async (db) => {
    const known = await db
      .selectFrom('site_comments')
      .select('number')
      .where('site_id', '=', siteId)
      .where('comment_id', '=', commentId)
      .executeTakeFirst();
    if (known === undefined) return undefined;
    const messageId = siteMessageId(checked(whole, known.number, 'site_comments.number'));
    const message = await db
      .selectFrom('messages')
      .select(['state', 'revision', 'verdict', 'score', 'guild_id'])
      .where('message_id', '=', messageId)
      .executeTakeFirst();
    if (message === undefined) return undefined;
    const { state, revision, verdict, score, guild_id } = message;
    const flag = await db
      .selectFrom('flags')
      .selectAll()
      .where('message_id', '=', messageId)
      .orderBy('revision', 'desc')
      .executeTakeFirst();
    const read = flag && readFlag(base, flag);
    const decided =
      read?.caseNumber == null
        ? undefined
        : await db
            .selectFrom('cases')
            .selectAll()
            .where('guild_id', '=', guild_id)
            .where('number', '=', read.caseNumber)
            .executeTakeFirst();
    const made = decided && readCase(base, decided);
    return {
      id: commentId,
      revision: checked(whole, revision, 'messages.revision'),
      state: state === 'judged' || state === 'deleted' ? state : 'waiting',
      // Every verdict that is stored is one.
      verdict: verdict as Verdict | null,
      score,
      flag:
        read === undefined
          ? null
          : {
              revision: read.revision,
              state: read.state,
              decision: made === undefined || made.decision === 'undo' ? null : made.decision,
              caseNumber: made?.number ?? null,
              decidedAt: made?.at ?? null,
            },
    };
  });
}

const messageSchema = z.object({ site_id: z.string(), comment_id: z.string(), url: nullableBytes });

/** The comment that a message is; undefined for a message of Discord, and for a comment that is stored no longer. */
export async function siteMessage(base: Base, messageId: string): Promise<SiteMessage | undefined> {
  const found = await base.query((db) =>
    db
      .selectFrom('site_comments')
      .select(['site_id', 'comment_id', 'url'])
      .where('number', '=', siteMessageNumber(messageId))
      .executeTakeFirst(),
  );
  if (found === undefined) return undefined;
  const { site_id, comment_id, url } = checked(messageSchema, found, 'site_comments');
  return {
    siteId: site_id,
    commentId: comment_id,
    url: url && base.vault.open(url, contextOf('site_comments.url', site_id, comment_id)),
  };
}

const countSchema = z.array(z.object({ channel_id: z.string(), waiting: whole }));

/** Number of comments that wait to be judged, by channel. */
export async function waitingComments(base: Base): Promise<Map<string, number>> {
  const { rows } = await base.query((db) =>
    sql`select channel_id, count(*) as waiting from messages where state = 'queued' group by channel_id`.execute(
      db,
    ),
  );
  return new Map(
    checked(countSchema, rows, 'messages').map(({ channel_id, waiting }) => [channel_id, waiting]),
  );
}

/** Takes waiting comments of a channel, the oldest first, to be judged. */
export async function claimComments(
  base: Base,
  channelId: string,
  limit: number,
): Promise<IncomingMessage[]> {
  const rows = await base.transact((db) => {
    const next = db
      .selectFrom('messages')
      .select('message_id')
      .where('channel_id', '=', channelId)
      .where('state', '=', sql.lit<MessageState>('queued'))
      .orderBy('message_id')
      .limit(limit)
      .$if(base.kind === 'postgres', (query) => query.forUpdate().skipLocked());
    return db
      .updateTable('messages')
      .set({ state: 'taken' })
      .where('message_id', 'in', next)
      .returningAll()
      .execute();
  });
  return readMessages(
    base,
    rows.sort((a, b) => (a.message_id < b.message_id ? -1 : 1)),
  );
}
