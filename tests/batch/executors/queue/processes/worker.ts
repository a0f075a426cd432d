/** A worker as a process of its own; tells with a line what it has judged. */
import { writeSync } from 'node:fs';
import { runQueueWorker } from '../../../../../src/batch/executors/queue/index.js';
import { inPackage } from '../../../../../src/assets/package-root.js';

const stop = new AbortController();
process.once('SIGTERM', () => {
  stop.abort();
});
await runQueueWorker({
  url: process.env.QUEUE ?? '',
  setup: { rules: inPackage('rules'), model: process.env.MODEL === 'none' ? null : undefined },
  threads: 1,
  stop: stop.signal,
  onNews: (news) => {
    writeSync(1, `${JSON.stringify(news)}\n`);
  },
});
