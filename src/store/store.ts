import type { Article } from '../article/index.js';
import type { Result, Verdict } from '../judge/index.js';
import type {
  Case,
  CloseReason,
  Decision,
  Flag,
  FlagContent,
  Mode,
  NewEffect,
  OutboxItem,
  ServerSettings,
} from '../moderation/index.js';

/** All times are ms since 1970; all ids of Discord are decimal strings. Every method may reject with a `Fault` `store/…`. */
export interface Store {
  readonly servers: ServerStore;
  readonly articles: ArticleStore;
  readonly channels: ChannelStore;
  readonly messages: MessageStore;
  readonly flags: FlagStore;
  readonly cases: CaseStore;
  readonly outbox: Outbox;
  readonly classifiers: ClassifierStore;
  readonly privacy: PrivacyStore;
  /** Deletes what is older than each server's retention; strips authors from flags decided or closed over a day ago. */
  sweep(now: number): Promise<SweepCounts>;
  /** Whether the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface ServerStore {
  /** Settings of a server; the defaults for one that never settled anything. */
  settings(guildId: string): Promise<ServerSettings>;
  /** Changes some settings and gives them all; other keys stay. */
  change(guildId: string, patch: Partial<ServerSettings>): Promise<ServerSettings>;
  /** The bot was removed (its data goes after 30 days by `sweep`) or has come back (`null`). */
  left(guildId: string, at: number | null): Promise<void>;
}

export interface ArticleStore {
  /**
   * Keeps an article for a server and gives it with the store's id. The same title and body (or the same url with the
   * same title and body) is the same article.
   */
  add(guildId: string, article: Omit<Article, 'id'>): Promise<Article>;
  get(guildId: string, id: string): Promise<Article | undefined>;
  /** All articles that a place of the server is bound to, in the order they were added: the known articles. */
  bound(guildId: string): Promise<Article[]>;
}

/** A channel, thread or forum that is bound to an article or watched for threads with one. */
export interface BoundChannel {
  readonly channelId: string;
  readonly guildId: string;
  /** Null: watched only, each new thread in it gets an article of its own. */
  readonly articleId: string | null;
  /** Null: as the server's. */
  readonly mode: Mode | null;
  /** The last message that was read without a gap before it; null when none was. */
  readonly cursor: string | null;
  readonly boundAt: number;
}

export interface ChannelStore {
  /** Binds a place, or binds it anew; `cursor` stays where it was unless given. */
  bind(
    place: Omit<BoundChannel, 'cursor' | 'boundAt' | 'mode'> & {
      mode?: Mode | null;
      cursor?: string;
      at: number;
    },
  ): Promise<BoundChannel>;
  setMode(channelId: string, mode: Mode | null): Promise<void>;
  get(channelId: string): Promise<BoundChannel | undefined>;
  of(guildId: string): Promise<BoundChannel[]>;
  all(): Promise<BoundChannel[]>;
  /** Unbinds; open flags there are closed with `why`, with a `card-update` for each. False when it was not bound. */
  unbind(channelId: string, why: CloseReason, now: number): Promise<boolean>;
  /** Moves cursors forward, never back. */
  advance(cursors: ReadonlyMap<string, string>): Promise<void>;
}

/** A message as it came in: stored before it is judged. */
export interface IncomingMessage {
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
  /** 0 as posted, else the time of the edit. */
  readonly revision: number;
  readonly articleId: string;
  readonly author: { readonly id: string; readonly name: string; readonly webhook: boolean };
  readonly text: string;
  /** The comment that this one answers. */
  readonly parent: string | null;
  /** Who wrote `parent`, so that it goes when that author's data is deleted. */
  readonly parentAuthorId?: string | undefined;
  readonly attachments: readonly string[];
  readonly postedAt: number;
}

/** What became of a judged message. */
export interface Judged {
  readonly guildId: string;
  readonly messageId: string;
  readonly revision: number;
  readonly verdict: Verdict;
  readonly score: number;
  /** The flag it earned, if any. */
  readonly flag?: NewFlag;
}

