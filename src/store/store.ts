import type { Article } from '../article/index.js';
import type { Result, Verdict } from '../judge/index.js';
import type {
  Act,
  Case,
  CloseReason,
  Decision,
  Flag,
  FlagContent,
  FlagGroup,
  FlagGroupKey,
  FlagSelection,
  Mode,
  NewEffect,
  OutboxItem,
  ServerSettings,
  Trouble,
} from '../moderation/index.js';
import type { RepostKind } from './tables.js';
import type { BulkStore } from './bulk-port.js';
import type { CampaignChanges, CampaignStore, NewCampaignPost } from './campaign-port.js';
import type { IncomingMessage } from './incoming-message.js';
import type { AppealStore } from './appeal-port.js';
import type { ReportStore } from './report-port.js';
import type { SiteStore } from './site-port.js';

export type { IncomingMessage } from './incoming-message.js';
import type { OwnRuleHit, OwnRuleStore } from './own-rule-port.js';

/**
 * The port to everything that lasts. All times are ms since 1970; all ids of Discord are decimal strings. Every method may
 * reject with a `Fault` `store/…`.
 */
export interface Store {
  readonly servers: ServerStore;
  readonly articles: ArticleStore;
  readonly channels: ChannelStore;
  readonly messages: MessageStore;
  readonly flags: FlagStore;
  readonly cases: CaseStore;
  readonly bulks: BulkStore;
  readonly outbox: Outbox;
  readonly reposts: RepostStore;
  readonly classifiers: ClassifierStore;
  readonly adaptations: AdaptationStore;
  readonly campaigns: CampaignStore;
  readonly sites: SiteStore;
  readonly ownRules: OwnRuleStore;
  readonly reports: ReportStore;
  readonly appeals: AppealStore;
  readonly privacy: PrivacyStore;
  /** Deletes data older than each server's retention; removes authors from flags that were settled over a day ago. */
  sweep(now: number): Promise<SweepCounts>;
  /**
   * Calls `listener` for each row that cannot be read: it is set aside, kept, and keeps no other from being read. Once for each
   * row as long as the store is open.
   */
  onUnreadable(listener: (row: UnreadableRow) => void): void;
  /** Takes messages and flags that were set aside up again: a missing key may be back. Returns their number. */
  retryUnreadable(): Promise<number>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Closes the database; no other method may be called afterwards. */
  close(): Promise<void>;
}

/** A row that does not decrypt, or is not what this version writes. */
export interface UnreadableRow {
  readonly table: string;
  /** The key of the row. */
  readonly key: string;
  /** Null where it is unknown. */
  readonly guildId: string | null;
  /** Code of the fault: `store/unreadable`, `store/unknown-key`, `store/strange-row`. */
  readonly code: string;
}

/** Settings of servers. */
export interface ServerStore {
  /** Settings of a server; defaults for a server without any. */
  settings(guildId: string): Promise<ServerSettings>;
  /**
   * Changes some settings and returns them all; other keys stay.
   *
   * @throws `Fault` `store/wrong-settings` when a value is not allowed
   */
  change(guildId: string, patch: Partial<ServerSettings>): Promise<ServerSettings>;
  /** Stores when the bot was removed (`sweep` deletes the server's data after 30 days); null: it is back. */
  left(guildId: string, at: number | null): Promise<void>;
}

/** Articles of servers. */
export interface ArticleStore {
  /**
   * Stores an article of a server and returns it with the store's id. Articles with the same title and body are the same
   * article.
   */
  add(guildId: string, article: Omit<Article, 'id'>): Promise<Article>;
  /** An article by its id. */
  get(guildId: string, id: string): Promise<Article | undefined>;
  /** The known articles: those that a channel of the server is bound to, in the order they were added. */
  bound(guildId: string): Promise<Article[]>;
}

