/** A person is forgotten once all that was counted is past; looked for when so many are kept. */
const SWEEP_AT = 1_000;

/** So many times in a span of time for each person, counted in memory: a restart forgives. */
export class PersonLimit {
  readonly #most: number;
  readonly #span: number;
  readonly #times = new Map<string, number[]>();

  /** @param spanMs the span in which `most` are allowed, sliding */
  constructor(most: number, spanMs: number) {
    this.#most = most;
    this.#span = spanMs;
  }

  /**
   * Counts one use.
   *
   * @param key who uses what, such as the ids of server and person
   * @returns 0 when it is allowed, else the ms until the next one is; a refused use does not count
   */
  use(key: string, now: number): number {
    if (this.#times.size >= SWEEP_AT) this.#sweep(now);
    const recent = (this.#times.get(key) ?? []).filter((time) => time > now - this.#span);
    const wait = recent.length < this.#most ? 0 : recent[0]! + this.#span - now;
    if (wait === 0) recent.push(now);
    this.#times.set(key, recent);
    return wait;
  }

  /** Persons that are remembered. */
  get size(): number {
    return this.#times.size;
  }

  #sweep(now: number): void {
    for (const [key, times] of this.#times) {
      if (times.every((time) => time <= now - this.#span)) this.#times.delete(key);
    }
  }
}
