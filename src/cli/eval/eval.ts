import { extname } from 'node:path';
import { loadSeenTitles } from '../../assets/shipped.js';
import { renderPng } from '../../assets/render-png.js';
import { namedEncoding } from '../../dumps/encoding.js';
import { inputFaults, outputFaults } from '../../dumps/paths.js';
import { drawFigure, evaluationSchema, type Evaluation } from '../../evaluation/index.js';
import type { ReaderOrder } from '../../batch/choices.js';
import { Fault, Faults } from '../../fault.js';
import { EVAL_FAULTS, EVAL_NOTES } from '../../wording/cli/eval.js';
import { GENERAL } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { loadJudging, namedSetup } from '../judging.js';
import { writeWhole } from '../output.js';
import { listFirstRejects } from '../rejects.js';
import { type PairsRead, readPairs } from './read.js';
import { renderEvaluation } from './table.js';
import { runTrials } from './trials.js';

/** Options of `matgeul eval`. */
export interface EvalOptions {
  readonly articles?: readonly string[];
  readonly json?: boolean;
  readonly plot?: string;
  readonly seed: number;
  readonly planted: number;
  readonly sample: number;
  readonly rules?: string;
  readonly model?: string;
  readonly reader?: ReaderOrder;
  /** True where the option has no list. */
  readonly shares?: readonly number[] | true;
  readonly encoding?: string;
}

/**
 * Evaluates the judge on labelled or paired files, and sets the exit code: 3 when rows were rejected.
 *
 * @throws Fault, Faults when the call is wrong, a file cannot be read or written, or there is nothing to measure
 */
export async function evaluate(
  files: readonly string[],
  options: EvalOptions,
  context: Context,
): Promise<void> {
  checkCall(files, options);
  process.exitCode = EXIT.fault;
  const read = await readPairs(files, {
    articles: options.articles ?? [],
    encoding: options.encoding,
    onReject: listFirstRejects(context, GENERAL.moreRejects),
  });
  const judging = await loadJudging(options, context);
  const seen = seenArticles(read, options, context);
  const shares = options.shares === true ? DEFAULT_SHARES : (options.shares ?? []);
  const evaluation: Evaluation = evaluationSchema.parse(
    runTrials(judging, read, { ...options, shares, seen }, context),
  );
  if (options.plot !== undefined) await writePlot(options.plot, evaluation, context);
  context.print(
    options.json === true ? JSON.stringify(evaluation, sixDigits) : renderEvaluation(evaluation, context),
  );
  process.exitCode = read.rejects > 0 ? EXIT.rejects : EXIT.done;
}

/** Shares at which dumps are simulated, where `--shares` lists none. */
const DEFAULT_SHARES = [0, 0.05, 0.2, 0.5, 0.8];

/** Counts the articles that the model was trained on, and warns of them; null when the model does not say. */
function seenArticles({ stands }: PairsRead, options: EvalOptions, context: Context): number | null {
  const { model } = namedSetup(options, context);
  const titles = model === null ? undefined : loadSeenTitles(model);
  if (titles === undefined) return null;
  const seen = stands.filter(({ article }) => titles.has(article.title)).length;
  if (seen > 0) context.note(context.say(EVAL_NOTES.seen(seen, stands.length)));
  return seen;
}

/** Throws everything wrong with the call at once, before any work. */
function checkCall(files: readonly string[], { articles = [], plot, encoding }: EvalOptions): void {
  const inputs = [...articles, ...files];
  const faults = [...inputFaults(inputs), ...(plot === undefined ? [] : outputFaults([plot], inputs))];
  if (faults.length > 0) throw new Faults(faults);
  if (plot !== undefined) plotFormat(plot);
  if (encoding !== undefined) namedEncoding(encoding);
}

/** The format of a plot, by the end of its name. */
function plotFormat(file: string): 'svg' | 'png' {
  const end = extname(file).toLowerCase();
  if (end === '.svg') return 'svg';
  if (end === '.png') return 'png';
  throw new Fault('usage/plot', EVAL_FAULTS.plot, { file });
}

async function writePlot(file: string, evaluation: Evaluation, { language }: Context): Promise<void> {
  const svg = drawFigure(evaluation, language);
  await writeWhole(file, [plotFormat(file) === 'svg' ? svg : await renderPng(svg)]);
}

/** Figures to six digits: more would be noise, and another machine's logarithm might differ there. */
function sixDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
