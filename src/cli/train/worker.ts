import { parentPort, workerData } from 'node:worker_threads';
import { Fault, type LocalizedText } from '../../fault.js';
import { type ArchiveArticle, fitStages, type PipelineOptions, trainEncoder } from '../../training/index.js';

/** What a thread of the training may be asked, and what it gives back. */
export interface Jobs {
  encoder: {
    asked: { readonly articles: readonly ArchiveArticle[]; readonly options: PipelineOptions };
    done: Uint8Array;
  };
  stages: {
    asked: {
      readonly encoder: Uint8Array;
      /** What this encoder has learned from, and what it has not seen. */
      readonly measured: readonly ArchiveArticle[];
      readonly staged: readonly ArchiveArticle[];
      readonly options: PipelineOptions;
    };
    done: ReturnType<typeof fitStages>;
  };
}

/** The order a thread starts with. */
type Order = {
  [Job in keyof Jobs]: { readonly job: Job; readonly asked: Jobs[Job]['asked'] };
}[keyof Jobs];

/** What a thread tells: progress again and again, then what is done or why it is not. */
export type Word<Job extends keyof Jobs = keyof Jobs> =
  | { readonly kind: 'progress'; readonly done: number; readonly loss?: number | undefined }
  | { readonly kind: 'done'; readonly value: Jobs[Job]['done'] }
  /** A `Fault`, which would lose its kind between threads. */
  | { readonly kind: 'fault'; readonly code: string; readonly said: LocalizedText };

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
