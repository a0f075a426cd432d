import { sql } from 'kysely';
import { addReport, reportCounts, reportSummary } from './reports.js';
import {
  changeAppeal,
  checkAppeal,
  getAppeal,
  mayNote,
  noted,
  noteOf,
  openAppeal,
  settleAppeal,
} from './appeals.js';
import {
  adaptationComments,
  adaptationStatus,
  beginAdaptation,
  goBack,
  resetAdaptation,
  saveModel,
  servingModel,
  settleAdaptation,
  storedModel,
} from './adaptations.js';
import { addArticle, boundArticles, getArticle } from './articles.js';
import { accuracy, labels, period, statistics } from './statistics.js';
import { decideBulk, getBulk, previewBulk, proposeBulk, setBulkCard, undoBulk } from './bulk-decisions.js';
import { bulkProgress, retryBulk } from './bulk-progress.js';
import { decide, undo } from './decisions.js';
import { getCase, casesOfFlag, latestCases, setWhy } from './cases.js';
import { classifierVersions, latestClassifier, resetClassifiers, saveClassifier } from './classifiers.js';
import { claimFlag, countOpen, flagGroups, nextInQueue, openFlags, release } from './queue.js';
import { flagsOfAuthor, flagStands, getFlag, setCard } from './flags.js';
import { deleted, judged, retryUnreadable, revision, take, unjudged, weights } from './messages.js';
import { decideCampaign, undoCampaign } from './campaign-decisions.js';
import { campaignProgress, retryCampaign } from './campaign-progress.js';
import { regroupCampaign } from './campaign-regroup.js';
import {
  articlesOf,
  getMember,
  keptOf,
  membersOf,
  noteGone,
  noteHere,
  postsInOrder,
  postsOfAuthor,
  standingOf,
  timesOf,
} from './campaign-posts.js';
import {
  campaignEvents,
  countCampaigns,
  getCampaign,
  listCampaigns,
  reviewedMembers,
} from './campaign-records.js';
import { resetCampaigns, setCampaignCard, writeCampaigns } from './campaigns.js';
import { openBase, type StoreOptions } from './open.js';
import {
  abandon,
  acts,
  addEffects,
  backlog,
  behind,
  done,
  lease,
  nextDue,
  renew,
  retry,
  troubled,
} from './outbox.js';
import { getRepost, removeRepost, setRepost } from './reposts.js';
import {
  addOwnRule,
  editOwnRule,
  getOwnRule,
  listOwnRules,
  moveOwnRule,
  ownRuleAccuracy,
  ownRuleCounts,
  ownRuleEvents,
  ownRuleHistory,
  removeOwnRule,
} from './own-rules.js';
import { advance, bind, getChannel, listChannels, setMode, unbind } from './channels.js';
import { deleteAuthor, deleteServer, exportAuthor, exportServer } from './privacy.js';
import { rotate, type RotationCounts } from './encryption/rotate.js';
import { change, left, settings } from './servers.js';
import { claimComments, commentState, deliver, siteMessage, waitingComments } from './site-comments.js';
import { changeSite, createSite, getSite, listSites, siteOfChannel } from './sites.js';
import type { Store } from './store.js';
import { sweep } from './sweep.js';

export { readStoreEnvironment, type StoreEnvironment } from './open.js';
export { isKeyId, newKey, parseKeys, type StoreKey } from './encryption/keys.js';
export type { StoreOptions } from './open.js';
export type { RotationCounts } from './encryption/rotate.js';
export type * from './bulk-port.js';
export type * from './campaign-port.js';
export { SITE_OUTCOMES } from './site-port.js';
export type * from './site-port.js';
export type * from './own-rule-port.js';
export type * from './report-port.js';
export type * from './appeal-port.js';
export { QUEUE_SORTS } from './store.js';
export type * from './store.js';

