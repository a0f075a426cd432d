export { openQueueExecutor, type QueueExecutor, type QueueExecutorOptions } from './queue-executor.js';
export { cancelRun, queueProgress, type QueueProgress, type SeenWorker } from './runs.js';
export { queueUrl, readQueueEnvironment, type QueueEnvironment } from './settings.js';
export type { QueueWorkerOptions, WorkerNews } from './worker/in-flight-jobs.js';
export { runQueueWorker } from './worker/worker.js';
