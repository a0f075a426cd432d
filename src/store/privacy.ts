import type { Selectable } from 'kysely';
import { adaptationStatus, exportComments, forgetComments, resetAdaptation } from './adaptations.js';
import { boundArticles, readArticle } from './articles.js';
import { exportAppeals, forgetAppeals } from './appeals.js';
import type { Base, Database } from './base.js';
import { chunks, inBatches } from './batches.js';
import { exportBulks } from './bulk-decisions.js';
import { changeShown, readCases } from './cases.js';
import { exportPosts } from './campaign-posts.js';
import { campaignEvents, listCampaigns } from './campaign-records.js';
import { resetCampaigns } from './campaigns.js';
import { listChannels } from './channels.js';
import { latestClassifier } from './classifiers.js';
import { closeFlags, openContent, readFlags, sealContent, updateCards } from './flags.js';
import { readMessage, sealMessage } from './messages.js';
import { exportOwnRules } from './own-rules.js';
import { exportReports, forgetReports } from './reports.js';
import { settings } from './servers.js';
import { deleteSites, listSites } from './sites.js';
import { isUnreadable } from './set-aside.js';
import type { Tables } from './tables.js';

/** In this order: a bound channel refers to its article; the server's row goes last, so that `sweep` finds an interrupted deletion. */
const TABLES = [
  'places',
  'articles',
  'flags',
  'cases',
  'classifiers',
  'outbox',
  'own_rule_hits',
  'own_rule_events',
  'own_rules',
  'bulk_flags',
  'bulks',
  'reports',
  'notes',
  'appeals',
  'servers',
] as const;

/** More campaigns than the retention of a server holds. */
const MOST_CAMPAIGNS = 100_000;

/** Deletes all data of a server. Returns the number of deleted rows by table. */
export async function deleteServer(base: Base, guildId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  // The only table that may be long; the rest goes in one transaction.
  counts.messages = await inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('messages')
        .where('message_id', 'in', (eb) =>
          eb.selectFrom('messages').select('message_id').where('guild_id', '=', guildId).limit(limit),
        )
        .returning('message_id')
        .execute(),
    );
    return rows.length;
  });
  // After the messages: one that is judged meanwhile keeps no comment for adaptation any more.
  await resetAdaptation(base, guildId);
  const { campaigns = 0 } = await resetCampaigns(base, guildId);
  if (campaigns > 0) counts.campaigns = campaigns;
  await base.transact(async (db) => {
    await db.deleteFrom('reposts').where('guild_id', '=', guildId).execute();
    const sites = await deleteSites(db, guildId);
    if (sites > 0) counts.sites = sites;
    for (const table of TABLES) {
      const rows = await db.deleteFrom(table).where('guild_id', '=', guildId).returning('guild_id').execute();
      if (rows.length > 0 || !/^(own_rule|bulk|report|note|appeal)/.test(table)) counts[table] = rows.length;
    }
  });
  return counts;
}

/** What cannot be read may hold the text that is to go: it goes as a whole. */
function orNull(seal: () => Buffer | null): Buffer | null {
  try {
    return seal();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return null;
  }
}

/** Removes an author's comments from the messages, flags and cases that reply to them. */
async function forgetParents(base: Base, db: Database, guildId: string, author: string): Promise<number> {
  const messages = await db
    .selectFrom('messages')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('parent_hash', '=', author)
    .execute();
  for (const row of messages) {
    const content =
      row.content &&
      orNull(() => sealMessage(base, { ...readMessage(base, row), parent: null, parentAuthorId: undefined }));
    await db
      .updateTable('messages')
      .set({ content, parent_hash: null })
      .where('message_id', '=', row.message_id)
      .execute();
  }
  const flags = await db
    .selectFrom('flags')
    .select(['id', 'content'])
    .where('guild_id', '=', guildId)
    .where('parent_hash', '=', author)
    .execute();
  for (const { id, content } of flags) {
    const bare =
      content && orNull(() => sealContent(base, id, { ...openContent(base, id, content), parent: null }));
    await db.updateTable('flags').set({ content: bare, parent_hash: null }).where('id', '=', id).execute();
  }
  const cases = await forgetInCases(base, db, guildId, author);
  return messages.length + flags.length + cases;
}

async function forgetInCases(base: Base, db: Database, guildId: string, author: string): Promise<number> {
  const cases = await db
    .selectFrom('cases')
    .select(['number', 'shown'])
    .where('guild_id', '=', guildId)
    .where('parent_hash', '=', author)
    .execute();
  for (const { number, shown } of cases) {
    const bare = orNull(() => changeShown(base, guildId, number, shown, { parent: null }));
    await db
      .updateTable('cases')
      .set({ shown: bare, parent_hash: null })
      .where('guild_id', '=', guildId)
      .where('number', '=', number)
      .execute();
  }
  return cases.length;
}

/**
 * Deletes all texts and traces of an author in a server: deletes messages, closes open flags, leaves flags and cases with their
 * numbers and decisions but without text and pseudonym, and removes the author's comments where others reply to them. Cards
 * are updated, so they lose the text as well. Returns the number of changed rows by table.
 */
