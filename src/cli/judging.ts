import { Fault, formatFault } from '../fault.js';
import { createJudge, type Judging } from '../judge/index.js';
import type { RelevanceModel } from '../relevance/index.js';
import { loadModel } from '../shipped/model.js';
import { loadBook } from '../shipped/packs.js';
import type { Context } from './context.js';
import { rulesFolder } from './rules-folder.js';
import { tame } from '../batch/wording/tame.js';

/** What the judge of a command is made from. */
export interface JudgingOptions {
  readonly rules?: string;
  readonly model?: string;
}

/** The judge with the packs and the model that serve. */
export function loadJudging({ rules, model }: JudgingOptions, context: Context): Judging {
  const relevance = servingModel(model ?? context.modelFile, context);
  return createJudge({ ...loadBook(rulesFolder(rules, context)), relevance });
}

/** The relevance model; where it cannot serve, the judge runs on rules, and that is said. */
function servingModel(path: string | undefined, context: Context): RelevanceModel | undefined {
  const model = loadModel(path);
  if (!(model instanceof Fault)) return model;
  context.note(tame(formatFault(model, context.language)));
  context.note(
    context.say({
      ko: '관련성 모델 없이 규칙과 기사의 말만으로 판정합니다.',
      en: 'Judging without the relevance model, by rules and the words of the article alone.',
    }),
  );
  return undefined;
}
