import {
  queueUrl,
  readQueueEnvironment,
  runQueueWorker,
  type WorkerNews,
} from '../batch/executors/queue/index.js';
import { ALL_CORES } from '../batch/executors/threads.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import type { LocalizedText } from '../fault.js';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { namedSetup } from './judging.js';

/** What `worker` was told. */
export interface WorkerOptions {
  readonly queue?: string;
  readonly files?: string;
  readonly concurrency?: number;
  readonly idleExit?: number;
  readonly rules?: string;
  readonly model?: string;
}

/** Runs a worker until SIGINT or SIGTERM, or until it has been idle for as long as it was told. */
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
      const said = newsSaid(news, threads);
      if (said !== undefined) note(sanitizeForTerminal(say(said)));
    },
  });
  const n = (number: number): string => number.toLocaleString('en-US');
  note(
    say({
      ko: `일꾼이 끝났습니다: 덩이 ${n(done.chunks)}개, 댓글 ${n(done.comments)}개`,
      en: `the worker ends: ${n(done.chunks)} chunks, ${n(done.comments)} comments`,
    }),
  );
  process.exitCode = EXIT.done;
}

/** What is worth a line of a log; a chunk that was judged is not. */
function newsSaid(news: WorkerNews, threads: number): LocalizedText | undefined {
  switch (news.kind) {
    case 'away':
      return {
        ko: `대기열이 열리기를 기다립니다: ${news.why.ko} [${news.why.code}]`,
        en: `waiting for the queue to open: ${news.why.en} [${news.why.code}]`,
      };
    case 'ready':
      return {
        ko: `일꾼이 스레드 ${threads}개로 대기열을 기다립니다. 멈추려면 Ctrl-C.`,
        en: `The worker waits for chunks with ${threads} threads. Ctrl-C stops it.`,
      };
    case 'taken':
    case 'judged':
      return undefined;
    case 'failed':
      return {
        ko: `덩이 ${news.chunk}을(를) 판정하지 못했습니다: ${news.why.ko} [${news.why.code}]`,
        en: `chunk ${news.chunk} could not be judged: ${news.why.en} [${news.why.code}]`,
      };
    case 'trouble':
      return {
        ko: `이 기계에서는 지금 일할 수 없어 덩이를 돌려주고 잠시 쉽니다: ${news.why.ko} [${news.why.code}]`,
        en: `this machine cannot work now; it gave the chunk back and rests: ${news.why.en} [${news.why.code}]`,
      };
    case 'strangers':
      return {
        ko: `규칙이나 모델, 맞글의 판이 달라 이 일꾼이 맡지 않는 실행이 ${news.runs}개 있습니다`,
        en: `${news.runs} runs have other rules, another model or version; this worker takes none of their chunks`,
      };
  }
}

/** Aborted by the first SIGINT or SIGTERM; the second ends the process at once, and leases run out. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.done);
      stop.abort();
    });
  }
  return stop.signal;
}