export interface NewFlag {
  readonly id: string;
  readonly channelId: string;
  readonly articleId: string;
  readonly shadow: boolean;
  readonly evidenceKey: string;
  readonly content: FlagContent;
  readonly createdAt: number;
  /** What the bot does by itself under `act`: kept as a case without a moderator; its effects go before `effects`. */
  readonly act?: {
    readonly decision: Decision;
    readonly effects: (caseNumber: number) => readonly NewEffect[];
  };
  /** `card`, usually; kept in the same transaction as the flag. */
  readonly effects: readonly NewEffect[];
}

export interface MessageStore {
  /**
   * Keeps messages, encrypted; gives those that were not known in this revision. An older open flag of the same message
   * is closed as `message-edited` with a `card-update`. One transaction.
   */
  take(messages: readonly IncomingMessage[]): Promise<IncomingMessage[]>;
  /** Messages that were kept but not judged (after a crash), oldest first. */
  unjudged(limit: number): Promise<IncomingMessage[]>;
  /**
   * Notes verdicts and keeps flags with their effects, in one transaction; the text of a message without a flag is
   * dropped. A message judged or deleted already is left as it is. Gives the flags that were made.
   */
  judged(results: readonly Judged[]): Promise<Flag[]>;
  /** Messages are gone: closes their open flags with a `card-update`, drops their texts. Gives the closed flags. */
  deleted(messageIds: readonly string[], now: number): Promise<Flag[]>;
  /** The latest revision that is known of a message; undefined for an unknown one. */
  revision(messageId: string): Promise<number | undefined>;
}

/** Which flags a queue shows. */
export interface QueueFilter {
  readonly articleId?: string;
  readonly evidenceKey?: string;
  /** Flags older than this many ms only. */
  readonly olderThan?: number;
  /**
   * Flags that come after this one in the queue's order only (highest score, then oldest, then by id), whatever has become
   * of it: how a round goes past what was skipped. An id that the server does not have sets no bound.
   */
  readonly after?: string;
}

export interface FlagStore {
  get(guildId: string, id: string): Promise<Flag | undefined>;
  /** The card was posted. */
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
  /** Gives a lease back; all that the moderator holds in the server when no flag is named. */
  release(guildId: string, moderatorId: string, id?: string): Promise<void>;
  /** Open flags (no shadows) that fit a filter, and how many of them others hold right now. */
  count(guildId: string, filter: QueueFilter, now: number): Promise<{ open: number; held: number }>;
  open(guildId: string, limit: number): Promise<Flag[]>;
  /** The latest flags of an author (hash), newest first. */
  ofAuthor(guildId: string, authorHash: string, limit: number): Promise<Flag[]>;
  /** Evidence keys that open flags have, most frequent first: for a menu. */
  evidenceKeys(guildId: string): Promise<{ key: string; count: number }[]>;
  /** Articles that open flags have (no shadows), most frequent first: for a menu. */
  articles(guildId: string): Promise<{ articleId: string; count: number }[]>;
}

/** Why a decision was not taken: somebody was faster, or there is nothing left to decide. */
export type Refused = 'unknown' | 'decided' | 'closed' | 'not-decided';

/** How right a kind of evidence was: decisions that confirmed it, and that said `keep`. */
export interface Accuracy {
  readonly right: number;
  readonly wrong: number;
}

export interface CaseStore {
  /**
   * Decides an open flag: state, case and effects in one transaction. `effects` is asked with the case's number. Exactly
   * one of several at once wins; the others get the reason.
   */
  decide(request: {
    guildId: string;
    flagId: string;
    decision: Decision;
    moderatorId: string | null;
    why: string | null;
    now: number;
    effects: (caseNumber: number, flag: Flag) => readonly NewEffect[];
  }): Promise<{ flag: Flag; case: Case } | { refused: Refused; flag?: Flag }>;
  /** Undoes the decision that stands: the flag is open again (closed when its message is gone); a case of its own. */
  undo(request: {
    guildId: string;
    flagId: string;
    moderatorId: string;
    now: number;
    effects: (caseNumber: number, undone: Case, flag: Flag) => readonly NewEffect[];
  }): Promise<{ flag: Flag; case: Case } | { refused: Refused; flag?: Flag }>;
  get(guildId: string, number: number): Promise<Case | undefined>;
  latest(guildId: string, limit: number): Promise<Case[]>;
  /** Replaces why it was decided so, `null` for no word; the case as it is now, undefined for an unknown number. */
  setWhy(guildId: string, number: number, why: string | null): Promise<Case | undefined>;
  /** By evidence key; undone decisions and those of the bot itself do not count, `dismiss` is no label. */
  accuracy(guildId: string): Promise<Map<string, Accuracy>>;
  /**
   * The latest `limit` decisions of moderators with their texts that may train the classifier, oldest of them first;
   * undone ones and the bot's own are left out.
   */
  labels(guildId: string, limit: number): Promise<Label[]>;
  /**
   * Counts for `/stats`, by UTC day from `since` on, days without anything left out: messages on the day they were
   * written, flags (shadows too) on the day they were made.
   */
  statistics(guildId: string, since: number): Promise<DayCounts[]>;
}

