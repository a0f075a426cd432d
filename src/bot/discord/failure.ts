import { DiscordAPIError, HTTPError, RESTJSONErrorCodes as Codes } from 'discord.js';
import type { OutboxItem } from '../../moderation/index.js';
import { type Backoff, backoffMs } from '../../retry.js';

/** What the outbox does after a failed attempt. */
export type Failure =
  /** Retries soon: the fault passes by itself. */
  | { readonly kind: 'retry'; readonly inMs: number }
  /** Retries more slowly and notifies the moderators: somebody must change a permission or a channel. */
  | { readonly kind: 'blocked'; readonly inMs: number; readonly notice: 'missing-access' | 'missing-channel' }
  /** Gives the effect up. */
  | { readonly kind: 'hopeless' };

/** Waits for a fault that passes by itself: 0.5 s doubling to 5 minutes. */
const PASSING: Backoff = { firstMs: 500, longestMs: 5 * 60_000 };
/** Waits where a person must act: 30 s doubling to half an hour. */
const BLOCKED: Backoff = { firstMs: 30_000, longestMs: 30 * 60_000 };
/** Age at which an effect is given up: yesterday's card helps nobody, and the flag is still in the queue. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;

const NO_ACCESS: readonly (number | string)[] = [Codes.MissingAccess, Codes.MissingPermissions];
const GONE: readonly (number | string)[] = [Codes.UnknownChannel, Codes.UnknownGuild, Codes.UnknownMember];

/** Whether an error is an answer of Discord with one of these codes, such as `UnknownMessage`. */
export function isUnknown(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}

/**
 * Classifies a failed attempt.
 *
 * @param item `attempts` counts the failures before this one
 * @param now ms since 1970
 * @param random in [0, 1), the jitter of the wait
 * @example failureOf(new HTTPError(503, …), { ...item, attempts: 0 }, now, 0) // { kind: 'retry', inMs: 250 }
 */
export function failureOf(error: unknown, item: OutboxItem, now: number, random = Math.random()): Failure {
  if (now - item.createdAt > GIVE_UP_AFTER_MS) return { kind: 'hopeless' };
  const retry: Failure = { kind: 'retry', inMs: backoffMs(PASSING, item.attempts, random) };
  const blocked = (notice: Extract<Failure, { kind: 'blocked' }>['notice']): Failure => ({
    kind: 'blocked',
    inMs: backoffMs(BLOCKED, item.attempts, random),
    notice,
  });
  if (error instanceof DiscordAPIError) {
    if (NO_ACCESS.includes(error.code)) return blocked('missing-access');
    if (GONE.includes(error.code)) return blocked('missing-channel');
    // 401: the operator may be replacing the token. Any other 4xx fails the same way every time.
    return error.status >= 500 || error.status === 429 || error.status === 401 ? retry : { kind: 'hopeless' };
  }
  if (error instanceof HTTPError && error.status < 500 && error.status !== 429) return { kind: 'hopeless' };
  return retry;
}
