/** The units of a run, produced on demand: chunks are cut and blocks are read when the executor pulls them. */
export type Units<Unit> = Iterable<Unit> | AsyncIterable<Unit>;

/**
 * Judges the units of a run: in this thread ({@link LocalExecutor}), in threads of this machine (`threads.ts`) or on
 * other machines (`queue/`). A unit is a chunk of a whole dump or a block of a stream.
 */
export interface Executor<Unit, Result> {
  /**
   * Pulls units as needed and yields each result once; the order of the results depends on the executor. Throws the
   * fault of the first unit that cannot be judged, unless the executor keeps dead letters.
   *
   * @param signal stops the run and abandons units in flight
   */
  run(units: Units<Unit>, signal?: AbortSignal): AsyncIterable<Result>;
  /** Ends threads and connections. */
  close(): Promise<void>;
}

/** Judges units in this thread, one by one, in order. */
export class LocalExecutor<Unit, Result> implements Executor<Unit, Result> {
  readonly #judge: (unit: Unit) => Result;

  /** @param judge judges one unit */
  constructor(judge: (unit: Unit) => Result) {
    this.#judge = judge;
  }

  /** @throws errors of pulling or judging a unit, and the reason of `signal` */
  async *run(units: Units<Unit>, signal?: AbortSignal): AsyncGenerator<Result> {
    for await (const unit of units) {
      signal?.throwIfAborted();
      yield this.#judge(unit);
    }
  }

  /** Does nothing: no resources are open. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The iterator of sync or async units. */
export function iteratorOf<Unit>(units: Units<Unit>): Iterator<Unit> | AsyncIterator<Unit> {
  return Symbol.asyncIterator in units ? units[Symbol.asyncIterator]() : units[Symbol.iterator]();
}
