/** Comments a second that a site may send in the long run, and at once. */
const PER_SECOND = 2500;
const BURST = 10_000;
/** What a request costs beside its comments, in comments: signature and transaction. */
const REQUEST_COST = 5;
/** Sites in memory; one that comes back after so many others has its full allowance again. */
const MOST_SITES = 1000;

/** Limits how fast each site sends, in this process: a token bucket of comments. */
export class RateLimits {
  readonly #left = new Map<string, { tokens: number; at: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes the allowance for a request; the seconds to wait where there is not enough of it, else 0. */
  take(siteId: string, comments: number): number {
    const now = this.#now();
    const before = this.#left.get(siteId) ?? { tokens: BURST, at: now };
    const tokens = Math.min(BURST, before.tokens + (Math.max(0, now - before.at) * PER_SECOND) / 1000);
    const cost = comments + REQUEST_COST;
    this.#left.delete(siteId);
    this.#left.set(siteId, { tokens: tokens >= cost ? tokens - cost : tokens, at: now });
    if (this.#left.size > MOST_SITES) this.#left.delete(this.#left.keys().next().value!);
    return tokens >= cost ? 0 : Math.ceil((cost - tokens) / PER_SECOND);
  }
}