export function deleteAuthor(
  base: Base,
  guildId: string,
  authorId: string,
  now: number,
): Promise<Record<string, number>> {
  const author = base.pseudonyms.author(guildId, authorId);
  return base.transact(async (db) => {
    const messages = await db
      .deleteFrom('messages')
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', author)
      .returning('message_id')
      .execute();
    await closeFlags(
      base,
      db,
      (eb) => eb.and([eb('guild_id', '=', guildId), eb('author_hash', '=', author)]),
      'author-erased',
      now,
    );
    const flags = await emptyFlags(base, db, guildId, author, now);
    const cases = await db
      .updateTable('cases')
      .set({ shown: null, why: null, named: 0, author_hash: null })
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', author)
      .returning('number')
      .execute();
    await db
      .deleteFrom('campaign_posts')
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', author)
      .execute();
    await db
      .updateTable('bulks')
      .set({ author_hash: '' })
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', author)
      .execute();
    await forgetComments(db, (eb) => eb.and([eb('guild_id', '=', guildId), eb('author_hash', '=', author)]));
    for (const ids of chunks(messages.map(({ message_id }) => message_id)))
      await db.deleteFrom('own_rule_hits').where('message_id', 'in', ids).execute();
    const parents = await forgetParents(base, db, guildId, author);
    const reports = await forgetReports(base, db, guildId, authorId);
    const appeals = await forgetAppeals(db, guildId, author);
    return {
      messages: messages.length,
      flags,
      cases: cases.length,
      parents,
      ...(reports > 0 ? { reports } : {}),
      ...(appeals > 0 ? { appeals } : {}),
    };
  });
}

/** Drops content and pseudonym of an author's flags; returns their number. */
async function emptyFlags(
  base: Base,
  db: Database,
  guildId: string,
  author: string,
  now: number,
): Promise<number> {
  const rows = await db
    .updateTable('flags')
    .set((eb) => ({
      content: null,
      likeness: null,
      named: 0,
      author_hash: '',
      version: eb('version', '+', 1),
    }))
    .where('guild_id', '=', guildId)
    .where('author_hash', '=', author)
    .returning(['id', 'guild_id', 'shadow', 'version', 'card_message_id'])
    .execute();
  await updateCards(
    base,
    db,
    rows.filter(({ card_message_id }) => card_message_id !== null),
    now,
  );
  return rows.length;
}

/** All data on an author in a server, decrypted. */
export async function exportAuthor(
  base: Base,
  guildId: string,
  authorId: string,
): Promise<Record<string, unknown>> {
  const authorHash = base.pseudonyms.author(guildId, authorId);
  return {
    guildId,
    authorId,
    authorHash,
    ...(await comments(base, guildId, authorHash)),
    adaptation: await exportComments(base, guildId, authorHash),
    campaigns: await exportCampaigns(base, guildId, authorHash),
    reports: await exportReports(base, guildId, authorId),
    appeals: await exportAppeals(base, guildId, authorHash),
  };
}

/** All data of a server, decrypted; only the latest version of its classifier, and no numbers of adapted models. */
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
    places: await listChannels(base, guildId),
    articles: base.setAside.each(
      'articles',
      articles,
      (row) => readArticle(base, row),
      ({ id }) => id,
    ).read,
    bound: (await boundArticles(base, guildId)).map(({ id }) => id),
    ...(await comments(base, guildId)),
    bulks: await exportBulks(base, guildId),
    reports: await exportReports(base, guildId),
    appeals: await exportAppeals(base, guildId),
    classifier: (await latestClassifier(base, guildId)) ?? null,
    campaigns: await exportCampaigns(base, guildId),
    ownRules: await exportOwnRules(base, guildId),
    adaptation: { ...(await adaptationStatus(base, guildId)), kept: await exportComments(base, guildId) },
    // Without their secrets: who exports a server's data is not who runs its site.
    sites: (await listSites(base, guildId)).map((site) => ({
      ...site,
      secrets: site.secrets.length,
      webhook: site.webhook?.url ?? null,
    })),
  };
}

/** Campaigns with their kept posts, of a server or of one author in it, and posts that are in none. */
async function exportCampaigns(
  base: Base,
  guildId: string,
  authorHash?: string,
): Promise<Record<string, unknown>> {
  const posts = await exportPosts(base, guildId, authorHash);
  const records = await listCampaigns(base, guildId, { limit: MOST_CAMPAIGNS });
  const named = records
    .map((record) => ({
      ...record,
      posts: posts.filter(({ campaignId }) => campaignId === record.id),
    }))
    .filter((record) => authorHash === undefined || record.posts.length > 0);
  return {
    campaigns: named,
    alone: posts.filter(({ campaignId }) => campaignId === null),
    ...(authorHash === undefined ? { events: await campaignEvents(base, guildId) } : {}),
  };
}

/** Messages, flags and cases of a server, or of one author in it. */
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
    messages: base.setAside.each(
      'messages',
      messages,
      (row) => exported(base, row),
      (row) => row.message_id,
    ).read,
    flags: readFlags(base, flags),
    cases: readCases(base, cases),
  };
}

function exported(base: Base, row: Selectable<Tables['messages']>): Record<string, unknown> {
  const { state, verdict, score, weight, author_hash } = row;
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
    weight,
    ...(row.content === null ? {} : readMessage(base, row)),
  };
}
