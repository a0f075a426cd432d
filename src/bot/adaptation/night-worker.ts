import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../fault.js';
import { adaptFold } from '../../training/adapt.js';
import type { ThreadWord } from '../learning/thread.js';
import { adaptForNight, type NightOrder, type NightResult } from './night.js';

// Adapts the model to one server's comments, posts the outcome and ends.

function work(order: NightOrder): ThreadWord<NightResult> {
  try {
    return { kind: 'done', value: adaptForNight(order, adaptFold) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'fault', code: error.code, text: error.text };
  }
}

const word = work(workerData as NightOrder);
const table = word.kind === 'done' ? (word.value?.table ?? null) : null;
parentPort?.postMessage(word, table === null ? [] : [table.buffer]);
