import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { BlockResult, BlockUnit } from '../stream/judge-block.js';
import type { Chunk, ChunkResult } from './chunk.js';
import { type Executor, iteratorOf, type Units } from './executor.js';
import type { BlockThreadData, ChunkThreadData, ThreadData } from './thread-worker.js';

/** BatchJudging threads unless the user names a number: one for each core; the reading thread runs beside them. */
export const ALL_CORES = availableParallelism();

/**
 * Memory limits of a thread in MB: of its heap (V8 collects the earlier the smaller the limit; a stream's thread keeps some
 * 50 MB alive), and of the young generation, where comments die. A larger young generation takes less time (48 instead of
 * 16: some 10% less), but a stream with the model would then take more than 500 MB in all; a chunk's thread, which holds a
 * whole chunk, gains nothing by it and would take 230 MB more.
 */
const MEMORY = {
  rules: { heap: 448, young: 48 },
  model: { heap: 448, young: 12 },
  chunks: { heap: 3072, young: 16 },
};

/** Blocks in flight for each thread: enough that no thread waits for the reader. */
const BLOCKS_AHEAD = 3;

/**
 * Opens a pool of threads whose file stands beside the one that opens it. Where the sources run, that file is TypeScript and
 * the threads need a loader.
 *
 * @param from `import.meta.url` of the opening file
 * @param name the threads' file without its ending
 * @param memory which limits apply
 */
export function openThreads<Task, Answer>(
  from: string,
  name: string,
  threads: number,
  memory: keyof typeof MEMORY,
  workerData: unknown,
): Piscina<Task, Answer> {
  const source = from.endsWith('.ts');
  const pool = new Piscina<Task, Answer>({
    filename: fileURLToPath(new URL(`${name}.${source ? 'ts' : 'js'}`, from)),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    workerData,
    resourceLimits: {
      maxYoungGenerationSizeMb: MEMORY[memory].young,
      maxOldGenerationSizeMb: MEMORY[memory].heap,
    },
    ...(source ? { execArgv: ['--import', import.meta.resolve('tsx')] } : {}),
  });
  // A thread that fails before it has a task fails no task: without this, tasks would wait for ever.
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
 * Opens threads that judge chunks: one chunk each, so that no more chunks are in memory. Results come as they are ready.
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

/**
 * Opens threads that judge the blocks of a stream. Results come in the order of the blocks, and blocks in flight are judged
 * to the end when reading breaks off. The bytes of a block move to the thread and are not copied.
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
  return openThreads(import.meta.url, './thread-worker', threads, memory, data);
}

/** How a {@link ThreadExecutor} hands out units. */
interface ThreadOptions<Unit> {
  /** Units that are drawn and whose results are not yet yielded, at most. */
  readonly inFlight: number;
  /** Whether results come in the order of the units. */
  readonly inOrder: boolean;
  /** Buffers of a unit that move to the thread. */
  readonly transfer?: (unit: Unit) => ArrayBuffer[];
}

/** Judges units in threads of this machine. */
class ThreadExecutor<Unit, Result> implements Executor<Unit, Result> {
  readonly #pool: Piscina<Unit, Result>;
  readonly #options: ThreadOptions<Unit>;

  constructor(pool: Piscina<Unit, Result>, options: ThreadOptions<Unit>) {
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
          // Units before the break are judged first.
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
      // A later unit may fail while an earlier one is awaited.
      judged.catch(() => undefined);
      running.set(number, judged);
    };
    // A stopped run does not wait for units in flight.
    const stop = (): void => {
      this.#pool.destroy().catch(() => undefined);
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await draw();
      while (running.size > 0) {
        const all = running.values();
        const { number, result } = await (inOrder ? all.next().value! : Promise.race(all));
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
