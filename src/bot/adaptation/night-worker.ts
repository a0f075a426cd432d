import { parentPort, workerData } from 'node:worker_threads';
import { adaptFold } from '../../training/adapt.js';
import { wordOf } from '../apart.js';
import { adaptForNight, type NightOrder } from './night.js';

// Adapts the model to one server's comments, posts the outcome and ends.

const word = wordOf(() => adaptForNight(workerData as NightOrder, adaptFold));
const table = word.kind === 'done' ? (word.value?.table ?? null) : null;
parentPort?.postMessage(word, table === null ? [] : [table.buffer]);
