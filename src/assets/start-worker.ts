import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread whose file stands beside the one that starts it. Where tests run the sources it is TypeScript, and the
 * thread needs a loader before it: found from the current folder, which is the project's there.
 *
 * @param from `import.meta.url` of the starting file
 * @param name the thread's file without its ending
 * @example startWorker(import.meta.url, './batch-worker', { workerData: order })
 */
export function startWorker(from: string, name: string, options: WorkerOptions): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(`${name}.js`, from), options);
  const file = JSON.stringify(new URL(`${name}.ts`, from).href);
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${file}); })`;
  return new Worker(script, { ...options, eval: true });
}
