import { z } from 'zod';
import { snowflake } from './settings.js';

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
