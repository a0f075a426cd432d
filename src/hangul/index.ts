export { compileTerms } from './compile.js';
export { eojeols, everyEojeol } from './eojeol.js';
export { endOfStem, isJosaTail, peelJosa } from './josa.js';
export { HASH_START, finishHash, hashStep } from './hash.js';
export { CompactLexicon, openLexicon } from './lexicon.js';
export { isHangulSyllable } from './syllable.js';
export type { Lexicon, Term, TermHit, TermMatcher } from './term.js';
export { WAYS } from './way.js';
export type { Way } from './way.js';
