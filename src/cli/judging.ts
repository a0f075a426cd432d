import { readFileSync } from 'node:fs';
import { fileFault } from '../batch/file-fault.js';
import { Fault, formatFault } from '../fault.js';
import { createJudge, type Judging } from '../judge/index.js';
import { openRelevance, type RelevanceModel } from '../relevance/index.js';
import type { Context } from './context.js';
import { inPackage } from './package-root.js';
import { loadBook, rulesFolder } from './packs.js';
import { tame } from './tame.js';

/** What the judge of a command is made from. */
export interface JudgingOptions {
  readonly rules?: string;
  readonly model?: string;
}

/** The judge with the packs and the model that serve. */
export function loadJudging({ rules, model }: JudgingOptions, context: Context): Judging {
  const relevance = loadModel(model ?? context.modelFile ?? inPackage('models', 'relevance.bin'), context);
  return createJudge({ ...loadBook(rulesFolder(rules, context)), relevance });
}

/** The relevance model; where it cannot serve, the judge runs on rules, and that is said. */
function loadModel(path: string, context: Context): RelevanceModel | undefined {
  try {
    return openRelevance(readFileSync(path));
  } catch (error) {
    const fault = error instanceof Fault ? error : fileFault(error, path);
    if (!(fault instanceof Fault)) throw error;
    const told = new Fault(fault.code, fault.said, { ...fault.place, file: path });
    context.note(tame(formatFault(told, context.language)));
    context.note(
      context.say({
        ko: '관련성 모델 없이 규칙과 기사의 말만으로 판정합니다.',
        en: 'Judging without the relevance model, by rules and the words of the article alone.',
      }),
    );
    return undefined;
  }
}
