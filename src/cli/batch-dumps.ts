import { Faults } from '../fault.js';
import { namedEncoding } from '../batch/encoding.js';
import { OutputFile } from '../batch/output-file.js';
import { inputFaults, outputFaults } from '../batch/paths.js';
import { formatter, type RecordFormat } from '../batch/record.js';
import type { Reject } from '../batch/reject.js';
import { ReportCollector } from '../batch/report/collect.js';
import { runBatch, type BatchCounts } from '../batch/run.js';
import { countsLine } from '../batch/wording/counts.js';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { loadJudging } from './judging.js';
import { shownName } from './read-file.js';
import { tame } from '../batch/wording/tame.js';
import { writeReport } from './write-report.js';

/** What `batch` was told. */
export interface BatchOptions {
  readonly out: string;
  readonly articles?: string;
  readonly format: RecordFormat;
  readonly report?: string;
  readonly rejects?: string;
  readonly encoding?: string;
  readonly rules?: string;
  readonly model?: string;
  readonly single?: boolean;
}

/** Rejects that are told one by one when no file takes them. */
const REJECTS_TOLD = 5;

/** Judges dumps into files. Sets the exit code 3 when rows were rejected. */
export async function batchDumps(
  dumps: readonly string[],
  options: BatchOptions,
  context: Context,
): Promise<void> {
  const { language } = context;
  checkCall(dumps, options);
  // Until all is done, whatever ends the process (a closed pipe too) ends it as a fault.
  process.exitCode = EXIT.fault;
  const judging = loadJudging(options, context);
  const files: OutputFile[] = [];
  const open = async (path: string): Promise<OutputFile> => {
    const file = await OutputFile.open(path);
    files.push(file);
    return file;
  };
  try {
    const report = options.report === undefined ? undefined : new ReportCollector();
    const counts = await runBatch({
      dumps,
      articles: options.articles,
      encoding: options.encoding,
      language,
      judging,
      single: options.single ?? false,
      formatter: formatter(options.format, language),
      out: await open(options.out),
      rejects: options.rejects === undefined ? undefined : await open(options.rejects),
      report,
      onReject: tellRejects(options, context),
    });
    for (const file of files) await file.commit();
    if (report !== undefined && options.report !== undefined) {
      const sources = dumps.map(shownName);
      await writeReport(options.report, report, { language, sources, rejects: counts.rejects });
    }
    tellCounts(counts, context);
    tellAlerts(counts, context);
    process.exitCode = counts.rejects > 0 ? EXIT.rejects : EXIT.done;
  } catch (error) {
    for (const file of files) await file.discard();
    throw error;
  }
}

/** Everything wrong with the call before any work, all at once. */
function checkCall(dumps: readonly string[], options: BatchOptions): void {
  const inputs = [...dumps, ...(options.articles === undefined ? [] : [options.articles])];
  const outputs = [options.out, options.rejects, options.report].filter((path) => path !== undefined);
  const faults = [...inputFaults(inputs), ...outputFaults(outputs, inputs)];
  if (faults.length > 0) throw new Faults(faults);
  if (options.encoding !== undefined) namedEncoding(options.encoding);
}

function tellRejects(options: BatchOptions, context: Context): (reject: Reject) => void {
  let told = 0;
  return ({ file, line, code, said }) => {
    if (options.rejects !== undefined || told > REJECTS_TOLD) return;
    const line1 = `${file}:${line}: ${said[context.language]} [${code}]`;
    const more = context.say({ ko: '… 나머지는 --rejects FILE로', en: '… the rest: --rejects FILE' });
    context.note(tame(told === REJECTS_TOLD ? more : line1));
    told++;
  };
}

/** Alerts that are told one by one. */
const ALERTS_TOLD = 5;

/** Articles under which several comments fit the same other one. */
function tellAlerts({ alerts }: BatchCounts, { say, note }: Context): void {
  for (const { article, home, count } of alerts.slice(0, ALERTS_TOLD)) {
    const said = {
      ko: `「${article.title}」 아래 댓글 ${count}개가 「${home.title}」에 더 맞습니다`,
      en: `${count} comments under “${article.title}” fit “${home.title}” better`,
    };
    note(tame(say(said)));
  }
  const more = alerts.length - ALERTS_TOLD;
  if (more > 0) note(say({ ko: `… 그런 기사 ${more}곳 더`, en: `… and ${more} more such articles` }));
}

function tellCounts(counts: BatchCounts, { language, note }: Context): void {
  const n = (number: number) => number.toLocaleString('en-US');
  const { read, results, rejects, articles } = counts;
  note(
    {
      ko: `읽음 ${n(read)} = 결과 ${n(results)} + 거절 ${n(rejects)} · 기사 ${n(articles)}`,
      en: `read ${n(read)} = results ${n(results)} + rejects ${n(rejects)} · articles ${n(articles)}`,
    }[language],
  );
  note(countsLine(counts.verdicts, language));
}
