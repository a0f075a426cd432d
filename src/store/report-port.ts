import type { FlagContent, ReportRecord } from '../moderation/index.js';

/** A member's report of a message, with what the bot knows of the message. */
export interface NewReport {
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly revision: number;
  /** Empty in a channel without an article. */
  readonly articleId: string;
  readonly reporterId: string;
  /** Id of the flag that the report makes if there is none. */
  readonly flagId: string;
  readonly content: FlagContent;
  /** The author of the comment that it replies to, if known. */
  readonly parentAuthorId?: string | undefined;
  /** The folded text, by which messages are alike; null: too short to tell. */
  readonly folded: string | null;
  readonly now: number;
  /** Reports an hour. */
  readonly limits: { readonly perPerson: number; readonly perServer: number };
}

/**
 * What became of a report. `taken`: it is counted, on a flag of its own, that of the message or that of a message like it.
 * `again`: this person has reported the message before. `decided`: moderators have decided already. `too-many`: this person,
 * or everybody together, has reported as often as the server allows for now.
 */
export type Reported =
  | { readonly kind: 'taken'; readonly flagId: string }
  | { readonly kind: 'again' | 'decided' }
  | { readonly kind: 'too-many'; readonly who: 'person' | 'server'; readonly waitMs: number };

/** The reports of one entry of the queue: of its message and of those like it. */
export interface ReportSummary {
  readonly reports: number;
  readonly messages: number;
  readonly channels: number;
  /** A record for each reporter, without a name: the most accurate first. */
  readonly reporters: readonly ReportRecord[];
}

/** Reports since a time, by what moderators decided. */
export interface ReportCounts extends ReportRecord {
  readonly reports: number;
  readonly reporters: number;
}

/** Members' reports. Reporters are kept as pseudonyms only. */
export interface ReportStore {
  /** Stores a report, once a person and message, in one transaction with its flag and the effects of its card. */
  add(report: NewReport): Promise<Reported>;
  /** The reports of an entry; undefined when there are none. */
  summary(guildId: string, flagId: string): Promise<ReportSummary | undefined>;
  /** Counts for the statistics. */
  counts(guildId: string, since: number): Promise<ReportCounts>;
}
