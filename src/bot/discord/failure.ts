import { DiscordAPIError, HTTPError, RESTJSONErrorCodes as Codes } from 'discord.js';
import type { OutboxItem } from '../../moderation/index.js';

/** What is done after an attempt that failed. */
export type Failure =
  /** Tried again: the fault passes by itself. */
  | { readonly kind: 'retry'; readonly inMs: number }
  /** Tried again, more slowly, and told to the moderators: somebody must change a permission or a channel. */
  | { readonly kind: 'blocked'; readonly inMs: number; readonly notice: 'missing-access' | 'missing-channel' }
  /** Never to be had: given up. */
  | { readonly kind: 'hopeless' };

/** Waits after the first, second, … failure: 0.5 s doubling to 5 minutes. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 5 * 60_000;
/** Where a person must act: 30 s doubling to half an hour. */
const FIRST_BLOCKED = 30_000;
const LONGEST_BLOCKED = 30 * 60_000;
/** An effect that could not be carried out in a day is given up: a card of yesterday helps nobody, the queue still has it. */
const PATIENCE = 24 * 60 * 60_000;

const NO_ACCESS: readonly (number | string)[] = [Codes.MissingAccess, Codes.MissingPermissions];
const GONE: readonly (number | string)[] = [Codes.UnknownChannel, Codes.UnknownGuild, Codes.UnknownMember];

/** Whether Discord says that what was to be changed is not there. */
export function isUnknown(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}

/**
 * Judges a failed attempt.
 *
 * @param random 0 to 1: spreads retries, so that many effects do not come back at the same moment
 */
export function failureOf(error: unknown, item: OutboxItem, now: number, random = Math.random()): Failure {
  if (now - item.createdAt > PATIENCE) return { kind: 'hopeless' };
  if (error instanceof DiscordAPIError) {
    if (NO_ACCESS.includes(error.code)) return blocked('missing-access', item, random);
    if (GONE.includes(error.code)) return blocked('missing-channel', item, random);
    // A request that Discord finds malformed is so every time.
    return error.status >= 500 || error.status === 429 || error.status === 401
      ? retry(item, random)
      : { kind: 'hopeless' };
  }
  if (error instanceof HTTPError && error.status < 500 && error.status !== 429) return { kind: 'hopeless' };
  return retry(item, random);
}

function retry(item: OutboxItem, random: number): Failure {
  return { kind: 'retry', inMs: wait(FIRST_WAIT, LONGEST_WAIT, item.attempts, random) };
}

function blocked(
  notice: Extract<Failure, { kind: 'blocked' }>['notice'],
  item: OutboxItem,
  random: number,
): Failure {
  return { kind: 'blocked', inMs: wait(FIRST_BLOCKED, LONGEST_BLOCKED, item.attempts, random), notice };
}

/** Exponential backoff with jitter: between half and all of the doubled wait. */
function wait(first: number, longest: number, attempts: number, random: number): number {
  return Math.round(Math.min(longest, first * 2 ** attempts) * (0.5 + random / 2));
}