/** A channel, thread or forum that is bound to an article, or watched for threads with an article of their own. */
export interface BoundChannel {
  readonly channelId: string;
  readonly guildId: string;
  /** Null: only watched, each new thread in it gets an article of its own. */
  readonly articleId: string | null;
  /** Null: the server's mode. */
  readonly mode: Mode | null;
  /** Id of the last message that was read without a gap before it; null: none was. */
  readonly cursor: string | null;
  readonly boundAt: number;
}

/** Bindings of channels to articles. */
export interface ChannelStore {
  /**
   * Binds a channel or changes its binding; `cursor` and `mode` keep their values unless given.
   *
   * @throws `Fault` `store/no-article` when the article is not stored
   */
  bind(
    channel: Omit<BoundChannel, 'cursor' | 'boundAt' | 'mode'> & {
      mode?: Mode | null;
      cursor?: string;
      at: number;
    },
  ): Promise<BoundChannel>;
  /** Sets the mode of a bound channel; null: the server's. */
  setMode(channelId: string, mode: Mode | null): Promise<void>;
  /** A bound channel; undefined when the channel is not bound. */
  get(channelId: string): Promise<BoundChannel | undefined>;
  /** The bound channels of a server, in the order they were bound. */
  of(guildId: string): Promise<BoundChannel[]>;
  /** The bound channels of all servers. */
  all(): Promise<BoundChannel[]>;
  /** Unbinds a channel and closes its open flags with `why` and a `card-update` each. False when it was not bound. */
  unbind(channelId: string, why: CloseReason, now: number): Promise<boolean>;
  /** Moves cursors forward, never back. */
  advance(cursors: ReadonlyMap<string, string>): Promise<void>;
}

/** The verdict on a message. */
export interface Judged {
  readonly guildId: string;
  readonly messageId: string;
  readonly revision: number;
  readonly verdict: Verdict;
  readonly score: number;
  /** Evidence without the prior, in logits; omitted for a message that has no text to judge. */
  readonly weight?: number;
  /** The text, where the server lets its model adapt to its comments: it is kept for that. */
  readonly keptText?: string;
  /** The flag that the policy raised, if any. */
  readonly flag?: NewFlag;
  /** The text, where the bot looks for campaigns in the server: it is kept for that. */
  readonly post?: NewCampaignPost;
  /** Effects of the verdict itself, behind those of the flag. */
  readonly effects?: readonly NewEffect[];
  /** Rules of the server's own that found it. */
  readonly ownRules?: { readonly at: number; readonly hits: readonly OwnRuleHit[] };
}

/** A flag before it is stored. */
export interface NewFlag {
  readonly id: string;
  readonly channelId: string;
  readonly articleId: string;
  readonly shadow: boolean;
  readonly evidenceKey: string;
  readonly content: FlagContent;
  readonly createdAt: number;
  /** The bot's own decision in mode `act`: a case without a moderator, whose effects precede `effects`. */
  readonly act?: {
    readonly decision: Decision;
    /** Whether it deletes the message. */
    readonly removes: boolean;
    readonly effects: (caseNumber: number) => readonly NewEffect[];
  };
  /** It is part of a campaign, whose card shows it: the flag is stored closed, and has no card unless it leaves the campaign. */
  readonly folded?: boolean;
  /** Usually `card`; stored in the same transaction as the flag. */
  readonly effects: readonly NewEffect[];
}

