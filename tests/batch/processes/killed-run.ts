/**
 * A batch with the stand-in that kills itself with SIGKILL as soon as a phase has come so far, and ends with 0 when it never
 * does. Its argument is JSON: the run, the point, and whether each block is a checkpoint.
 */
import type { BatchRun, Progress } from '../../../src/batch/batch-run.js';
import { runBatch } from '../../../src/batch/run.js';
import { standIn } from '../stand-in.js';

export interface KilledRun {
  readonly run: Omit<BatchRun, 'judge'>;
  readonly phase: Progress['phase'];
  readonly done: number;
  /** A clock that jumps by two seconds each time it is read: the stream then keeps its state after each block. */
  readonly jumps: boolean;
}

const { run, phase, done, jumps } = JSON.parse(process.argv[2]!) as KilledRun;
if (jumps) {
  let clock = 0;
  performance.now = () => (clock += 2000);
}
await runBatch({
  ...run,
  judge: { kind: 'local', judge: { judging: standIn } },
  onProgress: (progress) => {
    if (progress.phase === phase && progress.done >= done) process.kill(process.pid, 'SIGKILL');
  },
});
