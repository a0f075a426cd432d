import { Fault, formatFault } from '../fault.js';
import type { JudgeSetup } from '../batch/judge-setup.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import { createJudge, type Judging } from '../judge/index.js';
import { loadBook, loadModel, loadPacks, modelFault } from '../assets/shipped.js';
import type { Context } from './context.js';
import { rulesFolder } from './rules-folder.js';

/** What the judge of a command is made from. */
export interface JudgingOptions {
  readonly rules?: string;
  readonly model?: string;
}

/** How rules alone are asked for in the place of a model's file. */
const NO_MODEL = 'none';

/** The judge with the packs and the model that serve. */
export function loadJudging(options: JudgingOptions, context: Context): Judging {
  const { rules, model } = namedSetup(options, context);
  const relevance = model === null ? undefined : loadModel(model);
  if (!(relevance instanceof Fault)) return createJudge({ ...loadBook(rules), relevance });
  tellMissing(relevance, context);
  return createJudge(loadBook(rules));
}

/**
 * From what threads and other machines make that judge: a model that cannot serve is told here and left out.
 *
 * @throws Faults when the packs cannot serve
 */
export function judgeSetup(options: JudgingOptions, context: Context): JudgeSetup {
  const setup = namedSetup(options, context);
  const fault = setup.model === null ? undefined : modelFault(setup.model);
  if (fault !== undefined) tellMissing(fault, context);
  return {
    ...setup,
    model: fault === undefined ? setup.model : null,
    packs: loadPacks(setup.rules),
  };
}

/** What the options and the environment name, not yet opened. */
export function namedSetup({ rules, model }: JudgingOptions, context: Context): JudgeSetup {
  return {
    rules: rulesFolder(rules, context),
    model: model === NO_MODEL ? null : (model ?? context.modelFile),
  };
}

/** Tells that the relevance model cannot serve, and that the judge runs on rules. */
function tellMissing(fault: Fault, context: Context): void {
  context.note(sanitizeForTerminal(formatFault(fault, context.language)));
  context.note(
    context.say({
      ko: '관련성 모델 없이 규칙과 기사의 말만으로 판정합니다.',
      en: 'Judging without the relevance model, by rules and the words of the article alone.',
    }),
  );
}
