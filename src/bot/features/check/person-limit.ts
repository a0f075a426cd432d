/** Number of keys from which expired entries are removed. */
const SWEEP_AT = 1_000;

/** In-memory rate limiter per person with a sliding window; a restart resets it. */
export class PersonLimit {
  readonly #most: number;
  readonly #span: number;
  readonly #times = new Map<string, number[]>();

  /** @param spanMs sliding window in which `most` uses are allowed */
  constructor(most: number, spanMs: number) {
    this.#most = most;
    this.#span = spanMs;
  }

  /**
   * Counts one use.
   *
   * @param key identifies the user, such as the ids of server and person
   * @returns 0 if allowed, else the ms until the next allowed use; refused uses do not count
   */
  use(key: string, now: number): number {
    if (this.#times.size >= SWEEP_AT) this.#sweep(now);
    const recent = (this.#times.get(key) ?? []).filter((time) => time > now - this.#span);
    const wait = recent.length < this.#most ? 0 : recent[0]! + this.#span - now;
    if (wait === 0) recent.push(now);
    this.#times.set(key, recent);
    return wait;
  }

  /** Number of keys in memory. */
  get size(): number {
    return this.#times.size;
  }

  #sweep(now: number): void {
    for (const [key, times] of this.#times) {
      if (times.every((time) => time <= now - this.#span)) this.#times.delete(key);
    }
  }
}
