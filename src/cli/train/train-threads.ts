import { Worker } from 'node:worker_threads';
import { systemCode } from '../../assets/file-fault.js';
import { Fault } from '../../fault.js';
import type { ArchiveArticle } from '../../training/corpus.js';
import type { Jobs, Word } from './train-job.js';
import { joinModel, planTraining, type PipelineOptions } from '../../training/index.js';
import type { Part, TrainingProgress } from './train-progress.js';

/** A model and what it reaches. */
export interface Trained {
  readonly model: Uint8Array;
  readonly figures: Jobs['stages']['done']['figures'];
}

/**
 * Trains in two threads. The encoder that ships learns from all articles; the later stages must see how an encoder does
 * on articles it has not learned from, so they are fitted on later articles with an encoder of the earlier ones alone.
 * Which thread is done first changes nothing of the model.
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
    asked: Jobs[Job]['asked'],
  ): Promise<Jobs[Job]['done']> =>
    thread(job, asked, stop.signal, (done, loss) => {
      progress.tell(part, done, loss);
    });
  const measure = async (): Promise<Jobs['stages']['done']> => {
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

function thread<Job extends keyof Jobs>(
  job: Job,
  asked: Jobs[Job]['asked'],
  stop: AbortSignal,
  onProgress: (done: number, loss?: number) => void,
): Promise<Jobs[Job]['done']> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./train-worker.js', import.meta.url), { workerData: { job, asked } });
    stop.addEventListener('abort', () => void worker.terminate(), { once: true });
    worker.on('message', (word: Word<Job>) => {
      if (word.kind === 'progress') onProgress(word.done, word.loss);
      else if (word.kind === 'done') {
        onProgress(1);
        resolve(word.value);
      } else reject(new Fault(word.code, word.said));
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
  return new Fault(
    'work/memory',
    { ko: '배우기에 기억 장치가 모자랍니다', en: 'not enough memory to train' },
    {},
    { cause },
  );
}
