import { openPacks } from '../assets/pack-image.js';
import { inPackage } from '../assets/package-root.js';
import {
  loadLexicon,
  loadModel,
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
import { NO_MODEL } from './options.js';

/** The options that choose packs and model. */
interface JudgingOptions {
  readonly rules?: string;
  readonly model?: string;
  /** What the second reader reads; all when left out. */
  readonly reader?: ReaderOrder;
}

/**
 * The judge with the packs, the model and the second reader of this run. Where the model cannot be read or the package has
 * no second reader, notes that and judges without it.
 *
 * @throws Faults when the packs are wrong; Fault when the second reader's file is unusable
 */
export async function loadJudging(options: JudgingOptions, context: Context): Promise<Judging> {
  const { rules, model, reader } = namedSetup(options, context);
  const lexicon = loadLexicon();
  const book = (await openPacks(rules)).book(lexicon);
  const relevance = model === null ? undefined : loadModel(model);
  if (relevance instanceof Fault) noteMissingModel(relevance, context);
  if (relevance === undefined || relevance instanceof Fault) return createJudge({ book, lexicon });
  const second = reader === null ? undefined : loadReader(reader);
  if (second instanceof Fault) throw second;
  if (reader !== null && second === undefined) context.note(context.say(GENERAL.withoutReader));
  const reads = options.reader === 'auto' ? SUSPECT_SHARE : 'all';
  return createJudge({ book, lexicon, relevance, reader: second, reads });
}

/**
 * The setup from which threads and other machines make the judge of this run. Where the model cannot be read or the
 * package has no second reader, notes that and leaves it out.
 *
 * @throws Faults when the packs are wrong; Fault when the second reader's file is unusable
 */
export async function judgeSetup(
  options: JudgingOptions,
  context: Context,
): Promise<JudgeSetup & { readonly image: Uint8Array }> {
  const named = namedSetup(options, context);
  const fault = named.model === null ? undefined : modelFault(named.model);
  if (fault !== undefined) noteMissingModel(fault, context);
  const model = fault === undefined ? named.model : null;
  if (model !== null && named.reader !== null) {
    const unusable = readerFault(named.reader);
    if (unusable !== undefined) throw unusable;
    if (readerFile(named.reader) === undefined) context.note(context.say(GENERAL.withoutReader));
  }
  return { ...named, model, image: (await openPacks(named.rules)).bytes };
}

/** The setup that options and environment name; opens no file. */
export function namedSetup({ rules, model: option, reader }: JudgingOptions, context: Context): JudgeSetup {
  const model = option ?? context.modelFile;
  return {
    rules: rulesFolder(rules, context),
    model: model === NO_MODEL ? null : model,
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
