import { Option, type Command } from 'commander';
import { type Field, FIELDS, FORMATS, READERS } from '../../batch/choices.js';
import { Fault } from '../../fault.js';
import { BATCH_FAULTS, BATCH_HELP } from '../../wording/cli/batch.js';
import { INSPECT_HELP } from '../../wording/cli/inspect.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import { WORKER_HELP } from '../../wording/cli/worker.js';
import type { Context } from '../context.js';
import { withOneArticle } from '../one-article.js';
import { MOST_THREADS, wholeNumber } from '../options.js';
import type { BatchOptions } from './batch.js';
import type { WorkerOptions } from './worker.js';

/** Defines `matgeul batch DUMP… --out FILE`. */
export function addBatch(program: Command, context: Context): void {
  const { say } = context;
  withOneArticle(program.command('batch'), context)
    .description(say(BATCH_HELP.about))
    .argument('<DUMP...>', say(BATCH_HELP.dump))
    .requiredOption('--out <FILE>', say(BATCH_HELP.out))
    .option('--articles <FILE>', say(BATCH_HELP.articles))
    .addOption(new Option('--format <FORMAT>', say(BATCH_HELP.format)).choices(FORMATS).default('jsonl'))
    .option('--fields <LIST>', say(BATCH_HELP.fields), fieldList)
    .option('--report <FILE>', say(BATCH_HELP.report))
    .option('--rejects <FILE>', say(BATCH_HELP.rejects))
    .option('--encoding <NAME>', say(SHARED_OPTIONS.encoding))
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--single', say(BATCH_HELP.single))
    .option('--model <FILE>', say(SHARED_OPTIONS.model))
    .option('--columns <MAP>', say(BATCH_HELP.columns))
    .option('--workers <N>', say(BATCH_HELP.workers), threadCount)
    .option('--adapt <WHEN>', say(BATCH_HELP.adapt), adaptSteps)
    .addOption(new Option('--reader <WHEN>', say(BATCH_HELP.reader)).choices(READERS).default('auto'))
    .addOption(
      new Option('--campaigns <WHEN>', say(BATCH_HELP.campaigns)).choices(['auto', 'off']).default('auto'),
    )
    .option('--explain', say(INSPECT_HELP.explain))
    .option('--resume', say(BATCH_HELP.resume))
    .option('--queue [URL]', say(BATCH_HELP.queue))
    .option('--files <PLACE>', say(BATCH_HELP.files))
    .option('--cancel', say(BATCH_HELP.cancel))
    .action(async (dumps: string[], options: BatchOptions) => {
      const { batchDumps } = await import('./batch.js');
      await batchDumps(dumps, options, context);
    });
}

function threadCount(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return threads;
  throw new Fault('usage/workers', BATCH_FAULTS.workers(MOST_THREADS));
}

function fieldList(text: string): Field[] {
  const names = text.split(',').map((name) => name.trim());
  const fields = names.flatMap((name) => FIELDS.filter((field) => field === name));
  if (fields.length === names.length && new Set(fields).size === fields.length) return fields;
  throw new Fault('usage/fields', BATCH_FAULTS.fields(FIELDS.join(', ')));
}

/** Most steps of an adaptation: hours. */
const MOST_STEPS = 100_000;

function adaptSteps(text: string): 'auto' | 'off' | number {
  if (text === 'auto' || text === 'off') return text;
  const steps = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (steps >= 1 && steps <= MOST_STEPS) return steps;
  throw new Fault('usage/adapt', BATCH_FAULTS.adapt(MOST_STEPS));
}

/** A day, in seconds: a worker that should wait longer should not end at all. */
const MOST_IDLE_SECONDS = 86_400;

/** Defines `matgeul worker`. */
export function addWorker(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('worker')
    .description(say(WORKER_HELP.about))
    .option('--queue <URL>', say(WORKER_HELP.queue))
    .option('--files <PLACE>', say(WORKER_HELP.files))
    .option('--concurrency <N>', say(WORKER_HELP.concurrency), wholeNumber(1, MOST_THREADS))
    .option('--idle-exit <SECONDS>', say(WORKER_HELP.idleExit), wholeNumber(0, MOST_IDLE_SECONDS))
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--model <FILE>', say(SHARED_OPTIONS.model))
    .action(async (options: WorkerOptions) => {
      const { runWorker } = await import('./worker.js');
      await runWorker(options, context);
    });
}
