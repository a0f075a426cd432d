import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { FROM_SOURCES } from '../../assets/package-root.js';
import { threadFile, type ThreadName } from '../../assets/start-worker.js';
import type { BlockResult, BlockUnit } from '../stream/judge-block.js';
import type { Chunk, ChunkResult } from './chunk.js';
import { type Executor, iteratorOf, type Units } from './executor.js';
import type { BlockThreadData, ChunkThreadData, ThreadData } from './thread-worker.js';

/** Default number of judging threads: one per core, besides the reading thread. */
export const ALL_CORES = availableParallelism();

/**
 * Memory limits of a thread in MB: of the heap (the smaller the limit, the earlier V8 collects; a stream's thread keeps
 * some 50 MB alive), and of the young generation, where comments die. A larger young generation saves time (about 10%
 * with 48 instead of 16), but would take a stream with the model beyond 500 MB in total. A thread that judges chunks
 * gains nothing from it and would take 230 MB more.
 */
const MEMORY = {
  rules: { heap: 448, young: 48 },
  model: { heap: 448, young: 12 },
  chunks: { heap: 3072, young: 16 },
};

/** Blocks in flight per thread: enough that no thread waits for the reader. */
const BLOCKS_AHEAD = 3;

/**
 * Opens a pool of threads. When running from the sources, their file is TypeScript and they need a loader.
 *
 * @param memory key of the memory limits
 */
export function openThreads<Task, Answer>(
  name: ThreadName,
  threads: number,
  memory: keyof typeof MEMORY,
  workerData: unknown,
): Piscina<Task, Answer> {
  const pool = new Piscina<Task, Answer>({
    filename: threadFile(name),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    workerData,
    resourceLimits: {
      maxYoungGenerationSizeMb: MEMORY[memory].young,
      maxOldGenerationSizeMb: MEMORY[memory].heap,
    },
    ...(FROM_SOURCES ? { execArgv: ['--import', import.meta.resolve('tsx')] } : {}),
  });
  // A thread that fails before its first task rejects no task: without this, tasks would wait forever.
  let failure: Error | undefined;
  pool.on('error', (error: Error) => {
    failure ??= error;
    pool.destroy().catch(() => undefined);
  });
  const run = pool.run.bind(pool);
  pool.run = (task, options) =>
    run(task, options).catch((error: unknown) => {
      throw failure ?? error;
    });
  return pool;
}

/**
 * Opens threads that judge chunks, one at a time each to limit the chunks in memory. Yields results as they are ready.
 */
export function chunkThreads(
  threads: number,
  data: Omit<ChunkThreadData, 'kind'>,
): Executor<Chunk, ChunkResult> {
  return new ThreadExecutor(
    openJudgeThreads<Chunk, ChunkResult>(threads, 'chunks', { kind: 'chunks', ...data }),
    {
      inFlight: threads,
      inOrder: false,
    },
  );
}

/** Opens threads that work on units one at a time each, and yields results as they are ready. */
export function unitThreads<Unit, Result>(
  name: ThreadName,
  threads: number,
  data: unknown,
): Executor<Unit, Result> {
  const pool = openThreads<Unit, Result>(name, threads, 'chunks', data);
  return new ThreadExecutor(pool, { inFlight: threads, inOrder: false });
}

/**
 * Opens threads that judge the blocks of a stream. Yields results in the order of the blocks; when reading fails, the
 * threads still finish the blocks in flight. The bytes of a block are transferred to the thread, not copied.
 */
export function blockThreads(
  threads: number,
  data: Omit<BlockThreadData, 'kind'>,
): Executor<BlockUnit, BlockResult> {
  const memory = data.setup.model === null ? 'rules' : 'model';
  return new ThreadExecutor(
    openJudgeThreads<BlockUnit, BlockResult>(threads, memory, { kind: 'blocks', ...data }),
    {
      inFlight: threads * BLOCKS_AHEAD,
      inOrder: true,
      transfer: ({ block }) => [block.bytes.buffer as ArrayBuffer],
    },
  );
}

function openJudgeThreads<Unit, Result>(
  threads: number,
  memory: keyof typeof MEMORY,
  data: ThreadData,
): Piscina<Unit, Result> {
  return openThreads('judge', threads, memory, data);
}

/** Scheduling options of a {@link ThreadExecutor}. */
interface ThreadOptions<Unit> {
  /** Most units that are drawn and whose results are not yet yielded. */
  readonly inFlight: number;
  /** Whether to yield results in the order of the units. */
  readonly inOrder: boolean;
  /** The buffers of a unit to transfer to the thread. */
  readonly transfer?: (unit: Unit) => ArrayBuffer[];
}

/** Judges units in threads of this machine. */
export class ThreadExecutor<Unit, Result> implements Executor<Unit, Result> {
  readonly #pool: Pick<Piscina<Unit, Result>, 'run' | 'destroy'>;
  readonly #options: ThreadOptions<Unit>;

  constructor(pool: Pick<Piscina<Unit, Result>, 'run' | 'destroy'>, options: ThreadOptions<Unit>) {
    this.#pool = pool;
    this.#options = options;
  }

  async *run(units: Units<Unit>, signal?: AbortSignal): AsyncGenerator<Result> {
    const { inFlight, inOrder } = this.#options;
    const drawn = iteratorOf(units);
    const running = new Map<number, Promise<{ readonly number: number; readonly result: Result }>>();
    let drawing = true;
    let broken: { readonly error: unknown } | undefined;
    const draw = async (): Promise<void> => {
      while (drawing && running.size < inFlight && signal?.aborted !== true) {
        let next: IteratorResult<Unit, unknown>;
        try {
          next = await drawn.next();
        } catch (error) {
          // Finish the units read before the error, then rethrow it.
          broken = { error };
          drawing = false;
          return;
        }
        drawing = next.done !== true;
        if (next.done !== true) submit(next.value);
      }
    };
    let count = 0;
    const submit = (unit: Unit): void => {
      const number = count++;
      const judged = this.#judge(unit).then((result) => ({ number, result }));
      // A later unit may fail while `run` awaits an earlier one.
      judged.catch(() => undefined);
      running.set(number, judged);
    };
    // In a function of its own: an iterator of the map that this generator holds while it waits would keep every result
    // that the map has held since (V8 clears no register of a generator that it has optimised).
    const nextOf = (): Promise<{ readonly number: number; readonly result: Result }> => {
      const all = running.values();
      return inOrder ? all.next().value! : Promise.race(all);
    };
    // A stopped run does not wait for units in flight.
    const stop = (): void => {
      this.#pool.destroy().catch(() => undefined);
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await draw();
      while (running.size > 0) {
        const { number, result } = await nextOf();
        running.delete(number);
        yield result;
        await draw();
      }
      if (broken !== undefined) throw broken.error;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      await drawn.return?.();
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #judge(unit: Unit): Promise<Result> {
    const { transfer } = this.#options;
    return transfer === undefined
      ? this.#pool.run(unit)
      : this.#pool.run(unit, { transferList: transfer(unit) });
  }
}
