import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { ChunkWorkerData } from './chunk-worker.js';
import type { Chunk, ChunkResult, Executor } from './chunk.js';

/** Threads that a batch uses unless told otherwise: all cores, and the reading thread beside them. */
export const ALL_CORES = availableParallelism();

/**
 * Memory of a thread at most, in MB: of its heap (V8 collects the earlier the less it may have; live are some 50 MB of a
 * stream's thread), and of the young generation, where comments die. A larger one takes less time (48 instead of 16 some
 * 10% less), but with the model a stream would take more than 500 MB in all; chunks, of which a
 * thread holds one whole, gain nothing by it and would take 230 MB more.
 */
const MEMORY = {
  rules: { heap: 448, young: 48 },
  model: { heap: 448, young: 12 },
  chunks: { heap: 3072, young: 16 },
};

/**
 * A pool of threads whose file stands beside the one that opens it. Where the sources run, it is TypeScript and the
 * threads need a loader.
 *
 * @param from `import.meta.url` of the opening file
 * @param name the threads' file without its ending
 * @param work how much memory they may take
 */
export function openThreads<Task, Answer>(
  from: string,
  name: string,
  threads: number,
  work: keyof typeof MEMORY,
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
      maxYoungGenerationSizeMb: MEMORY[work].young,
      maxOldGenerationSizeMb: MEMORY[work].heap,
    },
    ...(source ? { execArgv: ['--import', import.meta.resolve('tsx')] } : {}),
  });
  // A thread that fails before it has a task fails nobody's: without this, the tasks would wait for ever.
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

/** Judges chunks in threads of this machine; as many at a time as there are threads, so that no more are in memory. */
export class ThreadExecutor implements Executor {
  readonly #pool: Piscina<Chunk, ChunkResult>;
  readonly #threads: number;

  constructor(threads: number, data: ChunkWorkerData) {
    this.#threads = threads;
    this.#pool = openThreads(import.meta.url, './chunk-worker', threads, 'chunks', data);
  }

  async *run(chunks: Iterable<Chunk>, signal?: AbortSignal): AsyncGenerator<ChunkResult> {
    const drawn = chunks[Symbol.iterator]();
    const running = new Map<number, Promise<ChunkResult>>();
    const draw = (): void => {
      while (running.size < this.#threads && signal?.aborted !== true) {
        const next = drawn.next();
        if (next.done === true) return;
        const judged = this.#pool.run(next.value);
        judged.catch(() => undefined);
        running.set(next.value.number, judged);
      }
    };
    // Whoever stops the run does not wait for chunks that are under way.
    const stop = (): void => {
      this.#pool.destroy().catch(() => undefined);
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      draw();
      while (running.size > 0) {
        const result = await Promise.race(running.values());
        running.delete(result.number);
        yield result;
        draw();
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
