/** Which requests a fault strikes. */
export interface Target {
  method?: string;
  /** Matched against the path after `/api/v10`. */
  path?: RegExp;
  /** How many requests it strikes before it is used up; 1 when left out. */
  times?: number;
}

/** What goes wrong: `before` anything happened, or `after` the request took its effect, so that the client cannot know. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after'; readonly how: 'reset' | 'close' }
  | { readonly kind: 'rate-limit'; readonly retryAfter: number; readonly global: boolean }
  | { readonly kind: 'slow'; readonly ms: number };

/** The faults that are to strike requests. */
export class Faults {
  readonly #pending: { fault: Fault; target: Target; left: number }[] = [];
  /** A further source, asked for every request: chaos puts itself here. */
  chance: ((method: string, path: string) => Fault | null) | null = null;

  /** Answers with a status such as 503. */
  fail(status: number, when: 'before' | 'after' = 'before', target: Target = {}): void {
    this.#add({ kind: 'status', status, when }, target);
  }

  /** Resets the connection: discord.js sends again by itself. */
  reset(when: 'before' | 'after', target: Target = {}): void {
    this.#add({ kind: 'cut', when, how: 'reset' }, target);
  }

  /** Closes the connection in good order but without an answer: discord.js gives up at once. */
  hangUp(when: 'before' | 'after', target: Target = {}): void {
    this.#add({ kind: 'cut', when, how: 'close' }, target);
  }

  /** Answers 429, of the route or of the whole application, though no limit was reached. */
  rateLimit({ retryAfter = 0.2, global = false } = {}, target: Target = {}): void {
    this.#add({ kind: 'rate-limit', retryAfter, global }, target);
  }

  /** Keeps the answer back; the effect comes late as well. */
  slow(ms: number, target: Target = {}): void {
    this.#add({ kind: 'slow', ms }, target);
  }

  /** Takes back what has not struck yet. */
  clear(): void {
    this.#pending.length = 0;
    this.chance = null;
  }

  /** The faults that strike a request, each counted as used. */
  strike(method: string, path: string): Fault[] {
    const struck = this.#pending.filter(
      ({ target }) => (target.method ?? method) === method && (target.path?.test(path) ?? true),
    );
    // Only slowness goes with another fault: of those that decide the answer, the oldest strikes alone.
    const deciding = struck.find(({ fault }) => fault.kind !== 'slow');
    const used = struck.filter((entry) => entry === deciding || entry.fault.kind === 'slow');
    for (const entry of used) if (--entry.left <= 0) this.#pending.splice(this.#pending.indexOf(entry), 1);
    const faults = used.map(({ fault }) => fault);
    const chance = faults.length === 0 ? (this.chance?.(method, path) ?? null) : null;
    return chance ? [chance] : faults;
  }

  #add(fault: Fault, target: Target): void {
    this.#pending.push({ fault, target, left: target.times ?? 1 });
  }
}
