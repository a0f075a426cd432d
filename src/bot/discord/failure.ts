import { DiscordAPIError, HTTPError, RESTJSONErrorCodes as Codes } from 'discord.js';
import { orderedAt, type OutboxItem, type Trouble } from '../../moderation/index.js';
import { WebhookFailure } from '../site/delivery.js';
import { type Backoff, backoffMs } from '../../retry.js';

/** What the outbox does after a failed attempt, and why it failed. */
export type Failure = { readonly trouble: Trouble } & (
  | /** Retries soon: the fault passes by itself. */ { readonly kind: 'retry'; readonly inMs: number }
    /** Retries more slowly and notifies the moderators: somebody must change a permission or a channel. */
  | { readonly kind: 'blocked'; readonly inMs: number; readonly notice: 'missing-access' | 'missing-channel' }
  /** Gives the effect up. */
  | { readonly kind: 'hopeless' }
);

/** Waits for a fault that passes by itself: 0.5 s doubling to 5 minutes. */
const PASSING: Backoff = { firstMs: 500, longestMs: 5 * 60_000 };
/** Waits where a person must act: 30 s doubling to half an hour. */
const BLOCKED: Backoff = { firstMs: 30_000, longestMs: 30 * 60_000 };
/** Age at which an effect is given up: yesterday's card helps nobody, and the flag is still in the queue. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;

const NO_ACCESS: readonly (number | string)[] = [Codes.MissingAccess, Codes.MissingPermissions];
const GONE: readonly (number | string)[] = [Codes.UnknownChannel, Codes.UnknownGuild];

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
 * @example failureOf(new HTTPError(503, …), { ...item, attempts: 0 }, now, 0) // { kind: 'retry', inMs: 250, trouble: … }
 */
export function failureOf(error: unknown, item: OutboxItem, now: number, random = Math.random()): Failure {
  const trouble = troubleOf(error);
  const hopeless: Failure = { kind: 'hopeless', trouble };
  if (now - orderedAt(item) > GIVE_UP_AFTER_MS) return hopeless;
  const { reason } = trouble;
  if (reason === 'permission' || reason === 'channel' || reason === 'member') {
    const notice = reason === 'permission' ? 'missing-access' : 'missing-channel';
    return { kind: 'blocked', inMs: backoffMs(BLOCKED, item.attempts, random), notice, trouble };
  }
  if (reason === 'refused') return hopeless;
  return { kind: 'retry', inMs: backoffMs(PASSING, item.attempts, random), trouble };
}

/** Why an attempt failed. */
function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : 'unknown';
  const is = (reason: Trouble['reason']): Trouble => ({ reason, error: name.slice(0, 200) });
  if (error instanceof WebhookFailure) return is('site');
  if (error instanceof DiscordAPIError) {
    if (NO_ACCESS.includes(error.code)) return { ...is('permission'), ...lackedIn(error) };
    if (error.code === Codes.UnknownMember) return is('member');
    if (GONE.includes(error.code)) return is('channel');
    // 401: the operator may be replacing the token. Any other 4xx fails the same way every time.
    return is(error.status >= 500 || error.status === 429 || error.status === 401 ? 'discord' : 'refused');
  }
  if (error instanceof HTTPError && error.status < 500 && error.status !== 429) return is('refused');
  return is('discord');
}

/** The channel of a refused request, and the permission that it needs there. */
function lackedIn({ code, method, url }: DiscordAPIError): Pick<Trouble, 'channelId' | 'permission'> {
  const channelId = /\/channels\/(\d{1,20})\b/.exec(url)?.[1];
  const where = channelId === undefined ? {} : { channelId };
  if (code === Codes.MissingAccess) return { ...where, permission: 'ViewChannel' };
  if (channelId === undefined)
    return /\/guilds\/\d+\/members\//.test(url) ? { permission: 'ModerateMembers' } : {};
  switch (method) {
    case 'GET':
      return { ...where, permission: 'ReadMessageHistory' };
    case 'DELETE':
      return { ...where, permission: 'ManageMessages' };
    case 'POST':
      return { ...where, permission: 'SendMessages' };
    default:
      return where;
  }
}
