import type { Transferable } from 'node:worker_threads';
import { startWorker } from '../../assets/start-worker.js';
import { Fault } from '../../fault.js';
import { LEARNING_THREAD } from '../../wording/bot/core.js';

/** Message of a training thread before it ends. */
export type ThreadWord<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'fault'; readonly code: string; readonly text: Fault['text'] };

interface ThreadOptions {
  /** `import.meta.url` of the caller, and the thread's file beside it. */
  readonly from: string;
  readonly name: string;
  readonly workerData: unknown;
  readonly transferList?: Transferable[];
  /** A thread that needs longer, or a larger heap, is broken. */
  readonly mostMs: number;
  readonly mostMegabytes: number;
  readonly stop: AbortSignal;
}

/**
 * Trains in a thread of its own, so that the bot keeps judging messages; gives what the thread posts.
 *
 * @throws `Fault` `learning/stopped`, `learning/timeout`, `learning/thread`, or the thread's own
 */
export function trainApart<Value>(options: ThreadOptions): Promise<Value> {
  const { from, name, workerData, transferList = [], mostMs, mostMegabytes, stop } = options;
  return new Promise((resolve, reject) => {
    if (stop.aborted) {
      reject(stopped());
      return;
    }
    const worker = startWorker(from, name, {
      workerData,
      transferList,
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
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
    }, mostMs);
    stop.addEventListener('abort', onStop, { once: true });
    worker.on('message', (word: ThreadWord<Value>) => {
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
}

function stopped(): Fault {
  return new Fault('learning/stopped', LEARNING_THREAD.stopped);
}

/** The cause stays out of the message: it may quote a comment. */
function broken(cause?: unknown): Fault {
  return new Fault('learning/thread', LEARNING_THREAD.ended, {}, { cause });
}