/** Messages and their verdicts. */
export interface MessageStore {
  /**
   * Stores messages, encrypted, in one transaction; returns those that were new in this revision. Closes an older open flag of
   * the same message as `message-edited` with a `card-update`.
   */
  take(messages: readonly IncomingMessage[]): Promise<IncomingMessage[]>;
  /** Messages that are stored but not judged (after a crash), oldest first. */
  unjudged(limit: number): Promise<IncomingMessage[]>;
  /**
   * Stores verdicts, and flags with their effects, in one transaction; drops the texts of the messages. Skips messages that are
   * already judged or deleted. Returns the new flags.
   *
   * @param campaigns what the messages changed in the campaigns of their servers, stored in the same transaction
   */
  judged(results: readonly Judged[], campaigns?: readonly CampaignChanges[]): Promise<Flag[]>;
  /** Marks messages as deleted: drops their texts, closes their open flags with a `card-update`, and returns those flags. */
  deleted(messageIds: readonly string[], now: number): Promise<Flag[]>;
  /** The latest stored revision of a message; undefined for an unknown one. */
  revision(messageId: string): Promise<number | undefined>;
  /** Evidence on the latest comments under an article, posted since `since`, oldest first; deleted ones too. */
  weights(guildId: string, articleId: string, since: number, limit: number): Promise<CommentWeight[]>;
}

/** The evidence on a comment without the prior, in logits. */
export interface CommentWeight {
  readonly messageId: string;
  readonly postedAt: number;
  readonly weight: number;
}

/**
 * Orders of the queue, each ending with the id: `score`: highest score, then oldest. `oldest`, `newest`: by time, then
 * highest score.
 */
export const QUEUE_SORTS = ['score', 'oldest', 'newest'] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** Narrows down the queue. */
export interface QueueFilter extends FlagSelection {
  /**
   * Only flags after this one in the order of the queue, whatever its state is now: a round thus moves past skipped flags. An
   * unknown id sets no bound.
   */
  readonly after?: string;
  /** `score` by default. */
  readonly sort?: QueueSort;
}

/** Flags and the queue of open ones. */
export interface FlagStore {
  /** A flag by its id. */
  get(guildId: string, id: string): Promise<Flag | undefined>;
  /** Notes that a flag's message was never deleted, whatever was decided and undone: its deletion is news. */
  stands(id: string): Promise<void>;
  /** Stores where the flag's card was posted. */
  setCard(id: string, card: { channelId: string; messageId: string }): Promise<void>;
  /** Leases the next open flag (highest score, then oldest) that nobody else holds; undefined when none is left. */
  next(
    guildId: string,
    moderatorId: string,
    filter: QueueFilter,
    now: number,
    leaseMs: number,
  ): Promise<Flag | undefined>;
  /** Leases this flag, or renews its lease; undefined when it is not open, a shadow, or held by somebody else. */
  claim(
    guildId: string,
    moderatorId: string,
    id: string,
    now: number,
    leaseMs: number,
  ): Promise<Flag | undefined>;
  /** Ends the moderator's lease on a flag; without an id, all leases in the server. */
  release(guildId: string, moderatorId: string, id?: string): Promise<void>;
  /** Counts the open flags (no shadows) that fit a filter, and how many of them somebody holds now. */
  count(guildId: string, filter: QueueFilter, now: number): Promise<{ open: number; held: number }>;
  /** Open flags (no shadows) in queue order. */
  open(guildId: string, limit: number): Promise<Flag[]>;
  /** The latest flags of an author (by pseudonym), newest first, including shadows. */
  ofAuthor(guildId: string, authorHash: string, limit: number): Promise<Flag[]>;
  /** Groups of the open flags (no shadows) that fit a filter, most frequent first. */
  groups(guildId: string, by: FlagGroupKey, filter?: FlagSelection): Promise<FlagGroup[]>;
}

/** Why the store refused a decision: somebody was faster, or there is nothing left to decide. */
export type Refused = 'unknown' | 'decided' | 'closed' | 'not-decided';

/** How often a kind of evidence was right: decisions that confirmed it, and decisions `keep`. */
export interface Accuracy {
  readonly right: number;
  readonly wrong: number;
}

