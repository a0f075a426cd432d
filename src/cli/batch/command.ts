import { Option, type Command } from 'commander';
import { FORMATS } from '../../batch/record.js';
import { Fault } from '../../fault.js';
import type { Context } from '../context.js';
import type { BatchOptions } from './batch-options.js';

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
    const { batchDumps } = await import('./batch-dumps.js');
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
