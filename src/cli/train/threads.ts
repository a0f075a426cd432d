import { startWorker } from '../../assets/start-worker.js';
import { systemCode } from '../../assets/file-fault.js';
import { Fault } from '../../fault.js';
import type { ArchiveArticle } from '../../training/corpus.js';
import { joinModel, planTraining, type PipelineOptions } from '../../training/index.js';
import { TRAIN_FAULTS } from '../../wording/cli/train.js';
import type { Part, TrainingProgress } from './progress.js';
import type { Jobs, Message } from './worker.js';

/** A model, and what it reaches on articles that its encoder has not seen. */
export interface Trained {
  readonly model: Uint8Array;
  readonly figures: Jobs['stages']['output']['figures'];
}

/**
 * Trains in two threads. The encoder that ships learns from all articles; the later stages must see how an encoder does
 * on articles it has not learned from, so they are fitted on later articles with an encoder of the earlier ones alone.
 * The model is the same whichever thread ends first.
 *
 * @throws Fault of the training, or `work/memory`
 */
export async function trainModel(
  articles: readonly ArchiveArticle[],
  options: PipelineOptions,
  progress: TrainingProgress,
): Promise<Trained> {
  const { measured, staged } = planTraining(articles, options.seed);
  const numbered = (numbers: readonly number[]): ArchiveArticle[] =>
    numbers.map((number) => articles[number]!);
  const stop = new AbortController();
  const inThread = <Job extends keyof Jobs>(
    job: Job,
    part: Part,
    input: Jobs[Job]['input'],
  ): Promise<Jobs[Job]['output']> =>
    runThread(job, input, stop.signal, (done, loss) => {
      progress.show(part, done, loss);
    });
  const measure = async (): Promise<Jobs['stages']['output']> => {
    const learned = numbered(measured);
    const encoder = await inThread('encoder', 'measured', { articles: learned, options });
    return inThread('stages', 'stages', { encoder, measured: learned, staged: numbered(staged), options });
  };
  try {
    const [{ stages, figures }, encoder] = await Promise.all([
      measure(),
      inThread('encoder', 'all', { articles, options }),
    ]);
    return { model: joinModel(encoder, stages, articles, options), figures };
  } finally {
    stop.abort();
  }
}

function runThread<Job extends keyof Jobs>(
  job: Job,
  input: Jobs[Job]['input'],
  stop: AbortSignal,
  onProgress: (done: number, loss?: number) => void,
): Promise<Jobs[Job]['output']> {
  return new Promise((resolve, reject) => {
    const worker = startWorker('train', { workerData: { job, input } });
    stop.addEventListener('abort', () => void worker.terminate(), { once: true });
    worker.on('message', (message: Message<Job>) => {
      if (message.kind === 'progress') onProgress(message.done, message.loss);
      else if (message.kind === 'done') {
        onProgress(1);
        resolve(message.output);
      } else reject(new Fault(message.code, message.text));
    });
    worker.on('error', (error) => {
      reject(systemCode(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory(error) : error);
    });
    worker.on('exit', () => {
      reject(new Error(`the thread of ${job} ended early`));
    });
  });
}

function outOfMemory(cause: Error): Fault {
  return new Fault('work/memory', TRAIN_FAULTS.outOfMemory, {}, { cause });
}
