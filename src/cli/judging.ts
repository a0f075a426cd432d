import { loadModel, modelFault } from '../assets/shipped.js';
import { inPackage } from '../assets/package-root.js';
import { loadBook, loadPacks } from '../assets/shipped.js';
import type { JudgeSetup } from '../batch/judge-setup.js';
import { Fault, formatFault } from '../fault.js';
import { createJudge, type Judging } from '../judge/index.js';
import { GENERAL } from '../wording/cli/usage.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import type { Context } from './context.js';

/** The options that choose packs and model. */
interface JudgingOptions {
  readonly rules?: string;
  readonly model?: string;
}

/** The value of `--model` that asks for rules alone. */
const NO_MODEL = 'none';

/**
 * The judge with the packs and the model of this run. Where the model cannot be read, notes that and judges without it.
 *
 * @throws Faults when the packs are wrong
 */
export function loadJudging(options: JudgingOptions, context: Context): Judging {
  const { rules, model } = namedSetup(options, context);
  const relevance = model === null ? undefined : loadModel(model);
  if (!(relevance instanceof Fault)) return createJudge({ ...loadBook(rules), relevance });
  noteMissingModel(relevance, context);
  return createJudge(loadBook(rules));
}

/**
 * The setup from which threads and other machines make the judge of this run. Where the model cannot be read, notes
 * that and leaves the model out.
 *
 * @throws Faults when the packs are wrong
 */
export function judgeSetup(options: JudgingOptions, context: Context): JudgeSetup {
  const setup = namedSetup(options, context);
  const fault = setup.model === null ? undefined : modelFault(setup.model);
  if (fault !== undefined) noteMissingModel(fault, context);
  return {
    ...setup,
    model: fault === undefined ? setup.model : null,
    packs: loadPacks(setup.rules),
  };
}

/** The setup that options and environment name; opens no file. */
export function namedSetup({ rules, model }: JudgingOptions, context: Context): JudgeSetup {
  return {
    rules: rulesFolder(rules, context),
    model: model === NO_MODEL ? null : (model ?? context.modelFile),
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
