import { statSync } from 'node:fs';
import type { Article } from '../../article/article.js';
import type { AdaptOrder, BatchCounts, BatchRun, Judges } from '../../batch/batch-run.js';
import { judgeOf, setupDigest, type JudgeSetup } from '../../batch/judge-setup.js';
import type { ReaderOrder } from '../../batch/choices.js';
import type { Field, RecordFormat } from '../../batch/choices.js';
import { runBatch } from '../../batch/run.js';
import { ALL_CORES } from '../../batch/executors/threads.js';
import { leftRun } from '../../batch/work/work-folder.js';
import { workFolderOf } from '../../batch/work/work-folder.js';
import { type Columns, parseColumns } from '../../dumps/table/columns.js';
import { NOTHING_HELD, odditiesOf } from '../../dumps/census.js';
import { namedEncoding } from '../../dumps/encoding.js';
import { shownName, STANDARD } from '../../dumps/input.js';
import { expandInputs, inputFaults, outputFaults } from '../../dumps/paths.js';
import type { OnReading } from '../../dumps/reading.js';
import { isOrphan } from '../../dumps/reject.js';
import { Fault, Faults, formatFault } from '../../fault.js';
import { countsLine, foreignShareLine, readingLine } from '../../wording/verdicts.js';
import { reportPage } from '../../report/page.js';
import { campaignLine, campaignsFound } from '../../wording/campaigns.js';
import { BATCH_FAULTS, BATCH_NOTES } from '../../wording/cli/batch.js';
import { REMARK } from '../../wording/cli/inspect.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { explainDumps, understoodLine } from '../inspect/inspect.js';
import { judgeSetup } from '../judging.js';
import { oneArticle, type OneArticleOptions } from '../one-article.js';
import { writeWhole } from '../output.js';
import { listFirstRejects } from '../rejects.js';
import { batchProgress } from './progress.js';
import type { QueueOptions } from './queue.js';

/** Options of `matgeul batch`. */
export interface BatchOptions extends QueueOptions, OneArticleOptions {
  readonly articles?: string;
  readonly format: RecordFormat;
  readonly fields?: readonly Field[];
  readonly report?: string;
  readonly rejects?: string;
  readonly encoding?: string;
  readonly columns?: string;
  readonly rules?: string;
  readonly model?: string;
  readonly single?: boolean;
  readonly workers?: number;
  readonly resume?: boolean;
  readonly explain?: boolean;
  /** `auto` when left out. */
  readonly adapt?: 'auto' | 'off' | number;
  readonly reader: ReaderOrder;
  readonly campaigns: 'auto' | 'off';
}

/** Dumps smaller than this are judged before threads have loaded their models. */
const SMALL_BYTES = 128 * 1024;

/** Alerts that are listed. */
const ALERTS_LISTED = 5;

/**
 * Judges dumps into files, and sets the exit code: 3 when rows were rejected.
 *
 * @throws Fault, Faults when the call is wrong, an input or output cannot be used, or the run cannot be resumed
 */
