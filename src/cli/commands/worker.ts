import { InvalidArgumentError, type Command } from 'commander';
import type { Context } from '../context.js';
import type { WorkerOptions } from '../batch/worker.js';

const WORKER_HELP = {
  about: {
    ko: '여러 기계에 나눈 판정의 일꾼: 대기열에서 덩이를 받아 판정합니다',
    en: 'a worker of the distributed batch: takes chunks from the queue and judges them',
  },
  queue: {
    ko: '대기열이 있는 PostgreSQL의 주소(기본: MATGEUL_QUEUE)',
    en: 'address of the PostgreSQL that holds the queue (default: MATGEUL_QUEUE)',
  },
  files: {
    ko: '이 기계에서 실행의 파일이 있는 폴더나 s3:// 주소(기본: MATGEUL_QUEUE_FILES, 없으면 실행이 말하는 곳)',
    en: 'folder or s3:// address where this machine has the files of runs (default: MATGEUL_QUEUE_FILES, else where the run says)',
  },
  concurrency: {
    ko: '동시에 판정할 덩이 수(기본: 코어 수)',
    en: 'chunks judged at once (default: all cores)',
  },
  idleExit: {
    ko: '이만큼 일이 없으면 끝냄, 초(없으면 계속 기다림)',
    en: 'end after so many seconds without work (waits for ever when left out)',
  },
  rules: { ko: '규칙집 폴더', en: 'folder of rule packs' },
  model: {
    ko: '관련성 모델 파일(기본: 함께 오는 것; none이면 규칙만)',
    en: 'file of the relevance model (the shipped one by default; none for rules alone)',
  },
};

/** Threads that one worker may have: each holds a judge of some 100 MB. */
const MOST_WORKER_THREADS = 256;
/** A day: longer waits want a worker that does not end. */
const MOST_IDLE = 86_400;

/** `matgeul worker`. */
export function addWorker(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('worker')
    .description(say(WORKER_HELP.about))
    .option('--queue <URL>', say(WORKER_HELP.queue))
    .option('--files <PLACE>', say(WORKER_HELP.files))
    .option('--concurrency <N>', say(WORKER_HELP.concurrency), wholeNumber(1, MOST_WORKER_THREADS))
    .option('--idle-exit <SECONDS>', say(WORKER_HELP.idleExit), wholeNumber(0, MOST_IDLE))
    .option('--rules <DIR>', say(WORKER_HELP.rules))
    .option('--model <FILE>', say(WORKER_HELP.model))
    .action(async (options: WorkerOptions) => {
      const { runWorker } = await import('../batch/worker.js');
      await runWorker(options, context);
    });
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError('');
  };
}
