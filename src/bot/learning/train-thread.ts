import { startWorker } from '../../assets/start-worker.js';
import { Fault } from '../../fault.js';
import type { DecidedComment } from '../../moderation/index.js';

/** What a thread of training is started with. */
export interface TrainingOrder {
  /** Oldest first. */
  readonly decisions: readonly DecidedComment[];
  /** The stored model of the version before, as JSON; null for the first. */
  readonly previous: string | null;
}

/** What comes out, both as JSON for the store. */
interface TrainedModel {
  readonly model: string;
  readonly summary: string;
}

/** What the thread says before it ends. */
export type TrainingWord =
  | { readonly kind: 'done'; readonly value: TrainedModel }
  | { readonly kind: 'fault'; readonly code: string; readonly said: Fault['text'] };

/** Trains in a thread; rejects when it fails, takes too long or is stopped. */
export type Train = (order: TrainingOrder, stop: AbortSignal) => Promise<TrainedModel>;

/** 4,000 decisions take 3 s and under 100 MB; a thread that needs much more is broken. */
const MOST_MS = 120_000;
const MOST_MEGABYTES = 512;

/**
 * Trains a classifier in a thread of its own, so that messages go on being judged.
 *
 * @throws Fault `learning/stopped`, `learning/timeout`, `learning/thread`
 */
export const trainInThread: Train = ({ decisions, previous }, stop) =>
  new Promise((resolve, reject) => {
    if (stop.aborted) {
      reject(stopped());
      return;
    }
    const order: TrainingOrder = { decisions: decisions.map(slim), previous };
    const worker = startWorker(import.meta.url, './train-worker', {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
      void worker.terminate();
    };
    const fail = (fault: Error): void => {
      end();
      reject(fault);
    };
    const onStop = (): void => {
      fail(stopped());
    };
    const timer = setTimeout(() => {
      fail(
        new Fault('learning/timeout', { ko: '배우기가 너무 오래 걸립니다', en: 'training takes too long' }),
      );
    }, MOST_MS);
    stop.addEventListener('abort', onStop, { once: true });
    worker.on('message', (word: TrainingWord) => {
      if (word.kind === 'fault') {
        fail(new Fault(word.code, word.said));
        return;
      }
      end();
      resolve(word.value);
    });
    worker.on('error', (error) => {
      fail(broken(error));
    });
    worker.on('exit', () => {
      fail(broken());
    });
  });

/** What training reads of a decision: copying the rest to the thread would hold up the messages that come in. */
function slim({ text, belongs, result: { articleId, score, reasons } }: DecidedComment): DecidedComment {
  const read = reasons.map(({ kind, id, weight, reads }) => ({ kind, id, weight, reads }));
  return { text, belongs, result: { articleId, score, reasons: read } };
}

function stopped(): Fault {
  return new Fault('learning/stopped', { ko: '배우기를 그만두었습니다', en: 'training was stopped' });
}

/** The cause is kept out of the message: it may quote a comment. */
function broken(cause?: unknown): Fault {
  const said = { ko: '배우는 스레드가 도중에 끝났습니다', en: 'the training thread ended early' };
  return new Fault('learning/thread', said, {}, { cause });
}
