import { LEARNING_THREAD } from '../../wording/bot/core.js';
import { startWorker } from '../../assets/start-worker.js';
import { Fault } from '../../fault.js';
import type { DecidedComment } from '../../moderation/index.js';

/** Input of the training thread. */
export interface TrainingOrder {
  /** Oldest first. */
  readonly decisions: readonly DecidedComment[];
  /** The stored model of the previous version as JSON; null for the first. */
  readonly previous: string | null;
}

/** Result of a training, both as JSON for the store. */
interface TrainedModel {
  readonly model: string;
  readonly summary: string;
}

/** Message of the thread before it ends. */
export type TrainingWord =
  | { readonly kind: 'done'; readonly value: TrainedModel }
  | { readonly kind: 'fault'; readonly code: string; readonly text: Fault['text'] };

/** Trains in a thread; rejects when it fails, takes too long or is stopped. */
export type Train = (order: TrainingOrder, stop: AbortSignal) => Promise<TrainedModel>;

/** 4,000 decisions take 3 s and less than 100 MB; a thread that needs much more is broken. */
const TIMEOUT_MS = 120_000;
const MOST_MEGABYTES = 512;

/**
 * Trains a classifier in a thread of its own, so that the bot keeps judging messages.
 *
 * @throws `Fault` `learning/stopped`, `learning/timeout`, `learning/thread`
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
      fail(new Fault('learning/timeout', LEARNING_THREAD.timeout));
    }, TIMEOUT_MS);
    stop.addEventListener('abort', onStop, { once: true });
    worker.on('message', (word: TrainingWord) => {
      if (word.kind === 'fault') {
        fail(new Fault(word.code, word.text));
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

/** The parts of a decision that training reads: copying the rest to the thread would delay incoming messages. */
function slim({ text, belongs, result: { articleId, score, reasons } }: DecidedComment): DecidedComment {
  const read = reasons.map(({ kind, id, weight, reads }) => ({ kind, id, weight, reads }));
  return { text, belongs, result: { articleId, score, reasons: read } };
}

function stopped(): Fault {
  return new Fault('learning/stopped', LEARNING_THREAD.stopped);
}

/** The cause stays out of the message: it may quote a comment. */
function broken(cause?: unknown): Fault {
  return new Fault('learning/thread', LEARNING_THREAD.ended, {}, { cause });
}
