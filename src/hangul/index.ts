export { compileTerms } from './matcher/compile.js';
export { eojeols, everyEojeol } from './letters/eojeol.js';
export { endOfStem, isJosaTail, peelJosa } from './letters/josa.js';
export { HASH_START, finishHash, hashStep, hashSteps } from './matcher/lexicon.js';
export { CompactLexicon, openLexicon } from './matcher/lexicon.js';
export { isHangulSyllable } from './letters/syllables.js';
export type { Lexicon, Term, TermHit, TermMatcher } from './matcher/term.js';
export { ALL_WAYS, DEFAULT_WAYS, DISGUISES, LOOSE_WAYS, WEAK_WAYS } from './ways.js';
export type { Way } from './ways.js';