export async function batchDumps(
  given: readonly string[],
  options: BatchOptions,
  context: Context,
): Promise<void> {
  const { language, note, say } = context;
  const dumps = expandInputs(given);
  checkCall(dumps, options);
  // Until all is done, anything that ends the process (a closed pipe too) ends it as a fault.
  process.exitCode = EXIT.fault;
  if (options.cancel === true) return (await import('./queue.js')).cancelBatch(options, context);
  const setup = await judgeSetup(options, context);
  const article = await oneArticle(options);
  const order = {
    single: options.single ?? false,
    format: options.format,
    fields: options.fields,
    language,
    report: options.report !== undefined,
  };
  if (options.explain === true) {
    const { articles, encoding } = options;
    await explainDumps(dumps, { articles, encoding, columns: columnsOf(options), article }, context);
  }
  const progress = batchProgress(context, bytesOf(dumps, options));
  const noteWhatIsLeft = (): void => {
    progress.end();
    const folder = workFolderOf(options.out);
    if (folder !== undefined && leftRun(folder) !== undefined) note(say(BATCH_NOTES.canResume));
  };
  // Ctrl-C ends the process at once: what is durable is on the disk already.
  process.once('exit', noteWhatIsLeft);
  let orphans = 0;
  const listReject = listFirstRejects(context, BATCH_NOTES.moreRejects);
  const run: BatchRun = {
    dumps,
    articles: options.articles,
    reading: {
      encoding: options.encoding,
      columns: columnsOf(options),
      article,
      onRead: progress.read,
      onReading: readingNotes(context),
    },
    order,
    judge:
      options.queue === undefined
        ? await localJudges(setup, dumps, options)
        : (await import('./queue.js')).queueJudges(setup, options, progress),
    adapt: adaptOrder(setup, options, context),
    reader: options.reader,
    campaigns: options.campaigns === 'off' ? undefined : { setup },
    out: options.out,
    rejects: options.rejects,
    resume: options.resume ?? false,
    call: fingerprint(dumps, options, order, setup, article),
    onReject: (reject) => {
      if (isOrphan(reject)) orphans++;
      if (options.rejects === undefined) listReject(reject);
    },
    onNote: (fault) => {
      note(sanitizeForTerminal(formatFault(fault, language)));
    },
    onProgress: progress.show,
  };
  try {
    const { counts, report, campaigns, taught } = await runBatch(run);
    progress.end();
    if (report !== null && options.report !== undefined) {
      const sources = dumps.map(shownName);
      const madeAt = new Date().toISOString();
      await writeWhole(
        options.report,
        reportPage(report, {
          language,
          sources,
          rejects: counts.rejects,
          campaigns: campaigns ?? undefined,
          madeAt,
        }),
      );
    }
    noteCounts(counts, context);
    if (setup.model !== null && counts.foreignShare !== null)
      note(say(foreignShareLine(counts.foreignShare)));
    if (counts.reading.read > 0) note(say(readingLine(counts.reading)));
    if (taught !== null) note(say(BATCH_NOTES.taught(taught)));
    else if (typeof options.adapt === 'number' && run.adapt !== undefined) note(say(BATCH_NOTES.notTaught));
    noteCampaigns(counts, context);
    noteAlerts(counts, context);
    noteOddities(counts, orphans, context);
    process.exitCode = counts.rejects > 0 ? EXIT.rejects : counts.read > 0 ? EXIT.done : EXIT.usage;
  } catch (error) {
    progress.end();
    if (isResumable(error)) noteWhatIsLeft();
    throw error;
  } finally {
    process.off('exit', noteWhatIsLeft);
  }
}

/** Whether another call could go on from the work folder: not where the call itself was wrong. */
function isResumable(error: unknown): boolean {
  const code = error instanceof Fault ? error.code : '';
  return !/^(resume\/|work\/busy|usage\/)/.test(code);
}

async function localJudges(
  setup: JudgeSetup,
  dumps: readonly string[],
  options: BatchOptions,
): Promise<Judges> {
  const { workers } = options;
  const isSmall = (bytesOf(dumps, options) ?? Infinity) < SMALL_BYTES;
  const threads = workers ?? ALL_CORES;
  if (threads === 1 || (workers === undefined && isSmall)) return { kind: 'local', judge: await judgeOf(setup) };
  return { kind: 'threads', setup, threads };
}

/**
 * How the run adapts the model to its dump: not where there is no model, nor of its own accord where the comments are
 * judged one by one as they are read.
 */
function adaptOrder(
  setup: JudgeSetup,
  { adapt, single = false, workers }: BatchOptions,
  { note, say }: Context,
): AdaptOrder | undefined {
  const steps = adapt ?? 'auto';
  if (steps === 'off' || setup.model === null) return undefined;
  if (single && steps === 'auto') {
    if (adapt === 'auto') note(say(BATCH_NOTES.streamNotAdapted));
    return undefined;
  }
  return { steps, setup, threads: workers ?? ALL_CORES };
}

