export { cancelRun } from './cancel-run.js';
export { openQueueExecutor, type QueueExecutor, type QueueExecutorOptions } from './crew.js';
export { queueUrl, readQueueEnvironment, type QueueEnvironment } from './environment.js';
export { queueProgress, type QueueProgress, type SeenWorker } from './progress.js';
export type { QueueWorkerOptions, WorkerNews } from './worker/options.js';
export { runQueueWorker } from './worker/worker.js';