/** Decisions and their cases. */
export interface CaseStore {
  /**
   * Decides an open flag: state, case and effects in one transaction. `effects` receives the case number. Exactly one of
   * several concurrent decisions wins; the others get the reason.
   */
  decide(request: {
    guildId: string;
    flagId: string;
    decision: Decision;
    /** Whether it deletes the message: its deletion then is no news. */
    removes: boolean;
    moderatorId: string | null;
    why: string | null;
    now: number;
    effects: (caseNumber: number, flag: Flag) => readonly NewEffect[];
  }): Promise<{ flag: Flag; case: Case } | { refused: Refused; flag?: Flag }>;
  /** Undoes the current decision with a case of its own: the flag is open again, or closed when its message is gone. */
  undo(request: {
    guildId: string;
    flagId: string;
    moderatorId: string;
    now: number;
    effects: (caseNumber: number, undone: Case, flag: Flag) => readonly NewEffect[];
  }): Promise<{ flag: Flag; case: Case } | { refused: Refused; flag?: Flag }>;
  /** A case by its number. */
  get(guildId: string, number: number): Promise<Case | undefined>;
  /** The cases on a flag, oldest first; decisions and their undoing. */
  ofFlag(guildId: string, flagId: string): Promise<Case[]>;
  /** The latest cases, newest first. */
  latest(guildId: string, limit: number): Promise<Case[]>;
  /** Replaces the reason of a case (null: none) and returns the case; undefined for an unknown number. */
  setWhy(guildId: string, number: number, why: string | null): Promise<Case | undefined>;
  /** Accuracy by evidence key. Undone decisions and the bot's own do not count; `dismiss` is no label. */
  accuracy(guildId: string): Promise<Map<string, Accuracy>>;
  /**
   * Training examples for the classifier: the latest `limit` labelling decisions of moderators that still have their texts,
   * oldest first, without undone decisions and the bot's own.
   */
  labels(guildId: string, limit: number): Promise<Label[]>;
  /**
   * Counts for `/stats` by UTC day from `since` on, without empty days: messages on the day they were written, flags (shadows
   * too) on the day they were created.
   */
  statistics(guildId: string, since: number): Promise<DayCounts[]>;
  /** Counts of a period, for a digest: messages by when they were written, flags (shadows too) by when they were created. */
  period(guildId: string, period: Period): Promise<PeriodCounts>;
}

/** A labelled comment: `keep` states that it belonged, `delete`, `hide` and `timeout` that it did not. */
export interface Label {
  readonly text: string;
  readonly result: Result;
  readonly belongs: boolean;
}

/** Counts of one UTC day. */
export interface DayCounts {
  /** As `2026-11-24`. */
  readonly day: string;
  readonly judged: number;
  readonly flagged: number;
  readonly kept: number;
  readonly removed: number;
  readonly dismissed: number;
}

/** From `from` on, until before `until` (ms). */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/** What came and was decided in a period. */
export interface PeriodCounts extends Omit<DayCounts, 'day'> {
  /** Decisions that somebody undid in the period. */
  readonly undone: number;
  /** How often each kind of evidence was right, by the decisions of the period that stand. */
  readonly accuracy: ReadonlyMap<string, Accuracy>;
  /** Articles with the most flags, at most five. */
  readonly articles: readonly { readonly articleId: string; readonly flagged: number }[];
}

/** What became of ordering an effect anew. */
export type Renewed = 'renewed' | 'done' | 'replaced';

/** A message of the bot in which it posted a comment again. */
export interface Repost {
  readonly channelId: string;
  readonly messageId: string;
}

/**
 * What stands in Discord of comments that were deleted: their quotations, and copies in the channel for hidden comments. By
 * the id of the comment's message.
 */
export interface RepostStore {
  get(guildId: string, messageId: string, kind: RepostKind): Promise<Repost | undefined>;
  set(guildId: string, messageId: string, kind: RepostKind, repost: Repost): Promise<void>;
  /** It stands no more. */
  remove(guildId: string, messageId: string, kind: RepostKind): Promise<void>;
}

