export { cancelRun } from './cancel-run.js';
export { openQueueCrew, type QueueCrew, type QueueCrewOptions } from './crew.js';
export { queueUrl, readQueueEnvironment, type QueueEnvironment } from './environment.js';
export { queueProgress, type QueueProgress, type SeenWorker } from './progress.js';
export { runQueueWorker, type QueueWorkerOptions, type WorkerNews } from './worker/worker.js';
