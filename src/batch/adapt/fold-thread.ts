import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import type { MessagePort } from 'node:worker_threads';
import { packEmbeddingTable } from '../../relevance/encoder/embedding-table.js';
import { adaptFold, type AdaptedFold } from '../../training/adapt.js';
import { modelOf, type JudgeSetup } from '../judge-setup.js';
import type { DumpSample } from './sample.js';

// A thread that makes the table of one fold.

/** Start-up data of a thread. */
export interface FoldThreadData {
  readonly setup: JudgeSetup;
}

export interface FoldTask {
  readonly sample: DumpSample;
  readonly fold: number;
  readonly folds: number;
  readonly seed: number;
  /** Undefined: as many as suit the comments; 0: the closed form. */
  readonly steps: number | undefined;
  /** Receives the share that is done, 0 to 1. */
  readonly progress: MessagePort;
}

/** As `AdaptedFold`, with the table packed; undefined where there was too little to learn from. */
export type FoldAnswer = (Omit<AdaptedFold, 'table'> & { readonly table: Uint8Array }) | undefined;

const { setup } = workerData as FoldThreadData;
/** Steps of progress worth a message. */
const LEAST_PROGRESS = 0.01;

/** Makes one table. @throws Fault when the model cannot be used */
export default function foldTask(task: FoldTask): FoldAnswer {
  const model = modelOf(setup);
  if (model === undefined) return undefined;
  let told = 0;
  const { sample, fold, folds, seed, steps, progress } = task;
  const made = adaptFold(model, sample.articles, sample.comments, fold, { seed, steps, folds }, (done) => {
    if (done - told < LEAST_PROGRESS) return;
    told = done;
    progress.postMessage(done);
  });
  progress.close();
  if (made === undefined) return undefined;
  const table = packEmbeddingTable(made.table);
  const answer: FoldAnswer = { ...made, table };
  // The bytes move to the main thread instead of being copied.
  return move({ [transferableSymbol]: [table.buffer], [valueSymbol]: answer }) as unknown as FoldAnswer;
}
