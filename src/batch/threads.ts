import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

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
