import { Faults } from '../../fault.js';
import { namedEncoding } from '../../dumps/encoding.js';
import { inputFaults, outputFaults } from '../../dumps/paths.js';
import { evaluationSchema, type Evaluation } from '../../evaluation/index.js';
import type { Context } from '../context.js';
import { plotFormat, writePlot } from './eval-plot.js';
import { readPairs } from './read.js';
import { runTrials } from './eval-trials.js';
import { renderEvaluation } from './eval-table.js';
import { EXIT } from '../exit.js';
import { loadJudging } from '../judging.js';
import { tellFirstRejects } from '../rejects.js';

/** What `eval` was told. */
export interface EvalOptions {
  readonly articles?: readonly string[];
  readonly json?: boolean;
  readonly plot?: string;
  readonly seed: number;
  readonly planted: number;
  readonly sample: number;
  readonly rules?: string;
  readonly model?: string;
  readonly encoding?: string;
}

/** Measures the judge on labelled or paired files. Sets the exit code 3 when rows were rejected. */
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
    onReject: tellFirstRejects(context),
  });
  const judging = loadJudging(options, context);
  const evaluation: Evaluation = evaluationSchema.parse(runTrials(judging, read, options, context));
  if (options.plot !== undefined) await writePlot(options.plot, evaluation, context);
  context.print(
    options.json === true ? JSON.stringify(evaluation, sixDigits) : renderEvaluation(evaluation, context),
  );
  process.exitCode = read.rejects > 0 ? EXIT.rejects : EXIT.done;
}

/** Everything wrong with the call before any work, all at once. */
function checkCall(files: readonly string[], { articles = [], plot, encoding }: EvalOptions): void {
  const inputs = [...articles, ...files];
  const faults = [...inputFaults(inputs), ...(plot === undefined ? [] : outputFaults([plot], inputs))];
  if (faults.length > 0) throw new Faults(faults);
  if (plot !== undefined) plotFormat(plot);
  if (encoding !== undefined) namedEncoding(encoding);
}

/** Figures to six digits: more would be noise, and another machine's logarithm might differ there. */
function sixDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
