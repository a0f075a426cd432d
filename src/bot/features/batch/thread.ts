import { Fault } from '../../../fault.js';
import { systemCode } from '../../../assets/file-fault.js';
import { startWorker } from '../../../assets/start-worker.js';
import { BATCH_LIMITS, type BatchOrder, type BatchOutcome, type BatchMessage, FAULTS } from './order.js';

/** Progress messages of the thread. */
export type Stage = Extract<BatchMessage, { kind: 'judging' | 'writing' }>;

export interface ThreadOptions {
  /** Terminates the thread when aborted. */
  readonly stop: AbortSignal;
  readonly onStage: (stage: Stage) => void;
  /** For tests. */
  readonly limits?: { readonly ms: number; readonly megabytes: number };
}

/**
 * Judges a dump in a worker thread, so that the bot stays responsive.
 *
 * @throws Fault `batch/…`, `dump/…`, `article/…`; the abort reason of `stop`
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
    const worker = startWorker('batch', {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    let ended = false;
    // Settle only after the thread has ended: its folder is removed then, and nothing may write into it any more.
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
