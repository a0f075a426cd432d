interface Waiting<T> {
  readonly job: () => Promise<T>;
  readonly outcome: Promise<T>;
  readonly settle: (outcome: T | Promise<T>) => void;
}

/** Does one job at a time, in the order in which keys asked; a key waits once, so that none stands before another twice. */
export class FairQueue<T> {
  readonly #waiting = new Map<string, Waiting<T>>();
  #running: Promise<void> | null = null;

  /** Adds a job and gives its outcome; where one waits under the same key already, that one's. */
  add(key: string, job: () => Promise<T>): Promise<T> {
    const before = this.#waiting.get(key);
    if (before !== undefined) return before.outcome;
    let settle!: Waiting<T>['settle'];
    const outcome = new Promise<T>((resolve) => (settle = resolve));
    this.#waiting.set(key, { job, outcome, settle });
    this.#running ??= this.#run();
    return outcome;
  }

  /** Whether a job waits under a key. */
  has(key: string): boolean {
    return this.#waiting.has(key);
  }

  /** Gives all jobs that wait this outcome instead; fulfilled when the job that runs has ended. */
  async drop(outcome: T): Promise<void> {
    for (const { settle } of this.#waiting.values()) settle(outcome);
    this.#waiting.clear();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Whoever adds a job goes on first and does none of it.
    await Promise.resolve();
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const [key, { job, settle }] = next;
      this.#waiting.delete(key);
      const outcome = job();
      settle(outcome);
      await outcome.catch(() => undefined);
    }
    this.#running = null;
  }
}
