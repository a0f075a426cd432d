import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../fault.js';
import type { Jobs, Order, Word } from './train-job.js';
import { fitStages, trainEncoder } from '../../training/index.js';

// A thread of `train`: does the one job it was started with, tells how far it is, and ends.

/** Less is not told. */
const LEAST_PROGRESS = 0.002;

function work(order: Order, progress: (done: number, loss?: number) => void): Jobs[keyof Jobs]['done'] {
  if (order.job === 'encoder') return trainEncoder(order.asked.articles, order.asked.options, progress);
  const { encoder, measured, staged, options } = order.asked;
  return fitStages(encoder, measured, staged, options, progress);
}

function run(tell: (word: Word) => void): void {
  let told = 0;
  try {
    const value = work(workerData as Order, (done, loss) => {
      if (done - told < LEAST_PROGRESS) return;
      told = done;
      tell({ kind: 'progress', done, loss });
    });
    tell({ kind: 'done', value });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tell({ kind: 'fault', code: error.code, said: error.text });
  }
}

run((word) => parentPort?.postMessage(word));
