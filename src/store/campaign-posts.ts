import { sql } from 'kysely';
import { z } from 'zod';
import {
  type CampaignEvidence,
  campaignEvidenceSchema,
  MEMBER_STATES,
  type NewEffect,
  cardPartitionKey,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks, inBatches } from './batches.js';
import { contextOf } from './encryption/sealed-columns.js';
import { closeFlags, updateCards } from './flags.js';
import { addEffects } from './outbox.js';
import { bit, bytes, checked, checkedJson, nullableBytes, whole } from './row.js';
import type { CampaignMember, NewCampaignPost, StoredPost } from './campaign-port.js';

const postSchema = z.object({
  message_id: z.string(),
  seq: whole,
  channel_id: z.string(),
  article_id: z.string(),
  author_hash: z.string(),
  posted_at: whole,
  score: z.number().nullable(),
  weight: z.number().nullish(),
  content: bytes,
  campaign_id: z.string().nullable(),
  core: bit,
});

function readPost(base: Base, from: unknown): StoredPost {
  const row = checked(postSchema, from, 'campaign_posts');
  return {
    messageId: row.message_id,
    seq: row.seq,
    channelId: row.channel_id,
    articleId: row.article_id,
    authorHash: row.author_hash,
    postedAt: row.posted_at,
    score: row.score,
    weight: row.weight ?? null,
    text: base.vault.open(row.content, contextOf('campaign_posts.content', row.message_id)),
    campaignId: row.campaign_id,
    core: row.core,
  };
}

const memberSchema = postSchema.extend({
  guild_id: z.string(),
  evidence: nullableBytes,
  state: z.enum(MEMBER_STATES),
  gone: bit,
  author: nullableBytes,
});
const authorSchema = z.object({ id: z.string(), name: z.string() });

function readMember(base: Base, from: unknown): CampaignMember {
  const row = checked(memberSchema, from, 'campaign_posts');
  const { message_id: id, evidence, author } = row;
  return {
    ...readPost(base, from),
    guildId: row.guild_id,
    state: row.state,
    gone: row.gone,
    evidence:
      evidence &&
      checkedJson(
        campaignEvidenceSchema,
        base.vault.open(evidence, contextOf('campaign_posts.evidence', id)),
        'campaign_posts.evidence',
      ),
    author:
      author &&
      checkedJson(
        authorSchema,
        base.vault.open(author, contextOf('campaign_posts.author', id)),
        'campaign_posts.author',
      ),
  };
}

const keyOf = ({ message_id }: { readonly message_id: string }): string => message_id;

/** Encrypts the evidence that a message is a member. */
export function sealEvidence(base: Base, messageId: string, evidence: CampaignEvidence): Buffer {
  return base.vault.seal(JSON.stringify(evidence), contextOf('campaign_posts.evidence', messageId));
}

/** A post with what the store knows of its message. */
interface Kept extends NewCampaignPost {
  readonly messageId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly articleId: string;
  readonly authorHash: string;
  readonly postedAt: number;
}

/** Stores the texts of judged messages; a new revision replaces the one before. */
export async function keepPosts(base: Base, db: Database, kept: readonly Kept[]): Promise<void> {
  for (const chunk of chunks(kept)) {
    await db
      .insertInto('campaign_posts')
      .values(
        chunk.map((one) => ({
          message_id: one.messageId,
          guild_id: one.guildId,
          seq: one.seq,
          channel_id: one.channelId,
          article_id: one.articleId,
          author_hash: one.authorHash,
          posted_at: one.postedAt,
          score: one.score,
          content: base.vault.seal(one.text, contextOf('campaign_posts.content', one.messageId)),
          campaign_id: null,
          core: 0,
          evidence: null,
          state: 'here',
          reviewed: 0,
          gone: 0,
          author: null,
          removed_at: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('message_id').doUpdateSet((eb) => ({
          seq: eb.ref('excluded.seq'),
          channel_id: eb.ref('excluded.channel_id'),
          article_id: eb.ref('excluded.article_id'),
          score: eb.ref('excluded.score'),
          content: eb.ref('excluded.content'),
          campaign_id: null,
          core: 0,
          evidence: null,
          state: 'here',
          reviewed: 0,
        })),
      )
      .execute();
  }
}

/**
 * Deletes the posts of messages that somebody other than the bot deleted or edited. Those that the bot removed stay: undoing
 * that needs their texts.
 */
export async function forgetPosts(db: Database, messageIds: readonly string[]): Promise<void> {
  for (const ids of chunks(messageIds)) {
    await db
      .deleteFrom('campaign_posts')
      .where('message_id', 'in', ids)
      .where('state', '<>', 'removed')
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('flags')
              .select('flags.id')
              .whereRef('flags.message_id', '=', 'campaign_posts.message_id')
              .where('flags.removed', '=', 1)
              .where('flags.state', '=', 'decided'),
          ),
        ),
      )
      .execute();
  }
}

