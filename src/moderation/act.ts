import { z } from 'zod';
import type { Effect, Flag, NewEffect, OutboxItem } from './flag.js';
import { snowflake } from './settings.js';

/** Permissions that the bot may need, by Discord's names. */
export const NEEDED_PERMISSIONS = [
  'ViewChannel',
  'ReadMessageHistory',
  'SendMessages',
  'SendMessagesInThreads',
  'ManageMessages',
  'ModerateMembers',
] as const;
export type NeededPermission = (typeof NEEDED_PERMISSIONS)[number];

/**
 * Why an effect is not done. `permission`, `channel`, `member`: Discord says so. `hidden-channel`, `log-channel`: none is set.
 * `content`: the comment's text is no longer kept. `late`: its time was over before it could be done. `discord`: Discord does
 * not answer. `refused`: it refuses for another reason. `site`: the site
 * that is to be told does not answer. `unreadable`: its row cannot be read. `undone`, `stands`: there was
 * nothing to do, since the decision had been undone, or the comment was never deleted.
 */
export const TROUBLES = [
  'permission',
  'channel',
  'member',
  'hidden-channel',
  'log-channel',
  'content',
  'late',
  'discord',
  'refused',
  'site',
  'unreadable',
  'undone',
  'stands',
] as const;

/** Why an effect is not done, as the outbox keeps it, encrypted. */
export const troubleSchema = z.object({
  reason: z.enum(TROUBLES),
  /** The channel and the permission that Discord asks for in it. */
  channelId: snowflake.optional(),
  permission: z.enum(NEEDED_PERMISSIONS).optional(),
  /** The name of the error. */
  error: z.string().max(200).optional(),
});
export type Trouble = z.infer<typeof troubleSchema>;

/**
 * How an effect stands that is not simply done. `waiting`: it was not tried yet, or is being tried. `failing`: it failed and is
 * tried again. `failed`: it was given up. `moot`: there was nothing to do.
 */
export type ActState =
  { readonly kind: 'waiting' } | { readonly kind: 'failing' | 'failed' | 'moot'; readonly trouble: Trouble };

/** An effect of the outbox with how it stands. */
export interface Act {
  readonly key: string;
  readonly partitionKey: string;
  readonly effect: Effect;
  readonly state: ActState;
}

/** An effect that a decision on a flag, or undoing it, has in Discord. */
export type FlagEffect = Extract<Effect, { readonly caseNumber: number }>;

/** Outbox partition key of what decisions do about a flag: one after another. */
export function actPartitionKey(flagId: string): string {
  return `act:${flagId}`;
}

/** Outbox partition key of a flag's card: its post and its updates run one after another. */
export function cardPartitionKey(flagId: string): string {
  return `flag:${flagId}`;
}

/** The effect that posts the card of a new flag. */
export function cardEffect(guildId: string, flagId: string): NewEffect {
  return {
    guildId,
    partitionKey: cardPartitionKey(flagId),
    key: `card:${flagId}`,
    effect: { kind: 'card', flagId },
  };
}

/** An act of a flag. */
export type FlagAct = Act & { readonly effect: FlagEffect };

/** The act of a case among those that are not simply done; undefined: it is done, or the case has none. */
export function actOf(acts: readonly Act[], caseNumber: number | null): FlagAct | undefined {
  return acts.filter(isFlagAct).findLast(({ effect }) => effect.caseNumber === caseNumber);
}

/**
 * The act that a flag's card shows among those that are not simply done: that of its last case, else the last one that is
 * still to be done.
 */
export function currentAct({ lastCase }: Pick<Flag, 'lastCase'>, acts: readonly Act[]): FlagAct | undefined {
  return (
    actOf(acts, lastCase) ??
    acts.filter(isFlagAct).findLast(({ state }) => state.kind === 'waiting' || state.kind === 'failing')
  );
}

function isFlagAct(act: Act): act is FlagAct {
  return 'caseNumber' in act.effect;
}

/**
 * An item of the outbox with the point in time from which its patience counts: when somebody ordered it anew, else when it
 * was ordered.
 */
export function orderedAt({ createdAt, renewedAt }: Pick<OutboxItem, 'createdAt' | 'renewedAt'>): number {
  return renewedAt ?? createdAt;
}