/**
 * Opens the store, an SQLite file or a PostgreSQL server: migrates its schema and checks the keys.
 *
 * @throws `Fault` `store/…`: the database cannot be opened, is newer than this version, or was created with other keys
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
      bind: (channel) => bind(base, channel),
      setMode: (channelId, mode) => setMode(base, channelId, mode),
      get: (channelId) => getChannel(base, channelId),
      of: (guildId) => listChannels(base, guildId),
      all: () => listChannels(base),
      unbind: (channelId, why, now) => unbind(base, channelId, why, now),
      advance: (cursors) => advance(base, cursors),
    },
    messages: {
      take: (messages) => take(base, messages),
      unjudged: (limit) => unjudged(base, limit),
      judged: (results, campaigns) => judged(base, results, campaigns),
      deleted: (messageIds, now) => deleted(base, messageIds, now),
      revision: (messageId) => revision(base, messageId),
      weights: (guildId, articleId, since, limit) => weights(base, guildId, articleId, since, limit),
    },
    flags: {
      get: (guildId, id) => getFlag(base, guildId, id),
      stands: (id) => flagStands(base, id),
      setCard: (id, card) => setCard(base, id, card),
      next: (guildId, moderatorId, filter, now, leaseMs) =>
        nextInQueue(base, guildId, moderatorId, filter, now, leaseMs),
      claim: (guildId, moderatorId, id, now, leaseMs) =>
        claimFlag(base, guildId, moderatorId, id, now, leaseMs),
      release: (guildId, moderatorId, id) => release(base, guildId, moderatorId, id),
      count: (guildId, filter, now) => countOpen(base, guildId, filter, now),
      open: (guildId, limit) => openFlags(base, guildId, limit),
      ofAuthor: (guildId, authorHash, limit) => flagsOfAuthor(base, guildId, authorHash, limit),
      groups: (guildId, by, filter = {}) => flagGroups(base, guildId, by, filter, base.clock()),
    },
    cases: {
      decide: (request) => decide(base, request),
      undo: (request) => undo(base, request),
      get: (guildId, number) => getCase(base, guildId, number),
      ofFlag: (guildId, flagId) => casesOfFlag(base, guildId, flagId),
      latest: (guildId, limit) => latestCases(base, guildId, limit),
      setWhy: (guildId, number, why) => setWhy(base, guildId, number, why),
      accuracy: (guildId) => accuracy(base, guildId),
      labels: (guildId, limit) => labels(base, guildId, limit),
      statistics: (guildId, since) => statistics(base, guildId, since),
      period: (guildId, of) => period(base, guildId, of),
    },
    bulks: {
      propose: (request) => proposeBulk(base, request),
      get: (guildId, id) => getBulk(base, guildId, id),
      preview: (guildId, id, now, examples) => previewBulk(base, guildId, id, now, examples),
      decide: (request) => decideBulk(base, request),
      undo: (request) => undoBulk(base, request),
      progress: (guildId, id) => bulkProgress(base, guildId, id),
      retry: (guildId, id, now) => retryBulk(base, guildId, id, now),
      setCard: (guildId, id, card) => setBulkCard(base, guildId, id, card),
    },
    outbox: {
      add: (effects) => base.transact((db) => addEffects(base, db, effects)),
      lease: (request) => lease(base, request),
      done: (id, also) => done(base, id, also),
      retry: (id, dueAt, trouble, then) => retry(base, id, dueAt, trouble, then),
      abandon: (id, trouble, then) => abandon(base, id, trouble, then),
      behind: (item, now) => behind(base, item, now),
      acts: (guildId, partitionKeys) => acts(base, guildId, partitionKeys),
      troubled: (guildId, since, limit) => troubled(base, guildId, since, limit),
      renew: (guildId, fresh, then) => renew(base, guildId, fresh, then),
      nextDue: () => nextDue(base),
      backlog: (now) => backlog(base, now),
    },
    reposts: {
      get: (...of) => getRepost(base, ...of),
      set: (...of) => setRepost(base, ...of),
      remove: (...of) => removeRepost(base, ...of),
    },
    classifiers: {
      save: (classifier) => saveClassifier(base, classifier),
      latest: (guildId) => latestClassifier(base, guildId),
      versions: (guildId) => classifierVersions(base, guildId),
      reset: (guildId) => resetClassifiers(base, guildId),
    },
    adaptations: {
      comments: (guildId, window) => adaptationComments(base, guildId, window),
      begin: (guildId, now, outcome) => beginAdaptation(base, guildId, now, outcome),
      settle: (guildId, outcome) => settleAdaptation(base, guildId, outcome),
      save: (guildId, made) => saveModel(base, guildId, made),
      status: (guildId) => adaptationStatus(base, guildId),
      serving: (guildId) => servingModel(base, guildId),
      model: (guildId, version) => storedModel(base, guildId, version),
      goBack: (guildId, from) => goBack(base, guildId, from),
      reset: (guildId) => resetAdaptation(base, guildId),
    },
    campaigns: {
      posts: (guildId, after, limit) => postsInOrder(base, guildId, after, limit),
      events: (guildId, id) => campaignEvents(base, guildId, id),
      write: ({ guildId, changes }, now) =>
        base.transact((db) => writeCampaigns(base, db, guildId, changes, now)),
      get: (guildId, id) => getCampaign(base, guildId, id),
      list: (guildId, which) => listCampaigns(base, guildId, which),
      members: (guildId, id, limit) => membersOf(base, guildId, id, limit),
      member: (guildId, messageId) => getMember(base, guildId, messageId),
      times: (guildId, id) => timesOf(base, guildId, id),
      articles: (guildId, id) => articlesOf(base, guildId, id),
      standing: (guildId, id) => standingOf(base, guildId, id),
      progress: (guildId, id) => campaignProgress(base, guildId, id),
      retry: (guildId, id, now) => retryCampaign(base, guildId, id, now),
      reviewed: (guildId) => reviewedMembers(base, guildId),
      decide: (request) => decideCampaign(base, request),
      undo: (request) => undoCampaign(base, request),
      regroup: (request) => regroupCampaign(base, request),
      counts: () => countCampaigns(base),
      setCard: (guildId, id, card) => setCampaignCard(base, guildId, id, card),
      gone: (messageId, author, done) => noteGone(base, messageId, author, done),
      here: (messageId) => noteHere(base, messageId),
      kept: (messageIds) => keptOf(base, messageIds),
      ofAuthor: (guildId, authorId) =>
        postsOfAuthor(base, guildId, base.pseudonyms.author(guildId, authorId)),
      reset: async (guildId) => {
        await resetCampaigns(base, guildId);
      },
    },
    sites: {
      create: (site) => createSite(base, site),
      get: (id) => getSite(base, id),
      ofChannel: (channelId) => siteOfChannel(base, channelId),
      list: (guildId) => listSites(base, guildId),
      change: (id, patch) => changeSite(base, id, patch),
      deliver: (delivery) => deliver(base, delivery),
      state: (siteId, commentId) => commentState(base, siteId, commentId),
      message: (messageId) => siteMessage(base, messageId),
      waiting: () => waitingComments(base),
      claim: (channelId, limit) => claimComments(base, channelId, limit),
    },
    ownRules: {
      list: (guildId) => listOwnRules(base, guildId),
      get: (guildId, id) => getOwnRule(base, guildId, id),
      add: (...given) => addOwnRule(base, ...given),
      edit: (...given) => editOwnRule(base, ...given),
      move: (...given) => moveOwnRule(base, ...given),
      remove: (guildId, id) => removeOwnRule(base, guildId, id),
      events: (guildId, id, limit) => ownRuleEvents(base, guildId, id, limit),
      counts: (guildId) => ownRuleCounts(base, guildId),
      accuracy: (guildId, key, since) => ownRuleAccuracy(base, guildId, key, since),
      history: (...given) => ownRuleHistory(base, ...given),
    },
    appeals: {
      mayNote: (guildId, authorHash, since) => mayNote(base, guildId, authorHash, since),
      noted: (guildId, number, note) => noted(base, guildId, number, note),
      note: (guildId, number) => noteOf(base, guildId, number),
      check: (...of) => checkAppeal(base, ...of),
      open: (appeal) => openAppeal(base, appeal),
      get: (guildId, number) => getAppeal(base, guildId, number),
      settle: (appeal) => settleAppeal(base, appeal),
      setCard: (guildId, number, { channelId, messageId }) =>
        changeAppeal(base, guildId, number, { card_channel_id: channelId, card_message_id: messageId }),
      told: (guildId, number, state) => changeAppeal(base, guildId, number, { told: state }),
    },
    reports: {
      add: (report) => addReport(base, report),
      summary: (guildId, flagId) => reportSummary(base, guildId, flagId),
      counts: (guildId, since) => reportCounts(base, guildId, since),
    },
    privacy: {
      authorHash: (guildId, authorId) => base.pseudonyms.author(guildId, authorId),
      exportAuthor: (guildId, authorId) => exportAuthor(base, guildId, authorId),
      deleteAuthor: (guildId, authorId, now) => deleteAuthor(base, guildId, authorId, now),
      exportServer: (guildId) => exportServer(base, guildId),
      deleteServer: (guildId) => deleteServer(base, guildId),
    },
    sweep: (now) => sweep(base, now),
    onUnreadable: (listener) => {
      base.setAside.listen(listener);
    },
    retryUnreadable: () => retryUnreadable(base),
    ping: () =>
      base.query(async (db) => {
        await sql`select 1`.execute(db);
      }),
    close,
  };
}

/**
 * Re-encrypts every value of a database under the first of the keys; afterwards the others may go. A bot with all the keys may
 * run meanwhile.
 *
 * @returns the number of re-encrypted values by column
 * @throws `Fault` `store/…`
 */
export async function rotateKeys(options: StoreOptions): Promise<RotationCounts> {
  const { base, close } = await openBase(options);
  try {
    return await rotate(base);
  } finally {
    await close();
  }
}
