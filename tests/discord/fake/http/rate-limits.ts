import { createHash } from 'node:crypto';

/** How many calls of a kind go through in how long, for each channel, guild or webhook. */
export interface BucketRule {
  method: string;
  /** The path as the OpenAPI description writes it. */
  path: string;
  limit: number;
  windowMs: number;
}

/** What Discord was seen to allow, as far as it matters to a moderation bot. */
const DISCORDS_OWN: readonly BucketRule[] = [
  { method: 'POST', path: '/channels/{channel_id}/messages', limit: 5, windowMs: 5000 },
  { method: 'PATCH', path: '/channels/{channel_id}/messages/{message_id}', limit: 5, windowMs: 5000 },
  { method: 'DELETE', path: '/channels/{channel_id}/messages/{message_id}', limit: 5, windowMs: 1000 },
  { method: 'POST', path: '/channels/{channel_id}/messages/bulk-delete', limit: 1, windowMs: 1000 },
  { method: 'PATCH', path: '/guilds/{guild_id}/members/{user_id}', limit: 10, windowMs: 10_000 },
  { method: 'POST', path: '/webhooks/{webhook_id}/{webhook_token}', limit: 5, windowMs: 2000 },
];
const OTHERWISE = { limit: 50, windowMs: 1000 };

/** Whether a call goes through, and what its answer's headers say. */
export interface Verdict {
  readonly headers: Record<string, string>;
  /** Null when the call goes through. */
  readonly refused: { retryAfter: number; global: boolean; scope: 'user' | 'global' | 'shared' } | null;
}

/** Counts calls as Discord does: per route and place, and all together by the second. */
export class RateLimits {
  readonly #buckets = new Map<string, { used: number; resetAt: number }>();
  #second = { used: 0, resetAt: 0 };

  constructor(
    private readonly rules: readonly BucketRule[] = [],
    private readonly globalPerSecond = 50,
  ) {}

  /** Counts one call. */
  take(method: string, path: string, params: Readonly<Record<string, string>>): Verdict {
    const now = Date.now();
    const global = this.#takeGlobal(path, now);
    if (global) return { headers: {}, refused: global };
    const isRule = (rule: BucketRule): boolean => rule.method === method && rule.path === path;
    const rule = this.rules.find(isRule) ?? DISCORDS_OWN.find(isRule) ?? OTHERWISE;
    const key = `${method} ${path} ${placeOf(params)}`;
    let bucket = this.#buckets.get(key);
    if (!bucket || bucket.resetAt <= now) {
      bucket = { used: 0, resetAt: now + rule.windowMs };
      this.#buckets.set(key, bucket);
    }
    const isFull = bucket.used >= rule.limit;
    if (!isFull) bucket.used++;
    const retryAfter = Math.max(0.001, (bucket.resetAt - now) / 1000);
    const headers = {
      'x-ratelimit-limit': String(rule.limit),
      'x-ratelimit-remaining': String(rule.limit - bucket.used),
      'x-ratelimit-reset': (bucket.resetAt / 1000).toFixed(3),
      'x-ratelimit-reset-after': retryAfter.toFixed(3),
      'x-ratelimit-bucket': createHash('md5').update(`${method} ${path}`).digest('hex'),
    };
    return { headers, refused: isFull ? { retryAfter, global: false, scope: 'user' } : null };
  }

  #takeGlobal(path: string, now: number): Verdict['refused'] {
    // Answers to interactions do not count towards the application's total.
    if (path.startsWith('/interactions/') || path.startsWith('/webhooks/')) return null;
    if (this.#second.resetAt <= now) this.#second = { used: 0, resetAt: now + 1000 };
    if (this.#second.used >= this.globalPerSecond)
      return { retryAfter: (this.#second.resetAt - now) / 1000, global: true, scope: 'global' };
    this.#second.used++;
    return null;
  }
}

/** What a bucket is counted for: Discord's "major parameters". */
const placeOf = (params: Readonly<Record<string, string>>): string =>
  params.channel_id ??
  params.guild_id ??
  params.interaction_id ??
  `${params.webhook_id ?? ''}/${params.webhook_token ?? ''}`;