/** Posts of a server in the order in which the tracker took them, after `after`. */
export async function postsInOrder(
  base: Base,
  guildId: string,
  after: { readonly seq: number; readonly messageId: string },
  limit: number,
): Promise<StoredPost[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('campaign_posts')
      .leftJoin('messages', 'messages.message_id', 'campaign_posts.message_id')
      .selectAll('campaign_posts')
      .select('messages.weight')
      .where('campaign_posts.guild_id', '=', guildId)
      .where((eb) =>
        eb.or([
          eb('seq', '>', after.seq),
          eb.and([eb('seq', '=', after.seq), eb('campaign_posts.message_id', '>', after.messageId)]),
        ]),
      )
      .orderBy('seq')
      .orderBy('campaign_posts.message_id')
      .limit(limit)
      .execute(),
  );
  return base.setAside.each('campaign_posts', rows, (row) => readPost(base, row), keyOf).read;
}

/** Members of a campaign in order of time: the first `limit / 2` and the last ones where there are more. */
export async function membersOf(
  base: Base,
  guildId: string,
  id: string,
  limit: number,
): Promise<CampaignMember[]> {
  const half = Math.ceil(limit / 2);
  const [first, last] = await base.query(async (db) => {
    const of = db
      .selectFrom('campaign_posts')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('campaign_id', '=', id);
    return [
      await of.orderBy('posted_at').orderBy('message_id').limit(half).execute(),
      await of.orderBy('posted_at', 'desc').orderBy('message_id', 'desc').limit(half).execute(),
    ];
  });
  const rows = new Map([...first, ...last.reverse()].map((row) => [row.message_id, row]));
  return base.setAside.each('campaign_posts', [...rows.values()], (row) => readMember(base, row), keyOf).read;
}

/** A member by its message. */
export async function getMember(
  base: Base,
  guildId: string,
  messageId: string,
): Promise<CampaignMember | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('campaign_posts')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('message_id', '=', messageId)
      .executeTakeFirst(),
  );
  return row && readMember(base, row);
}

const timesSchema = z.array(z.object({ posted_at: whole }));

/** Times (ms) of a campaign's posts, oldest first. */
export async function timesOf(base: Base, guildId: string, id: string): Promise<number[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('campaign_posts')
      .select('posted_at')
      .where('guild_id', '=', guildId)
      .where('campaign_id', '=', id)
      .orderBy('posted_at')
      .execute(),
  );
  return checked(timesSchema, rows, 'campaign_posts').map(({ posted_at }) => posted_at);
}

const countsSchema = z.array(z.object({ key: z.string(), count: whole }));

/** Articles of a campaign with the number of its posts under each, most first. */
export async function articlesOf(
  base: Base,
  guildId: string,
  id: string,
): Promise<{ articleId: string; count: number }[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('campaign_posts')
      .select((eb) => ['article_id as key', eb.fn.countAll().as('count')])
      .where('guild_id', '=', guildId)
      .where('campaign_id', '=', id)
      .groupBy('article_id')
      .orderBy('count', 'desc')
      .orderBy('article_id')
      .execute(),
  );
  return checked(countsSchema, rows, 'campaign_posts').map(({ key, count }) => ({ articleId: key, count }));
}

/** Number of members by their state, and how many are fringe. */
export async function standingOf(
  base: Base,
  guildId: string,
  id: string,
): Promise<{ here: number; queued: number; removed: number; restored: number; fringe: number }> {
  const rows = await base.query((db) =>
    db
      .selectFrom('campaign_posts')
      .select((eb) => [
        sql<string>`case when core = 0 then 'fringe' else state end`.as('key'),
        eb.fn.countAll().as('count'),
      ])
      .where('guild_id', '=', guildId)
      .where('campaign_id', '=', id)
      .groupBy(sql`case when core = 0 then 'fringe' else state end`)
      .execute(),
  );
  const counts = new Map(checked(countsSchema, rows, 'campaign_posts').map(({ key, count }) => [key, count]));
  const of = (key: string): number => counts.get(key) ?? 0;
  return {
    here: of('here'),
    queued: of('queued'),
    removed: of('removed'),
    restored: of('restored'),
    fringe: of('fringe'),
  };
}

/** Notes the author of a member's message, whose name a restored quotation needs, and whether the bot has deleted it. */
export async function noteGone(
  base: Base,
  messageId: string,
  author: { readonly id: string; readonly name: string } | null,
  done: boolean,
): Promise<void> {
  const sealed =
    author && base.vault.seal(JSON.stringify(author), contextOf('campaign_posts.author', messageId));
  await base.query((db) =>
    db
      .updateTable('campaign_posts')
      .set({
        ...(done ? { gone: 1 } : {}),
        ...(sealed === null ? {} : { author: sealed }),
        removed_at: base.clock(),
      })
      .where('message_id', '=', messageId)
      .execute(),
  );
}

