import { readFileSync } from 'node:fs';
import { openLexicon } from '../../src/hangul/index.js';

/** The lexicon as it ships. */
export const lexicon = openLexicon(readFileSync(new URL('../../models/lexicon.bin', import.meta.url)));
