import { z } from 'zod';
import { resultSchema } from '../judge/index.js';
import { ACTIONS, snowflake } from './settings.js';

/**
 * `open`: waits for a moderator. `decided`: a decision stands. `closed`: nothing left to decide (the message was deleted
 * or edited, the place unbound).
 */
export const FLAG_STATES = ['open', 'decided', 'closed'] as const;
export type FlagState = (typeof FLAG_STATES)[number];

export const CLOSE_REASONS = [
  'message-deleted',
  'message-edited',
  'place-unbound',
  'channel-deleted',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** What a flag shows of a comment; encrypted at rest, swept after the server's retention. */
export const flagContentSchema = z.object({
  /** The comment as written; never normalised, so that spans of evidence point into it. */
  text: z.string(),
  /** Null once the author is kept as a hash only: a day after the flag was decided or closed. */
  author: z.object({ id: snowflake, name: z.string(), webhook: z.boolean() }).nullable(),
  /** The comment that this one answers. */
  parent: z.string().nullable(),
  /** What the judge said. */
  result: resultSchema,
  /** Names of attached files. */
  attachments: z.array(z.string()).default([]),
});
export type FlagContent = z.infer<typeof flagContentSchema>;

/** One flag: one revision of one message. */
export interface Flag {
  readonly id: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
  /** 0 for the message as posted, else the time of its edit in ms since 1970. */
  readonly revision: number;
  readonly articleId: string;
  readonly state: FlagState;
  readonly closedWhy: CloseReason | null;
  /** Recorded only: no card. */
  readonly shadow: boolean;
  /** What kind of evidence carried it, see `evidenceKeyOf`. */
  readonly evidenceKey: string;
  readonly score: number;
  readonly authorHash: string;
  /** Null when it was swept. */
  readonly content: FlagContent | null;
  readonly card: { readonly channelId: string; readonly messageId: string } | null;
  /** Who has it in the queue: nobody else gets it until `until` (ms). */
  readonly claim: { readonly by: string; readonly until: number } | null;
  /** Number of the case that decided it and still stands. */
  readonly caseNumber: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What may be decided: `dismiss` says nothing on the comment (no label), `keep` says that it fits. */
export const DECISIONS = ['keep', 'dismiss', ...ACTIONS] as const;
export type Decision = (typeof DECISIONS)[number];

/** A decision with its number; numbers count from 1 in each server. */
export interface Case {
  readonly guildId: string;
  readonly number: number;
  readonly flagId: string;
  readonly decision: Decision | 'undo';
  /** The moderator's id; null for what the bot did by itself under `act`. */
  readonly moderatorId: string | null;
  readonly at: number;
  readonly why: string | null;
  /** What was shown when it was decided: text, score, evidence. Null when it was swept. */
  readonly shown: FlagContent | null;
  readonly evidenceKey: string;
  /** For `undo` the number of the case it undoes; for an undone case the number of the undo. */
  readonly undoes: number | null;
  readonly undoneBy: number | null;
}
