import { readFileSync } from 'node:fs';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import { createJudge } from '../../src/judge/index.js';
import type { Judging } from '../../src/judge/index.js';
import { openRelevance } from '../../src/relevance/index.js';

/** The model as it ships. */
export const relevance = openRelevance(readFileSync(inPackage('models', 'relevance.bin')));

/** The judge as it ships: the packs, the lexicon and the model of the package. */
export const judge: Judging = createJudge({ ...loadBook(inPackage('rules')), relevance });
