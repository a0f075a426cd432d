import {
  queueUrl,
  readQueueEnvironment,
  runQueueWorker,
  type WorkerNews,
} from '../../batch/executors/queue/index.js';
import { ALL_CORES } from '../../batch/executors/threads.js';
import type { LocalizedText } from '../../fault.js';
import { WORKER_NOTES } from '../../wording/cli/worker.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { Context } from '../context.js';
import { EXIT, stopSignal } from '../exit.js';
import { namedSetup } from '../judging.js';

/** Options of `matgeul worker`. */
export interface WorkerOptions {
  readonly queue?: string;
  readonly files?: string;
  readonly concurrency?: number;
  /** Seconds without work after which the worker ends. */
  readonly idleExit?: number;
  readonly rules?: string;
  readonly model?: string;
}

/**
 * Runs a worker until SIGINT or SIGTERM, or until it has been idle for `--idle-exit` seconds.
 *
 * @throws Fault when packs, model, queue or its files cannot be used
 */
export async function runWorker(options: WorkerOptions, context: Context): Promise<void> {
  const { say, note } = context;
  const environment = readQueueEnvironment(process.env);
  const threads = options.concurrency ?? ALL_CORES;
  const done = await runQueueWorker({
    url: queueUrl(options.queue ?? environment.url),
    files: options.files ?? environment.files,
    setup: namedSetup(options, context),
    threads,
    idleExitSeconds: options.idleExit,
    stop: stopSignal(),
    onNews: (news) => {
      const text = newsText(news, threads);
      if (text !== undefined) note(sanitizeForTerminal(say(text)));
    },
  });
  note(say(WORKER_NOTES.ended(done.chunks, done.comments)));
  process.exitCode = EXIT.done;
}

/** The note on an event of the worker; undefined for those that would flood a log. */
function newsText(news: WorkerNews, threads: number): LocalizedText | undefined {
  switch (news.kind) {
    case 'away':
      return WORKER_NOTES.waitingForQueue(withCode(news.why));
    case 'ready':
      return WORKER_NOTES.ready(threads);
    case 'taken':
    case 'judged':
      return undefined;
    case 'failed':
      return WORKER_NOTES.failed(news.chunk, withCode(news.why));
    case 'trouble':
      return WORKER_NOTES.trouble(withCode(news.why));
    case 'strangers':
      return WORKER_NOTES.mismatched(news.runs);
  }
}

function withCode({ ko, en, code }: LocalizedText & { readonly code: string }): LocalizedText {
  return { ko: `${ko} [${code}]`, en: `${en} [${code}]` };
}
