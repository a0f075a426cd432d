import { inPackage } from '../../src/cli/package-root.js';
import { loadBook } from '../../src/cli/packs.js';
import { createJudge } from '../../src/judge/index.js';
import type { Judging } from '../../src/judge/index.js';

/** The judge as it ships: the packs and the lexicon of the package. */
export const judge: Judging = createJudge(loadBook(inPackage('rules')));
