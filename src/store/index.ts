import { sql } from 'kysely';
import { addArticle } from './articles/add.js';
import { boundArticles } from './articles/bound.js';
import { getArticle } from './articles/get.js';
import { accuracy } from './cases/accuracy.js';
import { decide } from './cases/decide.js';
import { labels } from './cases/labels.js';
import { getCase, latestCases } from './cases/read.js';
import { setWhy } from './cases/set-why.js';
import { statistics } from './cases/statistics.js';
import { undo } from './cases/undo.js';
import { classifierVersions, latestClassifier } from './classifiers/read.js';
import { resetClassifiers } from './classifiers/reset.js';
import { saveClassifier } from './classifiers/save.js';
import { articlesInQueue } from './flags/articles.js';
import { claimFlag } from './flags/claim.js';
import { countOpen } from './flags/count.js';
import { evidenceKeys } from './flags/evidence-keys.js';
import { getFlag } from './flags/get.js';
import { flagsOfAuthor, openFlags } from './flags/list.js';
import { nextInQueue } from './flags/next-in-queue.js';
import { release } from './flags/release.js';
import { setCard } from './flags/set-card.js';
import { deleted } from './messages/deleted.js';
import { judged } from './messages/judged.js';
import { revision } from './messages/revision.js';
import { take } from './messages/take.js';
import { unjudged } from './messages/unjudged.js';
import { openBase, type StoreOptions } from './open.js';
import { addEffects } from './outbox/add.js';
import { backlog, nextDue } from './outbox/backlog.js';
import { lease } from './outbox/lease.js';
import { abandon, done, retry } from './outbox/settle.js';
import { advance } from './places/advance.js';
import { bind } from './places/bind.js';
import { getPlace, listPlaces } from './places/read.js';
import { setMode } from './places/set-mode.js';
import { unbind } from './places/unbind.js';
import { deleteAuthor } from './privacy/delete-author.js';
import { deleteServer } from './privacy/delete-server.js';
import { exportAuthor, exportServer } from './privacy/export.js';
import { rotate, type RotationCounts } from './rotate.js';
import { change } from './servers/change.js';
import { left } from './servers/left.js';
import { settings } from './servers/settings.js';
import type { Store } from './store.js';
import { sweep } from './sweep/sweep.js';

export { readStoreEnvironment, type StoreEnvironment } from './environment.js';
export { isKeyId, newKey, parseKeys, type StoreKey } from './keys.js';
export type { StoreOptions } from './open.js';
export type { RotationCounts } from './rotate.js';
export type * from './store.js';

/**
 * Opens the store: an SQLite file or a PostgreSQL server, its schema brought up to date, the keys checked.
 *
 * @example const store = await openStore({ database: './matgeul.sqlite', keys })
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { base, close } = await openBase(options);
  return {
    servers: {
      settings: (guildId) => settings(base, guildId),
      change: (guildId, patch) => change(base, guildId, patch),
      left: (guildId, at) => left(base, guildId, at),
    },
    articles: {
      add: (guildId, article) => addArticle(base, guildId, article),
      get: (guildId, id) => getArticle(base, guildId, id),
      bound: (guildId) => boundArticles(base, guildId),
    },
    channels: {
      bind: (place) => bind(base, place),
      setMode: (channelId, mode) => setMode(base, channelId, mode),
      get: (channelId) => getPlace(base, channelId),
      of: (guildId) => listPlaces(base, guildId),
      all: () => listPlaces(base),
      unbind: (channelId, why, now) => unbind(base, channelId, why, now),
      advance: (cursors) => advance(base, cursors),
    },
    messages: {
      take: (messages) => take(base, messages),
      unjudged: (limit) => unjudged(base, limit),
      judged: (results) => judged(base, results),
      deleted: (messageIds, now) => deleted(base, messageIds, now),
      revision: (messageId) => revision(base, messageId),
    },
    flags: {
      get: (guildId, id) => getFlag(base, guildId, id),
      setCard: (id, card) => setCard(base, id, card),
      next: (guildId, moderatorId, filter, now, leaseMs) =>
        nextInQueue(base, guildId, moderatorId, filter, now, leaseMs),
      claim: (guildId, moderatorId, id, now, leaseMs) =>
        claimFlag(base, guildId, moderatorId, id, now, leaseMs),
      release: (guildId, moderatorId, id) => release(base, guildId, moderatorId, id),
      count: (guildId, filter, now) => countOpen(base, guildId, filter, now),
      open: (guildId, limit) => openFlags(base, guildId, limit),
      ofAuthor: (guildId, authorHash, limit) => flagsOfAuthor(base, guildId, authorHash, limit),
      evidenceKeys: (guildId) => evidenceKeys(base, guildId),
      articles: (guildId) => articlesInQueue(base, guildId),
    },
    cases: {
      decide: (request) => decide(base, request),
      undo: (request) => undo(base, request),
      get: (guildId, number) => getCase(base, guildId, number),
      latest: (guildId, limit) => latestCases(base, guildId, limit),
      setWhy: (guildId, number, why) => setWhy(base, guildId, number, why),
      accuracy: (guildId) => accuracy(base, guildId),
      labels: (guildId, limit) => labels(base, guildId, limit),
      statistics: (guildId, since) => statistics(base, guildId, since),
    },
    outbox: {
      add: (effects) => base.transact((db) => addEffects(base, db, effects)),
      lease: (request) => lease(base, request),
      done: (id) => done(base, id),
      retry: (id, dueAt, error) => retry(base, id, dueAt, error),
      abandon: (id, error) => abandon(base, id, error),
      nextDue: () => nextDue(base),
      backlog: (now) => backlog(base, now),
    },
    classifiers: {
      save: (classifier) => saveClassifier(base, classifier),
      latest: (guildId) => latestClassifier(base, guildId),
      versions: (guildId) => classifierVersions(base, guildId),
      reset: (guildId) => resetClassifiers(base, guildId),
    },
    privacy: {
      authorHash: (guildId, authorId) => base.names.author(guildId, authorId),
      exportAuthor: (guildId, authorId) => exportAuthor(base, guildId, authorId),
      deleteAuthor: (guildId, authorId, now) => deleteAuthor(base, guildId, authorId, now),
      exportServer: (guildId) => exportServer(base, guildId),
      deleteServer: (guildId) => deleteServer(base, guildId),
    },
    sweep: (now) => sweep(base, now),
    ping: () =>
      base.query(async (db) => {
        await sql`select 1`.execute(db);
      }),
    close,
  };
}

/**
 * Seals all that a database holds anew under the first of the keys; afterwards the others may be dropped. A bot may run
 * meanwhile if it has all the keys. Gives how many values were sealed anew, by column.
 */
export async function rotateKeys(options: StoreOptions): Promise<RotationCounts> {
  const { base, close } = await openBase(options);
  try {
    return await rotate(base);
  } finally {
    await close();
  }
}
