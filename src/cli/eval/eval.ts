import { extname } from 'node:path';
import { renderPng } from '../../assets/render-png.js';
import { OutputFile } from '../../batch/output-file.js';
import { namedEncoding } from '../../dumps/encoding.js';
import { inputFaults, outputFaults } from '../../dumps/paths.js';
import { drawFigure, type Evaluation, evaluationSchema } from '../../evaluation/index.js';
import { Fault, Faults } from '../../fault.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import { loadJudging } from '../judging.js';
import { tellFirstRejects } from '../rejects.js';
import { readPairs } from './read.js';
import { renderEvaluation } from './table.js';
import { runTrials } from './trials.js';

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

/** What a plot is written as, by the end of its name. A fault where that is neither. */
export function plotFormat(file: string): 'svg' | 'png' {
  const end = extname(file).toLowerCase();
  if (end === '.svg') return 'svg';
  if (end === '.png') return 'png';
  throw new Fault(
    'usage/plot',
    {
      ko: '그림 파일의 이름은 .svg나 .png로 끝나야 합니다',
      en: 'the name of the plot must end in .svg or .png',
    },
    { file },
  );
}

/** Draws the evaluation and writes it, whole or not at all. */
export async function writePlot(file: string, evaluation: Evaluation, { language }: Context): Promise<void> {
  const svg = drawFigure(evaluation, language);
  const drawn = plotFormat(file) === 'svg' ? svg : await renderPng(svg);
  const out = await OutputFile.open(file);
  try {
    await out.write(drawn);
    await out.commit();
  } catch (error) {
    await out.discard();
    throw error;
  }
}
