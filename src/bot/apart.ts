import type { Transferable } from 'node:worker_threads';
import { startWorker, type ThreadName } from '../assets/start-worker.js';
import { Fault } from '../fault.js';

/** Message of a thread before it ends. */
export type ThreadWord<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'fault'; readonly code: string; readonly text: Fault['text'] };

/** What is said of a thread that gives nothing. */
export interface ThreadFaults {
  readonly stopped: () => Fault;
  readonly timeout: () => Fault;
  /** The cause stays out of the message: it may quote a comment. */
  readonly broken: (cause?: unknown) => Fault;
}

export interface ThreadOptions {
  readonly thread: ThreadName;
  readonly workerData: unknown;
  readonly transferList?: Transferable[];
  /** A thread that needs longer, or a larger heap, is broken. */
  readonly mostMs: number;
  readonly mostMegabytes: number;
  readonly stop: AbortSignal;
}

/**
 * Works in a thread of its own, so that the bot keeps judging messages; gives what the thread posts.
 *
 * @throws `Fault` one of `faults`, or the thread's own
 */
export function workApart<Value>(options: ThreadOptions, faults: ThreadFaults): Promise<Value> {
  const { thread, workerData, transferList = [], mostMs, mostMegabytes, stop } = options;
  return new Promise((resolve, reject) => {
    if (stop.aborted) {
      reject(faults.stopped());
      return;
    }
    const worker = startWorker(thread, {
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
      fail(faults.stopped());
    };
    const timer = setTimeout(() => {
      fail(faults.timeout());
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
      fail(faults.broken(error));
    });
    worker.on('exit', () => {
      fail(faults.broken());
    });
  });
}

/** Runs what a thread does; a `Fault` becomes plain data, for a structured clone would lose its class. */
export function wordOf<Value>(work: () => Value): ThreadWord<Value> {
  try {
    return { kind: 'done', value: work() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'fault', code: error.code, text: error.text };
  }
}
