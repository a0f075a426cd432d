import { statSync } from 'node:fs';
import type { BatchRun, Judges } from '../../batch/batch-run.js';
import { judgeOf, setupDigest, type JudgeSetup } from '../../batch/judge-setup.js';
import { namedEncoding } from '../../dumps/encoding.js';
import { STANDARD } from '../../dumps/input.js';
import { type Columns, parseColumns } from '../../dumps/table/columns.js';
import { expandInputs, inputFaults, outputFaults } from '../../dumps/paths.js';
import { runBatch } from '../../batch/run.js';
import { ALL_CORES } from '../../batch/executors/threads.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import { leftRun, workFolderOf } from '../../batch/work/work-folder.js';
import { Fault, Faults, formatFault } from '../../fault.js';
import { batchProgress } from './batch-progress.js';
import { cancelBatch, queueJudges } from './batch-queue.js';
import { tellAlerts, tellCounts, tellRejects } from './batch-telling.js';
import type { BatchOptions } from './batch-options.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { judgeSetup } from '../judging.js';
import { shownName } from '../read-file.js';
import { writeReport } from '../write-report.js';

/** Dumps smaller than this are judged before threads have loaded their models. */
const SMALL_BYTES = 128 * 1024;

/** Judges dumps into files. Sets the exit code 3 when rows were rejected. */
export async function batchDumps(
  given: readonly string[],
  options: BatchOptions,
  context: Context,
): Promise<void> {
  const { language } = context;
  const dumps = expandInputs(given);
  checkCall(dumps, options);
  // Until all is done, whatever ends the process (a closed pipe too) ends it as a fault.
  process.exitCode = EXIT.fault;
  if (options.cancel === true) return cancelBatch(options, context);
  const setup = judgeSetup(options, context);
  const order = {
    single: options.single ?? false,
    format: options.format,
    language,
    report: options.report !== undefined,
  };
  const progress = batchProgress(context, bytesOf(dumps, options));
  const goOn = (): void => {
    progress.end();
    const folder = workFolderOf(options.out);
    if (folder !== undefined && leftRun(folder) !== undefined) context.note(context.say(GO_ON));
  };
  // Ctrl-C ends the process at once: what is durable is on the disk already.
  process.once('exit', goOn);
  const run: BatchRun = {
    dumps,
    articles: options.articles,
    reading: { encoding: options.encoding, columns: columnsOf(options), onRead: progress.read },
    order,
    judge:
      options.queue === undefined
        ? judgesFor(setup, dumps, options)
        : queueJudges(setup, order, options, progress),
    out: options.out,
    rejects: options.rejects,
    resume: options.resume ?? false,
    call: callOf(dumps, options, order, setup),
    onReject: tellRejects(options.rejects !== undefined, context),
    onNote: (note) => {
      context.note(sanitizeForTerminal(formatFault(note, language)));
    },
    onProgress: progress.tell,
  };
  try {
    const { counts, report } = await runBatch(run);
    progress.end();
    if (report !== null && options.report !== undefined) {
      const sources = dumps.map(shownName);
      const madeAt = new Date().toISOString();
      await writeReport(options.report, report, { language, sources, rejects: counts.rejects, madeAt });
    }
    tellCounts(counts, context);
    tellAlerts(counts, context);
    process.exitCode = counts.rejects > 0 ? EXIT.rejects : EXIT.done;
  } catch (error) {
    progress.end();
    if (isResumable(error)) goOn();
    throw error;
  } finally {
    process.off('exit', goOn);
  }
}

const GO_ON = {
  ko: '여기까지 한 일은 결과 파일 옆 .work 폴더에 남아 있습니다. 같은 명령에 --resume을 더하면 이어집니다.',
  en: 'What was done so far stays in the .work folder beside the results. The same call with --resume goes on.',
};

/** Whether there is work that another call could go on with: not where the call itself was wrong. */
function isResumable(error: unknown): boolean {
  const code = error instanceof Fault ? error.code : '';
  return !/^(resume\/|work\/busy|usage\/)/.test(code);
}

function judgesFor(setup: JudgeSetup, dumps: readonly string[], options: BatchOptions): Judges {
  const { workers } = options;
  const isSmall = (bytesOf(dumps, options) ?? Infinity) < SMALL_BYTES;
  const threads = workers ?? ALL_CORES;
  if (threads === 1 || (workers === undefined && isSmall)) return { kind: 'local', judge: judgeOf(setup) };
  return { kind: 'threads', setup, threads };
}

/** Bytes of all inputs as they lie there; undefined where one is no file. */
function bytesOf(dumps: readonly string[], { articles }: BatchOptions): number | undefined {
  let sum = 0;
  for (const path of articles === undefined ? dumps : [articles, ...dumps]) {
    const about = path === STANDARD ? undefined : statSync(path, { throwIfNoEntry: false });
    if (about?.isFile() !== true) return undefined;
    sum += about.size;
  }
  return sum;
}

/** What a run that is resumed must have in common with the one that was broken off. */
function callOf(
  dumps: readonly string[],
  { articles, encoding, columns }: BatchOptions,
  order: object,
  setup: JudgeSetup,
): string {
  return JSON.stringify({ dumps, articles, encoding, columns, order, judge: setupDigest(setup) });
}

/** Everything wrong with the call before any work, all at once. */
function checkCall(dumps: readonly string[], options: BatchOptions): void {
  const inputs = [...dumps, ...(options.articles === undefined ? [] : [options.articles])];
  const outputs = [options.out, options.rejects, options.report].filter((path) => path !== undefined);
  const faults = [...inputFaults(inputs), ...outputFaults(outputs, inputs)];
  if (faults.length > 0) throw new Faults(faults);
  if (options.encoding !== undefined) namedEncoding(options.encoding);
  columnsOf(options);
}

function columnsOf({ columns }: BatchOptions): Columns | undefined {
  return columns === undefined ? undefined : parseColumns(columns);
}