/** Effects that wait to be carried out; see docs/discord.md. */
export interface Outbox {
  /** Adds effects in order, skipping keys that the outbox holds already. */
  add(effects: readonly NewEffect[]): Promise<void>;
  /**
   * Leases due effects: the head of each partition, at most `perGuild` of each server, round-robin over servers. Effects of
   * bulks are leased beside these, by limits of their own, so that neither waits for the other. Counts the attempt in the store
   * before it returns them.
   */
  lease(request: {
    now: number;
    limit: number;
    perGuild: number;
    /** For effects of bulks; `limit` and `perGuild` unless given. */
    bulkLimit?: number;
    bulkPerGuild?: number;
    leaseMs: number;
    worker: string;
  }): Promise<OutboxItem[]>;
  /**
   * Marks an effect as carried out.
   *
   * @param also `then`: effects that its end orders, stored in the same transaction; `instead`: ids of effects that it has made
   *   needless; `moot`: why there was nothing to do
   */
  done(
    id: number,
    also?: {
      readonly then?: readonly NewEffect[];
      readonly instead?: readonly number[];
      readonly moot?: Trouble;
    },
  ): Promise<void>;
  /** Postpones an effect to `dueAt`, and adds the effects that this orders. */
  retry(id: number, dueAt: number, trouble: Trouble, then?: readonly NewEffect[]): Promise<void>;
  /** Gives an effect up: a dead letter, stored with its trouble; its partition continues. */
  abandon(id: number, trouble: Trouble, then?: readonly NewEffect[]): Promise<void>;
  /** Ids of the waiting updates of the same card behind an effect; those of a campaign once they are due. */
  behind(item: Pick<OutboxItem, 'id' | 'guildId' | 'partitionKey'>, now: number): Promise<number[]>;
  /** The effects of some partitions that are not simply done, oldest first. */
  acts(guildId: string, partitionKeys: readonly string[]): Promise<Act[]>;
  /** What fails in a server and is tried again, or was given up since `since`; the latest `limit`, newest first. */
  troubled(guildId: string, since: number, limit: number): Promise<Act[]>;
  /** Orders an effect anew that failed, by its key; `replaced`: another one of its partition came after it. */
  renew(guildId: string, fresh: NewEffect, then?: readonly NewEffect[]): Promise<Renewed>;
  /**
   * When the next head of a partition is due (0: at once) and free of its lease; undefined when none waits. It ignores
   * `perGuild`: a due effect may still have to wait until its server finishes another one.
   */
  nextDue(): Promise<number | undefined>;
  /** Counts waiting and abandoned effects; `oldestMs` is the age of the oldest waiting one. */
  backlog(now: number): Promise<{ waiting: number; oldestMs: number; abandoned: number }>;
}

/** One version of a server's classifier. */
export interface StoredClassifier {
  readonly guildId: string;
  readonly version: number;
  readonly trainedAt: number;
  /** Number of decisions that it was trained on. */
  readonly decisions: number;
  /** JSON; encrypted at rest, because it holds words of comments. */
  readonly model: string;
  /** JSON of what changed against the previous version. */
  readonly summary: string;
}

/** Classifiers that servers train on their decisions. */
export interface ClassifierStore {
  /** Stores a version under the next number and deletes all but the latest five. */
  save(classifier: Omit<StoredClassifier, 'version'>): Promise<StoredClassifier>;
  /** The latest version. */
  latest(guildId: string): Promise<StoredClassifier | undefined>;
  /** The stored versions, newest first, without their models. */
  versions(guildId: string): Promise<Omit<StoredClassifier, 'model'>[]>;
  /** Deletes all versions; their numbers are not used again. */
  reset(guildId: string): Promise<void>;
}

/** A comment that a server lets its model adapt to. */
export interface AdaptationComment {
  readonly messageId: string;
  readonly articleId: string;
  readonly writtenAt: number;
  readonly text: string;
}

