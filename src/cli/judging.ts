import type { Judging } from '../batch/judging.js';
import { createJudge } from '../judge/index.js';
import type { Context } from './context.js';
import { loadBook, rulesFolder } from './packs.js';

/** The judge with the packs that serve. */
export function loadJudging(rulesOption: string | undefined, context: Context): Judging {
  return createJudge(loadBook(rulesFolder(rulesOption, context)));
}
