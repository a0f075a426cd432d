/** Units of a run as they come: chunks are made when they are drawn, blocks are read. */
export type Units<Unit> = Iterable<Unit> | AsyncIterable<Unit>;

/**
 * Judges the units of a run: in this thread ({@link LocalExecutor}), in threads of this machine (`threads.ts`) or on other
 * machines (`queue/`). A unit is a chunk of a whole dump or a block of a stream.
 */
export interface Executor<Unit, Result> {
  /**
   * Draws units as it needs them and yields each result once; whether in the order of the units depends on the executor.
   * Ends with the fault of the first unit that cannot be judged, unless it keeps such units as dead letters itself.
   *
   * @param signal stops the run; units in flight are given up
   */
  run(units: Units<Unit>, signal?: AbortSignal): AsyncIterable<Result>;
  /** Ends threads and connections. */
  close(): Promise<void>;
}

/** Judges units in this thread, one after the other, in their order. */
export class LocalExecutor<Unit, Result> implements Executor<Unit, Result> {
  readonly #judge: (unit: Unit) => Result;

  /** @param judge judges one unit */
  constructor(judge: (unit: Unit) => Result) {
    this.#judge = judge;
  }

  /** @throws whatever drawing or judging a unit throws, and the reason of `signal` */
  async *run(units: Units<Unit>, signal?: AbortSignal): AsyncGenerator<Result> {
    for await (const unit of units) {
      signal?.throwIfAborted();
      yield this.#judge(unit);
    }
  }

  /** Nothing is open. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The iterator of units, whether they come at once or one by one. */
export function iteratorOf<Unit>(units: Units<Unit>): Iterator<Unit> | AsyncIterator<Unit> {
  return Symbol.asyncIterator in units ? units[Symbol.asyncIterator]() : units[Symbol.iterator]();
}
