import { type Article, usableBody } from '../../article/index.js';
import { ArticleIndex } from '../../dumps/article-index.js';
import { namedEncoding } from '../../dumps/encoding.js';
import { shownName, STANDARD } from '../../dumps/input.js';
import { inspectDump, type Inspection } from '../../dumps/inspect.js';
import { expandInputs, inputFaults } from '../../dumps/paths.js';
import type { Reading } from '../../dumps/reading.js';
import { type Columns, parseColumns } from '../../dumps/table/columns.js';
import { Faults } from '../../fault.js';
import { INSPECTED, REMARK } from '../../wording/cli/inspect.js';
import { readingText } from '../../wording/dumps.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import { wrapStyled } from '../columns.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { oneArticle, type OneArticleOptions } from '../one-article.js';

/** Options of `matgeul inspect`. */
export interface InspectOptions extends OneArticleOptions {
  readonly articles?: string;
  readonly encoding?: string;
  readonly columns?: string;
  readonly rows?: number;
  readonly json?: boolean;
}

/** How to read the dumps of a call. */
export interface InspectedCall {
  readonly articles: string | undefined;
  readonly encoding: string | undefined;
  readonly columns: Columns | undefined;
  readonly article: Article | 'file-name' | undefined;
}

const ROWS = 100_000;
const SAMPLES = 3;
/** Characters of a text that is shown. */
const SHOWN = 200;

/**
 * Shows how dumps would be read. The exit code is 3 where rows are rejected, and 2 where a dump holds no comment.
 *
 * @throws Fault, Faults when the call is wrong or an input cannot be read
 */
export async function inspectDumps(
  given: readonly string[],
  options: InspectOptions,
  context: Context,
): Promise<void> {
  const dumps = expandInputs(given);
  const inputs = [...dumps, ...(options.articles === undefined ? [] : [options.articles])];
  const faults = inputFaults(inputs);
  if (faults.length > 0) throw new Faults(faults);
  if (options.encoding !== undefined) namedEncoding(options.encoding);
  const call: InspectedCall = {
    articles: options.articles,
    encoding: options.encoding,
    columns: options.columns === undefined ? undefined : parseColumns(options.columns),
    article: await oneArticle(options),
  };
  const rows = options.rows ?? ROWS;
  let code: number = EXIT.done;
  for await (const { file, inspection } of inspections(dumps, call, rows)) {
    if (options.json === true) context.print(JSON.stringify(jsonOf(file, inspection, context)));
    else for (const line of linesOf(file, inspection, context)) context.print(line);
    if (inspection.oddities.some((odd) => odd.code === 'no-comments')) code = EXIT.usage;
    else if (code === EXIT.done && Object.keys(inspection.rejects).length > 0) code = EXIT.rejects;
  }
  process.exitCode = code;
}

/** Rows of each dump that `batch --explain` looks at. */
const EXPLAINED_ROWS = 1000;

/** Notes how the dumps of a batch are read, with sample rows; standard input can be read only once and is left out. */
export async function explainDumps(
  dumps: readonly string[],
  call: InspectedCall,
  context: Context,
): Promise<void> {
  for await (const { file, inspection } of inspections(dumps, call, EXPLAINED_ROWS, [STANDARD]))
    for (const line of linesOf(file, inspection, context)) context.note(line);
}

/**
 * Looks at dumps one after the other; articles of earlier ones are known, and each may lack what others have, as in a batch.
 *
 * @param unread dumps that are not looked at
 */
async function* inspections(
  dumps: readonly string[],
  { articles: file, ...reading }: InspectedCall,
  most: number,
  unread: readonly string[] = [],
): AsyncGenerator<{ readonly file: string; readonly inspection: Inspection }> {
  const limits = { most, samples: SAMPLES };
  const listed = file !== undefined;
  const common = { ...reading, articles: new ArticleIndex(), lenient: listed || dumps.length > 1 };
  if (listed) {
    const inspection = await inspectDump(file, { ...common, among: 'articles' }, limits);
    yield { file: shownName(file), inspection };
  }
  for (const dump of dumps) {
    if (unread.includes(dump)) continue;
    const inspection = await inspectDump(dump, { ...common, listed, among: 'dump' }, limits);
    yield { file: shownName(dump), inspection };
  }
}