/** A decision that says whether a comment belonged: `keep` says it did, `delete`, `hide` and `timeout` that it did not. */
export interface Label {
  readonly text: string;
  readonly result: Result;
  readonly belongs: boolean;
}

export interface DayCounts {
  /** `2026-11-24`. */
  readonly day: string;
  readonly judged: number;
  readonly flagged: number;
  readonly kept: number;
  readonly removed: number;
  readonly dismissed: number;
}

export interface Outbox {
  add(effects: readonly NewEffect[]): Promise<void>;
  /**
   * Leases effects that are due: at most one of each lane (the oldest that is not done), at most `perGuild` of each
   * server, servers taken in turn; `attempts` is raised in the store before they are given.
   */
  lease(request: {
    now: number;
    limit: number;
    perGuild: number;
    leaseMs: number;
    worker: string;
  }): Promise<OutboxItem[]>;
  done(id: number): Promise<void>;
  /** To be tried again at `dueAt`. */
  retry(id: number, dueAt: number, error: string): Promise<void>;
  /** Given up: kept with its error for a week, its lane goes on. */
  abandon(id: number, error: string): Promise<void>;
  /**
   * When the next head of a lane is due (0 for at once) or its lease ends; undefined when none waits. It knows nothing of
   * `perGuild`: what is due may still have to wait until its server has given something back.
   */
  nextDue(): Promise<number | undefined>;
  /** How many wait, and the age in ms of the oldest. */
  backlog(now: number): Promise<{ waiting: number; oldest: number; abandoned: number }>;
}

/** A server's own classifier, one version of it. */
export interface StoredClassifier {
  readonly guildId: string;
  readonly version: number;
  readonly trainedAt: number;
  /** Decisions it was trained on. */
  readonly decisions: number;
  /** JSON; encrypted at rest, since it holds words of comments. */
  readonly model: string;
  /** JSON shown as "what changed". */
  readonly summary: string;
}

export interface ClassifierStore {
  /** Keeps a version (numbers count up by themselves) and forgets all but the latest five. */
  save(classifier: Omit<StoredClassifier, 'version'>): Promise<StoredClassifier>;
  latest(guildId: string): Promise<StoredClassifier | undefined>;
  versions(guildId: string): Promise<Omit<StoredClassifier, 'model'>[]>;
  reset(guildId: string): Promise<void>;
}

export interface PrivacyStore {
  /** The one-way name of an author in a server: HMAC-SHA256 under a secret of this installation. */
  authorHash(guildId: string, authorId: string): string;
  /** All that is stored on an author in a server, readable. */
  exportAuthor(guildId: string, authorId: string): Promise<Record<string, unknown>>;
  /**
   * Deletes all texts and traces of an author in a server; open flags are closed, decided ones keep their case without
   * content and with an empty `authorHash`. Gives what was deleted, by table.
   */
  deleteAuthor(guildId: string, authorId: string, now: number): Promise<Record<string, number>>;
  exportServer(guildId: string): Promise<Record<string, unknown>>;
  /** Deletes all data of a server, its classifier and settings with it. */
  deleteServer(guildId: string): Promise<Record<string, number>>;
}

export interface SweepCounts {
  readonly flags: number;
  readonly cases: number;
  readonly messages: number;
  readonly authors: number;
  readonly servers: number;
}
