import { workerData } from 'piscina';
import type { BacktestCounts } from '../../campaign/backtest.js';
import { Articles } from '../work/articles.js';
import { readWork } from '../work/database.js';
import { type BacktestSetup, chunkComparer, type LabelledChunk } from './compare.js';

// A thread that judges chunks with a pack and without it, by judges of its own.

/** Start-up data of a thread. */
export interface BacktestThreadData extends BacktestSetup {
  /** The file of the work database with the titles of all articles; undefined when each chunk holds all articles. */
  readonly titles: string | undefined;
}

const { titles, ...setup } = workerData as BacktestThreadData;
// Not awaited here: the pool would load a module that waits twice.
const opened = chunkComparer(
  setup,
  titles === undefined ? undefined : new Articles(readWork(titles)).titles(),
);

/** Judges one chunk. */
export default async function compareTask(chunk: LabelledChunk): Promise<BacktestCounts> {
  return (await opened)(chunk);
}
