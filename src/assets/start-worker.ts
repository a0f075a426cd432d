import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { FROM_SOURCES, inPackage } from './package-root.js';

/**
 * The threads of the package: their files in `src/`, without extension. The build makes `dist/threads/NAME.js` of each, so a
 * thread loads only what it needs.
 */
export const THREADS = {
  /** Judges blocks of a stream, or chunks of a whole dump. */
  judge: 'batch/executors/thread-worker',
  /** Judges chunks of the queue. */
  queue: 'batch/executors/queue/worker/thread',
  /** Judges chunks with a pack and without it. */
  backtest: 'batch/backtest/thread-worker',
  /** Adapts the model to one fold of a dump. */
  fold: 'batch/adapt/fold-thread',
  /** Trains stages of a relevance model. */
  train: 'cli/train/worker',
  /** The bot's: reads a page, judges a dump, trains a classifier, adapts a model, drafts a rule, tries one, reads comments, judges long ones. */
  page: 'bot/articles/page-worker',
  batch: 'bot/features/batch/batch-worker',
  learn: 'bot/learning/train-worker',
  night: 'bot/adaptation/night-worker',
  rule: 'bot/features/campaigns/rule-worker',
  trial: 'bot/features/own-rules/trial-worker',
  reading: 'bot/reading/reading-worker',
  judging: 'bot/judging/judging-worker',
} as const;
export type ThreadName = keyof typeof THREADS;

/** The path of a thread's file: TypeScript when the sources run. */
export function threadFile(name: ThreadName): string {
  return FROM_SOURCES ? inPackage('src', `${THREADS[name]}.ts`) : inPackage('dist', 'threads', `${name}.js`);
}

/**
 * Starts a thread. When tests run the sources, its file is TypeScript and the thread first registers a loader, resolved from
 * the current folder (the project's root).
 *
 * @param thread its name, or the path of a file
 * @example startWorker('batch', { workerData: order })
 */
export function startWorker(thread: ThreadName | URL, options: WorkerOptions): Worker {
  const file = thread instanceof URL ? thread : pathToFileURL(threadFile(thread));
  if (!file.pathname.endsWith('.ts')) return new Worker(file, options);
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file.href)}); })`;
  return new Worker(script, { ...options, eval: true });
}