function rejectCount({ rejects }: Inspection): number {
  return Object.values(rejects).reduce((sum, count) => sum + count, 0);
}

/** A reading in a line, with its file. */
export function understoodLine(reading: Reading, { say }: Pick<Context, 'say'>): string {
  return sanitizeForTerminal(`${reading.file}: ${say(readingText(reading))}`);
}

function* linesOf(file: string, inspection: Inspection, context: Context): Generator<string> {
  const { say, language, width, colors } = context;
  const { readings, counts, rejects, firstRejects, samples, oddities, cut } = inspection;
  for (const reading of readings) {
    if (reading.atEnd !== true) yield colors.bold(understoodLine(reading, context));
    for (const note of reading.notes ?? []) yield sanitizeForTerminal(`  ${say(note)}`);
  }
  if (readings.length === 0) yield colors.bold(sanitizeForTerminal(file));
  const { articles, bodiless, stubs, comments } = counts;
  yield say(INSPECTED.counts(articles, bodiless + stubs, comments, rejectCount(inspection)));
  if (cut) yield say(INSPECTED.cut(comments + articles + rejectCount(inspection)));
  for (const { line, code, said } of firstRejects)
    yield sanitizeForTerminal(`  ${file}:${line}: ${said[language]} [${code}]`);
  const more = Object.entries(rejects).map(([code, count]) => `${code} ${count}`);
  if (rejectCount(inspection) > firstRejects.length) yield `  … ${more.join(' · ')}`;
  for (const { article, comment } of samples) {
    yield '';
    const body = usableBody(article);
    const about = body === null ? say(INSPECTED.withoutBody) : say(INSPECTED.withBody(body.length));
    yield* wrapped(`${say(INSPECTED.article)}  ${article.title} (${about})`, width);
    yield* wrapped(`${say(INSPECTED.comment)}  ${clipped(comment.text)}`, width);
    const rest = [
      `${say(INSPECTED.id)} ${comment.id}`,
      comment.parentId === undefined ? undefined : `${say(INSPECTED.parent)} ${comment.parentId}`,
      comment.author === undefined ? undefined : `${say(INSPECTED.author)} ${comment.author}`,
      comment.createdAt === undefined ? undefined : `${say(INSPECTED.date)} ${comment.createdAt}`,
    ].filter((piece) => piece !== undefined);
    yield colors.dim(sanitizeForTerminal(`      ${rest.join(' · ')}`));
  }
  if (samples.length > 0) yield '';
  for (const { said } of oddities) yield* wrapped(`${say(REMARK)}: ${say(said)}`, width);
}

function clipped(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= SHOWN ? line : `${line.slice(0, SHOWN)}…`;
}

function* wrapped(text: string, width: number): Generator<string> {
  for (const line of wrapStyled([{ text: sanitizeForTerminal(text), style: undefined }], width))
    yield line.map((piece) => piece.text).join('');
}

/** What `--json` prints of a dump. */
function jsonOf(file: string, inspection: Inspection, { say, language }: Context): object {
  const { readings, counts, rejects, firstRejects, samples, oddities, cut } = inspection;
  return {
    file,
    readings: readings.map(({ notes = [], ...reading }) => ({ ...reading, notes: notes.map(say) })),
    ...counts,
    rejects,
    firstRejects: firstRejects.map(({ line, code, said, row }) => ({
      line,
      code,
      reason: said[language],
      row,
    })),
    samples: samples.map(({ article, comment }) => ({ article, comment })),
    oddities: oddities.map(({ code, said }) => ({ code, text: say(said) })),
    cut,
  };
}
