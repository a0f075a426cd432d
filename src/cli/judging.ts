import { inPackage } from '../assets/package-root.js';
import {
  loadBook,
  loadModel,
  loadPacks,
  loadReader,
  modelFault,
  readerFault,
  readerFile,
} from '../assets/shipped.js';
import type { JudgeSetup } from '../batch/judge-setup.js';
import { Fault, formatFault } from '../fault.js';
import type { ReaderOrder } from '../batch/choices.js';
import { createJudge, type Judging, SUSPECT_SHARE } from '../judge/index.js';
import { GENERAL } from '../wording/cli/usage.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import type { Context } from './context.js';

/** The options that choose packs and model. */
interface JudgingOptions {
  readonly rules?: string;
  readonly model?: string;
  /** What the second reader reads; all when left out. */
  readonly reader?: ReaderOrder;
}

/** The value of `--model` that asks for rules alone. */
const NO_MODEL = 'none';

/**
 * The judge with the packs, the model and the second reader of this run. Where the model cannot be read or the package has
 * no second reader, notes that and judges without it.
 *
 * @throws Faults when the packs are wrong; Fault when the second reader's file is unusable
 */
export function loadJudging(options: JudgingOptions, context: Context): Judging {
  const { rules, model, reader } = namedSetup(options, context);
  const relevance = model === null ? undefined : loadModel(model);
  if (relevance instanceof Fault) noteMissingModel(relevance, context);
  if (relevance === undefined || relevance instanceof Fault) return createJudge(loadBook(rules));
  const second = reader === null ? undefined : loadReader(reader);
  if (second instanceof Fault) throw second;
  if (reader !== null && second === undefined) context.note(context.say(GENERAL.withoutReader));
  const reads = options.reader === 'auto' ? SUSPECT_SHARE : 'all';
  return createJudge({ ...loadBook(rules), relevance, reader: second, reads });
}

/**
 * The setup from which threads and other machines make the judge of this run. Where the model cannot be read or the
 * package has no second reader, notes that and leaves it out.
 *
 * @throws Faults when the packs are wrong; Fault when the second reader's file is unusable
 */
export function judgeSetup(options: JudgingOptions, context: Context): JudgeSetup {
  const named = namedSetup(options, context);
  const fault = named.model === null ? undefined : modelFault(named.model);
  if (fault !== undefined) noteMissingModel(fault, context);
  const model = fault === undefined ? named.model : null;
  if (model !== null && named.reader !== null) {
    const unusable = readerFault(named.reader);
    if (unusable !== undefined) throw unusable;
    if (readerFile(named.reader) === undefined) context.note(context.say(GENERAL.withoutReader));
  }
  return { ...named, model, packs: loadPacks(named.rules) };
}

/** The setup that options and environment name; opens no file. */
export function namedSetup({ rules, model, reader }: JudgingOptions, context: Context): JudgeSetup {
  return {
    rules: rulesFolder(rules, context),
    model: model === NO_MODEL ? null : (model ?? context.modelFile),
    reader: reader === 'off' ? null : context.readerFile,
  };
}

/** The folder of rule packs in use: `--rules`, else MATGEUL_RULES, else the shipped one. */
export function rulesFolder(option: string | undefined, context: Context): string {
  return option ?? context.rulesFolder ?? inPackage('rules');
}

function noteMissingModel(fault: Fault, context: Context): void {
  context.note(sanitizeForTerminal(formatFault(fault, context.language)));
  context.note(context.say(GENERAL.withoutModel));
}
