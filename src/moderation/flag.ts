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

/**
 * What the bot is to do in Discord. Effects carry ids only: what is shown is read from the store when they are carried
 * out, so that a late effect shows the latest state. Each can be carried out again without harm, see docs/discord.md.
 */
export const effectSchema = z.discriminatedUnion('kind', [
  /** Post the card of a flag. */
  z.object({ kind: z.literal('card'), flagId: z.string() }),
  /** Bring the card of a flag up to date. */
  z.object({ kind: z.literal('card-update'), flagId: z.string() }),
  /** Delete the message of a flag; the case's number goes into Discord's audit log. */
  z.object({ kind: z.literal('delete'), flagId: z.string(), caseNumber: z.int() }),
  /** Copy the message into the channel of hidden comments, then delete it. */
  z.object({ kind: z.literal('hide-copy'), flagId: z.string(), caseNumber: z.int() }),
  /** Time the author out until `until` (ms). */
  z.object({ kind: z.literal('timeout'), flagId: z.string(), caseNumber: z.int(), until: z.int() }),
  /** Undo a time-out. */
  z.object({ kind: z.literal('timeout-end'), flagId: z.string(), caseNumber: z.int() }),
  /** Post a deleted comment's text again, as a quotation of its author. */
  z.object({ kind: z.literal('restore'), flagId: z.string(), caseNumber: z.int() }),
  /** Tell the moderators something in the log channel; `notice` names a text of `bot/wording`. */
  z.object({
    kind: z.literal('notice'),
    notice: z.string().max(60),
    channelId: snowflake.optional(),
    values: z.record(z.string(), z.string().max(500)).default({}),
  }),
]);
export type Effect = z.infer<typeof effectSchema>;

/** An effect to be carried out, as it waits in the outbox. */
export interface NewEffect {
  readonly guildId: string;
  /** Effects of one lane are carried out one after another, in order: a channel's id, or a flag's. */
  readonly partitionKey: string;
  /** No two effects of one key are ever kept: asking twice is asking once. */
  readonly key: string;
  readonly effect: Effect;
  /** Not before this time (ms); at once when left out. */
  readonly dueAt?: number;
}

export interface OutboxItem extends NewEffect {
  readonly id: number;
  /** How often it was begun before: above 0 the earlier attempt may have taken effect. */
  readonly attempts: number;
  readonly createdAt: number;
}
