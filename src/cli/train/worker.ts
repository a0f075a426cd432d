import { parentPort, workerData } from 'node:worker_threads';
import { Fault, type LocalizedText } from '../../fault.js';
import { fitStages, trainEncoder, type ArchiveArticle, type PipelineOptions } from '../../training/index.js';

// A thread of `train`: does the one job of its worker data, reports progress, and ends.

/** Jobs of a training thread, with input and output. */
export interface Jobs {
  encoder: {
    input: { readonly articles: readonly ArchiveArticle[]; readonly options: PipelineOptions };
    output: Uint8Array;
  };
  stages: {
    input: {
      readonly encoder: Uint8Array;
      /** Articles that this encoder has learned from. */
      readonly measured: readonly ArchiveArticle[];
      /** Articles that it has not seen. */
      readonly staged: readonly ArchiveArticle[];
      readonly options: PipelineOptions;
    };
    output: ReturnType<typeof fitStages>;
  };
}

/** The worker data of a thread. */
type Task = {
  [Job in keyof Jobs]: { readonly job: Job; readonly input: Jobs[Job]['input'] };
}[keyof Jobs];

/** A message of a thread: progress many times, then the output or a fault. */
export type Message<Job extends keyof Jobs = keyof Jobs> =
  | { readonly kind: 'progress'; readonly done: number; readonly loss?: number | undefined }
  | { readonly kind: 'done'; readonly output: Jobs[Job]['output'] }
  /** The parts of a `Fault`, whose class would be lost between threads. */
  | { readonly kind: 'fault'; readonly code: string; readonly text: LocalizedText };

/** Smallest step of progress that is worth a message. */
const LEAST_PROGRESS = 0.002;

function run(send: (message: Message) => void): void {
  let sent = 0;
  try {
    const output = work(workerData as Task, (done, loss) => {
      if (done - sent < LEAST_PROGRESS) return;
      sent = done;
      send({ kind: 'progress', done, loss });
    });
    send({ kind: 'done', output });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    send({ kind: 'fault', code: error.code, text: error.text });
  }
}

function work(task: Task, progress: (done: number, loss?: number) => void): Jobs[keyof Jobs]['output'] {
  if (task.job === 'encoder') return trainEncoder(task.input.articles, task.input.options, progress);
  const { encoder, measured, staged, options } = task.input;
  return fitStages(encoder, measured, staged, options, progress);
}

run((message) => parentPort?.postMessage(message));