/** What a server's adaptation did last, and what there is. */
export interface AdaptationStatus {
  /** Null: never. */
  readonly triedAt: number | null;
  /** JSON of how the last night ended. */
  readonly outcome: string | null;
  /** Version of the model that judges; 0: the shipped one. */
  readonly serving: number;
  /** Number of kept comments. */
  readonly comments: number;
  /** Newest first. */
  readonly versions: readonly {
    readonly version: number;
    /** When its comments were read. */
    readonly readAt: number;
    /** JSON of counts and figures. */
    readonly summary: string;
    /** Whether a comment that it learned from was deleted since. */
    readonly stale: boolean;
    /** False once the night has dropped it for being stale. */
    readonly stored: boolean;
  }[];
}

/** Models that adapt to the comments of a server, for servers that opted in, and the comments kept for it. */
export interface AdaptationStore {
  /**
   * The latest kept comments of a server, oldest first, without those of decided flags.
   *
   * @param window written since `since`, stored no later than `keptBefore`, `limit` at most
   */
  comments(
    guildId: string,
    window: { readonly since: number; readonly keptBefore: number; readonly limit: number },
  ): Promise<AdaptationComment[]>;
  /**
   * Begins a night: drops models that learned from comments that were deleted since, and stores the time and a first outcome.
   * `deletions` goes to `save`, which notices by it what was deleted meanwhile.
   */
  begin(guildId: string, now: number, outcome: string): Promise<{ readonly deletions: number }>;
  /** Stores how the night ended, as JSON of counts. */
  settle(guildId: string, outcome: string): Promise<void>;
  /**
   * Stores a model under the next number, or anew under `version`, and lets it judge; keeps the one before it. Returns its
   * number; undefined when the server's data was deleted meanwhile.
   */
  save(
    guildId: string,
    made: {
      readonly readAt: number;
      readonly deletions: number;
      readonly summary: string;
      readonly model: Uint8Array;
      readonly version?: number;
    },
  ): Promise<number | undefined>;
  status(guildId: string): Promise<AdaptationStatus>;
  /** The model that judges; undefined: the shipped one. */
  serving(
    guildId: string,
  ): Promise<{ readonly version: number; readonly readAt: number; readonly summary: string } | undefined>;
  /** Bytes of a model; undefined when there are none. */
  model(guildId: string, version: number): Promise<Uint8Array | undefined>;
  /**
   * Deletes the model `from`, and lets the one before it judge (0: the shipped one). `stored` is false when that one was
   * dropped for being stale: the shipped one judges until it is made anew. Undefined when another model judges by now.
   */
  goBack(
    guildId: string,
    from: number,
  ): Promise<{ readonly version: number; readonly readAt: number; readonly stored: boolean } | undefined>;
  /** Deletes the kept comments and all models. */
  reset(guildId: string): Promise<void>;
}

/** Export and deletion of data. */
export interface PrivacyStore {
  /** The pseudonym of an author in a server: HMAC-SHA256 under a secret of this installation. */
  authorHash(guildId: string, authorId: string): string;
  /** All data on an author in a server, decrypted. */
  exportAuthor(guildId: string, authorId: string): Promise<Record<string, unknown>>;
  /**
   * Deletes all texts and traces of an author in a server; closes open flags, leaves decided ones with their case but without
   * content and with an empty `authorHash`. Returns the number of changed rows by table.
   */
  deleteAuthor(guildId: string, authorId: string, now: number): Promise<Record<string, number>>;
  /** All data of a server, decrypted. */
  exportServer(guildId: string): Promise<Record<string, unknown>>;
  /** Deletes all data of a server, including its classifier, adapted models and settings. Returns the number of deleted rows by table. */
  deleteServer(guildId: string): Promise<Record<string, number>>;
}

/** Number of rows that a sweep deleted or, for `authors`, stripped of the author. */
export interface SweepCounts {
  readonly flags: number;
  readonly cases: number;
  readonly messages: number;
  readonly authors: number;
  readonly servers: number;
}
