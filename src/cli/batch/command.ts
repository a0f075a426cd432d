import { type Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS, type RecordFormat } from '../../batch/record.js';
import { Fault } from '../../fault.js';
import type { Context } from '../context.js';
import type { WorkerOptions } from './worker.js';

/** What `batch` was told. */
export interface BatchOptions {
  readonly out: string;
  readonly articles?: string;
  readonly format: RecordFormat;
  readonly report?: string;
  readonly rejects?: string;
  readonly encoding?: string;
  readonly columns?: string;
  readonly rules?: string;
  readonly model?: string;
  readonly single?: boolean;
  readonly workers?: number;
  readonly resume?: boolean;
  /** The address of PostgreSQL, or true for that of the environment. */
  readonly queue?: string | true;
  readonly files?: string;
  readonly cancel?: boolean;
}

const HELP = {
  about: {
    ko: '덤프(JSON Lines, CSV, 쪽 파일 …)의 댓글을 한꺼번에, 서로를 맥락으로 판정합니다',
    en: 'judges dumps (JSON Lines, CSV, pages …) as a whole, comments as context of each other',
  },
  dump: { ko: '덤프; -는 표준 입력', en: 'the dumps; - for standard input' },
  out: { ko: '결과 파일; -는 표준 출력', en: 'file of results; - for standard output' },
  articles: {
    ko: '기사 파일 ({"id","title","body"} 줄들)',
    en: 'file of articles (rows {"id","title","body"})',
  },
  format: { ko: '결과의 꼴', en: 'format of the results' },
  report: { ko: 'HTML 보고서를 쓸 곳', en: 'write an HTML report here' },
  rejects: { ko: '판정하지 못한 줄을 쓸 곳', en: 'write the rows that could not be judged here' },
  single: {
    ko: '댓글을 하나씩 따로 판정(다른 댓글을 보지 않고, 읽는 대로 씀)',
    en: 'judge each comment alone, without its siblings, and write as it is read',
  },
  encoding: { ko: '글자 부호(없으면 스스로 알아냄)', en: 'encoding (found out by itself when left out)' },
  rules: { ko: '규칙집 폴더', en: 'folder of rule packs' },
  model: {
    ko: '관련성 모델 파일(기본: 함께 오는 것; none이면 규칙만)',
    en: 'file of the relevance model (the shipped one by default; none for rules alone)',
  },
  columns: {
    ko: '표의 열이 무엇인지: text=댓글,article=url',
    en: 'what the columns of a table are: text=댓글,article=url',
  },
  workers: { ko: '스레드 수(기본: 코어 수)', en: 'number of threads (as many as cores by default)' },
  queue: {
    ko: '여러 기계의 일꾼(worker)에게 나눔; PostgreSQL 주소(기본: MATGEUL_QUEUE)',
    en: 'share the work among workers on any machines; address of PostgreSQL (default: MATGEUL_QUEUE)',
  },
  files: {
    ko: '일꾼들이 모두 보는 폴더나 s3:// 주소(기본: MATGEUL_QUEUE_FILES)',
    en: 'folder or s3:// address that all workers see (default: MATGEUL_QUEUE_FILES)',
  },
  cancel: {
    ko: '이 결과를 위해 대기열에 남은 작업을 거둠',
    en: 'take the work left for these results out of the queue',
  },
  resume: { ko: '끊긴 작업을 이어서 함', en: 'go on with a run that was broken off' },
};

const MOST_THREADS = 256;

/** `matgeul batch DUMP… --out FILE`. */
export function addBatch(program: Command, context: Context): void {
  const command = program
    .command('batch')
    .description(context.say(HELP.about))
    .argument('<DUMP...>', context.say(HELP.dump))
    .requiredOption('--out <FILE>', context.say(HELP.out))
    .option('--articles <FILE>', context.say(HELP.articles))
    .addOption(new Option('--format <FORMAT>', context.say(HELP.format)).choices(FORMATS).default('jsonl'))
    .option('--report <FILE>', context.say(HELP.report))
    .option('--rejects <FILE>', context.say(HELP.rejects))
    .option('--encoding <NAME>', context.say(HELP.encoding))
    .option('--rules <DIR>', context.say(HELP.rules))
    .option('--single', context.say(HELP.single))
    .option('--model <FILE>', context.say(HELP.model))
    .option('--columns <MAP>', context.say(HELP.columns))
    .option('--workers <N>', context.say(HELP.workers), threads)
    .option('--resume', context.say(HELP.resume))
    .option('--queue [URL]', context.say(HELP.queue))
    .option('--files <PLACE>', context.say(HELP.files))
    .option('--cancel', context.say(HELP.cancel));
  command.action(async (dumps: string[], options: BatchOptions) => {
    const { batchDumps } = await import('./batch.js');
    await batchDumps(dumps, options, context);
  });
}

function threads(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_THREADS) return number;
  throw new Fault('usage/workers', {
    ko: `--workers는 1부터 ${MOST_THREADS}까지의 정수여야 합니다`,
    en: `--workers must be a whole number from 1 to ${MOST_THREADS}`,
  });
}

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
      const { runWorker } = await import('./worker.js');
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
