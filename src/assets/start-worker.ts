import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread whose file stands beside the file that starts it. When tests run the sources, that file is TypeScript and
 * the thread first registers a loader, resolved from the current folder (the project's root).
 *
 * @param from `import.meta.url` of the starting file
 * @param name relative path of the thread's file, without extension
 * @example startWorker(import.meta.url, './batch-worker', { workerData: order })
 */
export function startWorker(from: string, name: string, options: WorkerOptions): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(`${name}.js`, from), options);
  const file = JSON.stringify(new URL(`${name}.ts`, from).href);
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${file}); })`;
  return new Worker(script, { ...options, eval: true });
}
