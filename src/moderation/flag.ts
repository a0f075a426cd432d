import { z } from 'zod';
import { resultSchema } from '../judge/index.js';
import { ACTIONS, DIGESTS, snowflake } from './settings.js';

/**
 * `open`: waits for a moderator. `decided`: has a decision that is not undone. `closed`: nothing left to decide (the
 * message was deleted or edited, or its channel unbound).
 */
export const FLAG_STATES = ['open', 'decided', 'closed'] as const;
export type FlagState = (typeof FLAG_STATES)[number];

export const CLOSE_REASONS = [
  'message-deleted',
  'message-edited',
  'place-unbound',
  'channel-deleted',
  /** Its message is part of a campaign, whose card shows it. */
  'in-campaign',
  /** Its message is like another reported one, on whose card it is decided. */
  'in-report',
  /** The data of its author was deleted at their request; the message stands. */
  'author-erased',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** The comment of a flag; encrypted at rest, deleted after the server's retention period. */
export const flagContentSchema = z.object({
  /** The comment as written; never normalised, so that spans of evidence point into it. */
  text: z.string(),
  /**
   * Null once only the hash of the author is left: a day after the flag was decided or closed. At a site the id is what
   * `siteAuthorId` makes, and `webhook` is true: nobody is a member.
   */
  author: z.object({ id: z.string().min(1).max(400), name: z.string(), webhook: z.boolean() }).nullable(),
  /** The comment that this one replies to. */
  parent: z.string().nullable(),
  /** The judge's result. */
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
  /** Recorded without a card. */
  readonly shadow: boolean;
  /** Whether a member reported the message. */
  readonly reported?: boolean;
  /** The kind of evidence behind the flag, see `evidenceKeyOf`. */
  readonly evidenceKey: string;
  readonly score: number;
  readonly authorHash: string;
  /** Null once the retention period is over. */
  readonly content: FlagContent | null;
  readonly card: { readonly channelId: string; readonly messageId: string } | null;
  /** The moderator who holds it in the queue; nobody else gets it before `until` (ms). */
  readonly claim: { readonly by: string; readonly until: number } | null;
  /** Number of the case that decided it; null without one or when it was undone. */
  readonly caseNumber: number | null;
  /** Number of the last case on it, be it a decision or its undoing. */
  readonly lastCase: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Possible decisions: `keep` labels the comment as on-topic, `dismiss` gives it no label. */
export const DECISIONS = ['keep', 'dismiss', ...ACTIONS] as const;
export type Decision = (typeof DECISIONS)[number];

/** A decision; cases are numbered from 1 in each server. */
export interface Case {
  readonly guildId: string;
  readonly number: number;
  readonly flagId: string;
  readonly decision: Decision | 'undo';
  /** The moderator's id; null when the bot acted by itself in the mode `act`. */
  readonly moderatorId: string | null;
  readonly at: number;
  readonly why: string | null;
  /** The content at the time of the decision: text, score, evidence. Null once the retention period is over. */
  readonly shown: FlagContent | null;
  readonly evidenceKey: string;
  /** `undoes`: for an undo, the case that it undoes. `undoneBy`: for an undone case, the case that undid it. */
  readonly undoes: number | null;
  readonly undoneBy: number | null;
}

/**
 * An action of the bot in Discord. Effects carry ids only and read the content from the store when they run, so that a
 * late effect shows the latest state. All are idempotent, see docs/discord.md.
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
  /** Post the text of a deleted comment again, as a quotation of its author. */
  z.object({ kind: z.literal('restore'), flagId: z.string(), caseNumber: z.int() }),
  /** Post the card of a campaign. */
  z.object({ kind: z.literal('campaign-card'), campaignId: z.string() }),
  /** Bring the card of a campaign up to date. */
  z.object({ kind: z.literal('campaign-update'), campaignId: z.string() }),
  /** Delete the message of a campaign's member; the number of the event goes into the audit log. */
  z.object({
    kind: z.literal('campaign-delete'),
    campaignId: z.string(),
    messageId: snowflake,
    number: z.int(),
  }),
  /** Post the text of a deleted member again, as a quotation of its author. */
  z.object({
    kind: z.literal('campaign-restore'),
    campaignId: z.string(),
    messageId: snowflake,
    number: z.int(),
  }),
  /**
   * Tell a site of the decision of a case, or of its undoing; null: the site that the comment is of. It names the server,
   * since what other sites are told is in a partition of their own.
   */
  z.object({
    kind: z.literal('site-decision'),
    guildId: snowflake,
    siteId: z.string().nullable(),
    flagId: z.string(),
    caseNumber: z.int(),
  }),
  /** Tell a site of the verdict on one of its comments. */
  z.object({
    kind: z.literal('site-judged'),
    siteId: z.string(),
    messageId: snowflake,
    revision: z.int(),
    verdict: z.enum(['on-topic', 'off-topic', 'unclear']),
    score: z.number(),
    flagged: z.boolean(),
    at: z.int(),
  }),
  /** Tell the poster of a decision. */
  z.object({ kind: z.literal('note'), flagId: z.string(), caseNumber: z.int() }),
  /** Post the card of an appeal against the decision of a case. */
  z.object({ kind: z.literal('appeal-card'), caseNumber: z.int() }),
  /** Bring that card up to date. */
  z.object({ kind: z.literal('appeal-update'), caseNumber: z.int() }),
  /** Tell the poster what became of their appeal. */
  z.object({ kind: z.literal('appeal-result'), caseNumber: z.int() }),
  /** Post the card of flags that were decided together. */
  z.object({ kind: z.literal('bulk-card'), bulkId: z.string() }),
  /** Bring that card up to date. */
  z.object({ kind: z.literal('bulk-update'), bulkId: z.string() }),
  /** Tell the moderators what came and was decided in the day or week before `end` (ms). */
  z.object({ kind: z.literal('digest'), every: z.enum(DIGESTS).exclude(['off']), end: z.int() }),
  /** Notify the moderators in the log channel; `notice` names the text. */
  z.object({
    kind: z.literal('notice'),
    notice: z.string().max(60),
    channelId: snowflake.optional(),
    values: z.record(z.string(), z.string().max(500)).default({}),
  }),
]);
export type Effect = z.infer<typeof effectSchema>;

/** An effect on its way into the outbox. */
export interface NewEffect {
  readonly guildId: string;
  /** Effects with the same partition key run one after another, in order; the id of a channel or a flag. */
  readonly partitionKey: string;
  /** Idempotency key: the outbox stores an effect only once per key. */
  readonly key: string;
  readonly effect: Effect;
  /** Earliest time to run it (ms); immediately when omitted. */
  readonly dueAt?: number;
  /** Id of the bulk that it is part of: it then takes none of the turns of single decisions. */
  readonly bulk?: string;
}

export interface OutboxItem extends NewEffect {
  readonly id: number;
  /** Number of earlier attempts; if above 0, one of them may have taken effect. */
  readonly attempts: number;
  readonly createdAt: number;
  /** When a moderator ordered it anew; null: never. */
  readonly renewedAt: number | null;
}
