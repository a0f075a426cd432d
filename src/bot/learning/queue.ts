interface Waiting<T> {
  readonly job: () => Promise<T>;
  readonly outcome: Promise<T>;
  readonly settle: (outcome: T | Promise<T>) => void;
}

/** Runs one job at a time, first come first served. A key has at most one queued job, so no key overtakes the others. */
export class FairQueue<T> {
  readonly #waiting = new Map<string, Waiting<T>>();
  #running: Promise<void> | null = null;

  /** Queues a job and returns its outcome, or that of the job that is already queued under the key. */
  add(key: string, job: () => Promise<T>): Promise<T> {
    const before = this.#waiting.get(key);
    if (before !== undefined) return before.outcome;
    let settle!: Waiting<T>['settle'];
    const outcome = new Promise<T>((resolve) => (settle = resolve));
    this.#waiting.set(key, { job, outcome, settle });
    this.#running ??= this.#run();
    return outcome;
  }

  /** Whether a job is queued under a key. */
  has(key: string): boolean {
    return this.#waiting.has(key);
  }

  /** Settles all queued jobs with this outcome; resolves when the running job has ended. */
  async drop(outcome: T): Promise<void> {
    for (const { settle } of this.#waiting.values()) settle(outcome);
    this.#waiting.clear();
    await this.#running;
  }

  async #run(): Promise<void> {
    // The caller continues before the first job starts.
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
