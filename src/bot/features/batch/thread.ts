import { Fault } from '../../../fault.js';
import { systemCode } from '../../../assets/file-fault.js';
import { startWorker } from '../../../assets/start-worker.js';
import { BATCH_LIMITS, type BatchOrder, type BatchOutcome, type BatchMessage, FAULTS } from './order.js';

/** What the thread tells before it is done. */
export type Stage = Extract<BatchMessage, { kind: 'judging' | 'writing' }>;

export interface ThreadOptions {
  /** Aborted: the thread is ended, whatever it does. */
  readonly stop: AbortSignal;
  readonly onStage: (stage: Stage) => void;
  /** For tests. */
  readonly limits?: { readonly ms: number; readonly megabytes: number };
}

/**
 * Judges a dump in a thread of its own: the bot goes on answering meanwhile.
 *
 * @throws Fault `batch/…`, `dump/…`, `article/…`; the reason of `stop` when that is aborted
 */
export function judgeInThread(
  order: BatchOrder,
  { stop, onStage, limits = BATCH_LIMITS }: ThreadOptions,
): Promise<BatchOutcome> {
  return new Promise((resolve, reject) => {
    if (stop.aborted) {
      reject(reasonOf(stop));
      return;
    }
    const worker = startWorker(import.meta.url, './batch-worker', {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    let ended = false;
    // Settles only when the thread is gone: its folder is removed then, and it may not write into it any more.
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
      void worker.terminate().then(settle, settle);
    };
    const fail = (error: Error): void => {
      end(() => {
        reject(error);
      });
    };
    const onStop = (): void => {
      fail(reasonOf(stop));
    };
    const timer = setTimeout(() => {
      fail(FAULTS.time());
    }, limits.ms);
    stop.addEventListener('abort', onStop, { once: true });
    worker.on('message', (word: BatchMessage) => {
      if (word.kind === 'done')
        end(() => {
          resolve(word.outcome);
        });
      else if (word.kind === 'fault') fail(new Fault(word.code, word.text));
      else onStage(word);
    });
    worker.on('error', (error) => {
      fail(systemCode(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? FAULTS.memory() : FAULTS.crashed(error));
    });
    worker.on('exit', () => {
      fail(FAULTS.crashed());
    });
  });
}

function reasonOf(stop: AbortSignal): Error {
  return stop.reason instanceof Error ? stop.reason : new Error('stopped');
}