/** Marks a member as back where its message was never deleted. */
export async function noteHere(base: Base, messageId: string): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('campaign_posts')
      .set({ state: 'here' })
      .where('message_id', '=', messageId)
      .where('state', '=', 'restored')
      .where('gone', '=', 0)
      .execute(),
  );
}

/** Those of some messages whose posts are stored. */
export async function keptOf(base: Base, messageIds: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const ids of chunks(messageIds)) {
    const rows = await base.query((db) =>
      db.selectFrom('campaign_posts').select('message_id').where('message_id', 'in', ids).execute(),
    );
    kept.push(...rows.map(({ message_id }) => message_id));
  }
  return kept;
}

/** Ids of the stored posts of an author. */
export async function postsOfAuthor(base: Base, guildId: string, authorHash: string): Promise<string[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('campaign_posts')
      .select('message_id')
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', authorHash)
      .execute(),
  );
  return rows.map(({ message_id }) => message_id);
}

/** The stored posts of a server, or of one author in it, decrypted, for an export. */
export async function exportPosts(
  base: Base,
  guildId: string,
  authorHash?: string,
): Promise<CampaignMember[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('campaign_posts')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(authorHash !== undefined, (query) => query.where('author_hash', '=', authorHash ?? ''))
      .orderBy('seq')
      .orderBy('message_id')
      .execute(),
  );
  return base.setAside.each('campaign_posts', rows, (row) => readMember(base, row), keyOf).read;
}

/** Ids in one statement; of more, all members are looked at. */
export const MOST_ONLY = 500;

/** Closes the open flags of a campaign's members, or of some of them: its card shows them. */
export async function foldFlags(
  base: Base,
  db: Database,
  { guildId, id, only }: { readonly guildId: string; readonly id: string; readonly only?: readonly string[] },
  now: number,
): Promise<void> {
  if (only?.length === 0) return;
  await closeFlags(
    base,
    db,
    (eb) =>
      eb.and([
        eb('guild_id', '=', guildId),
        eb('shadow', '=', sql.lit(0)),
        eb(
          'message_id',
          'in',
          eb
            .selectFrom('campaign_posts')
            .select('message_id')
            .where('guild_id', '=', guildId)
            .where('campaign_id', '=', id)
            .$if(only !== undefined && only.length <= MOST_ONLY, (query) =>
              query.where('message_id', 'in', [...(only ?? [])]),
            ),
        ),
      ]),
    'in-campaign',
    now,
  );
}

/** Opens folded flags again, of messages that are in no campaign that folds any more; they get their card back, or one. */
export async function unfoldFlags(
  base: Base,
  db: Database,
  guildId: string,
  messageIds: readonly string[],
  now: number,
): Promise<void> {
  for (const ids of chunks(messageIds)) {
    const rows = await db
      .updateTable('flags')
      .set((eb) => ({
        state: 'open',
        closed_why: null,
        version: eb('version', '+', 1),
        settled_at: null,
        updated_at: now,
      }))
      .where('guild_id', '=', guildId)
      .where('state', '=', sql.lit('closed'))
      .where('closed_why', '=', 'in-campaign')
      .where('message_id', 'in', ids)
      .returning(['id', 'guild_id', 'shadow', 'version', 'card_message_id'])
      .execute();
    await updateCards(
      base,
      db,
      rows.filter(({ card_message_id }) => card_message_id !== null),
      now,
    );
    const cards = rows
      .filter(({ card_message_id }) => card_message_id === null)
      .map(({ id, guild_id, version }): NewEffect => ({
        guildId: guild_id,
        partitionKey: cardPartitionKey(id),
        // Not the key of a new flag's card: that one may have been done already, without a card.
        key: `card:${id}:v${version}`,
        effect: { kind: 'card', flagId: id },
      }));
    await addEffects(base, db, cards, now);
  }
}

/** Deletes the posts of a server, or those from before `before`, and with them the hashes of their authors. */
export function deletePosts(base: Base, guildId: string, before?: number): Promise<number> {
  return inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('campaign_posts')
        .where('message_id', 'in', (eb) =>
          eb
            .selectFrom('campaign_posts')
            .select('message_id')
            .where('guild_id', '=', guildId)
            .$if(before !== undefined, (query) => query.where('posted_at', '<', before ?? 0))
            .limit(limit),
        )
        .returning('message_id')
        .execute(),
    );
    return rows.length;
  });
}

/** Removes the names of authors whose messages were removed before `before`. */
export async function stripPosts(base: Base, before: number): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('campaign_posts')
      .set({ author: null })
      .where('author', 'is not', null)
      .where('removed_at', '<', before)
      .execute(),
  );
}