/** Bytes of all inputs as stored, packed or not; undefined where one is no file. */
function bytesOf(dumps: readonly string[], { articles }: BatchOptions): number | undefined {
  let sum = 0;
  for (const path of articles === undefined ? dumps : [articles, ...dumps]) {
    const about = path === STANDARD ? undefined : statSync(path, { throwIfNoEntry: false });
    if (about?.isFile() !== true) return undefined;
    sum += about.size;
  }
  return sum;
}

/** What a resumed run must have in common with the interrupted one. */
function fingerprint(
  dumps: readonly string[],
  { articles, encoding, columns, adapt, reader, campaigns }: BatchOptions,
  order: object,
  setup: JudgeSetup,
  article: Article | 'file-name' | undefined,
): string {
  return JSON.stringify({
    dumps,
    articles,
    encoding,
    columns,
    article,
    order,
    adapt,
    reader,
    campaigns,
    judge: setupDigest(setup),
  });
}

/** Throws everything wrong with the call at once, before any work. */
function checkCall(dumps: readonly string[], options: BatchOptions): void {
  const inputs = [...dumps, ...(options.articles === undefined ? [] : [options.articles])];
  const outputs = [options.out, options.rejects, options.report].filter((path) => path !== undefined);
  const faults = [...inputFaults(inputs), ...outputFaults(outputs, inputs)];
  if (faults.length > 0) throw new Faults(faults);
  if (options.format === 'parquet' && options.fields !== undefined)
    throw new Fault('usage/fields', BATCH_FAULTS.parquetFields);
  if (options.encoding !== undefined) namedEncoding(options.encoding);
  columnsOf(options);
}

function columnsOf({ columns }: BatchOptions): Columns | undefined {
  return columns === undefined ? undefined : parseColumns(columns);
}

function noteCounts(
  { read, results, rejects, articles, verdicts, dump }: BatchCounts,
  context: Context,
): void {
  const bodiless = dump === null ? null : dump.bodiless + dump.stubs;
  context.note(context.say(BATCH_NOTES.counts(read, results, rejects, articles, bodiless)));
  context.note(countsLine(verdicts, context.language));
}

/** Files whose reading is noted. */
const READINGS_NOTED = 5;

/** Notes how inputs are understood, the first few in full. */
function readingNotes(context: Context): OnReading {
  let noted = 0;
  return (reading) => {
    // Rows of the contract say themselves what they are.
    if (reading.format === 'lines' && (reading.notes ?? []).length === 0) return;
    // What only the end knows is told once more there.
    if (reading.atEnd !== true) noted++;
    if (noted > READINGS_NOTED) return;
    if (reading.atEnd !== true) context.note(understoodLine(reading, context));
    for (const note of reading.notes ?? []) context.note(sanitizeForTerminal(`  ${context.say(note)}`));
  };
}

/** Notes what is odd about the dumps, with what to do. */
function noteOddities({ dump, read, articles }: BatchCounts, orphans: number, { say, note }: Context): void {
  const held = dump ?? { ...NOTHING_HELD, articles, comments: read - orphans };
  for (const { said } of odditiesOf(held, orphans)) note(sanitizeForTerminal(`${say(REMARK)}: ${say(said)}`));
}

/** How many campaigns there are, and the largest. */
function noteCampaigns({ campaigns }: BatchCounts, { say, note }: Context): void {
  if (campaigns === null) return;
  note(say(campaignsFound(campaigns.campaigns, campaigns.posts)));
  for (const { id, name, counts } of campaigns.largest)
    note(sanitizeForTerminal(say(campaignLine(id, name, counts.posts, counts.articles))));
}

/** Lists articles under which several comments fit the same other article. */
function noteAlerts({ alerts }: BatchCounts, { say, note }: Context): void {
  for (const { article, home, count } of alerts.slice(0, ALERTS_LISTED))
    note(sanitizeForTerminal(say(BATCH_NOTES.alert(article.title, home.title, count))));
  const more = alerts.length - ALERTS_LISTED;
  if (more > 0) note(say(BATCH_NOTES.moreAlerts(more)));
}
