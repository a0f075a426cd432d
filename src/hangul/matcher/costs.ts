/**
 * The numbers of the search, for the kernel (`models/make/kernel/assembly/matcher/`) and its readable twin
 * (`models/make/matcher/`) alike: AssemblyScript compiles this file too, so it holds nothing but numbers. Costs are in units
 * of one changed sound; where nothing else is said they were chosen on KOTOX (MIT) against clean comments.
 */

/** What is skipped inside a term. */
export const SYMBOL_COST = 0.02;
export const SPACE_COST = 0.1;
/** Most symbols and spaces that are skipped between two units. */
export const MAX_GAP = 12;
/** Letters, digits and jamo put in: most of them between two units. */
export const INSERT_COST = 0.5;
export const MAX_INSERTED = 3;
/** A syllable drawn out: how far, before its coda. */
export const REPEAT_COST = 0.2;
export const MAX_STRETCH = 12;

/** A romanised syllable, a digit by its sound: ordinary text has them too. */
export const ROMAN_COST = 0.4;
export const DIGIT_COST = 0.5;
/** Longest romanised syllable: ssyaeng has eight letters, ordinary ones up to five. */
export const MAX_ROMAN_LETTERS = 5;

/** The least change of a syllable: a coda written for another that sounds alike. */
export const MIN_CHANGE_COST = 0.25;

/**
 * Highest cost of a reading, of one of two units, of the first two units of a longer one, and of one unit. Of the readings
 * of KOTOX that the classifier accepts, 99% cost less.
 */
export const MAX_COST = 2.65;
export const MAX_SHORT_COST = 1.85;
export const MAX_PAIR_COST = 2.3;
export const MAX_UNIT_COST = 2.2;

/**
 * Steps that the search may take in a text: so many at once, and so many more for each code unit on the way. A step is a
 * place that a path is read on from, a pair of units or a child of a node that is tried there. Of 200,000 real comments
 * none needs more than 4,434 beside 16 a code unit, of 6,882 obfuscated ones of KOTOX none more than 1,409; a text of one
 * syllable repeated would take 168 a code unit. What is left unread by it is read letter for letter.
 */
export const FIRST_STEPS = 8192;
export const STEPS_PER_UNIT = 16;

/** Another order of syllables: how far they stray, the highest cost of one, since another order is hard enough to read. */
export const ANAGRAM_COST = 0.8;
export const MAX_WINDOW = 6;
export const MAX_ANAGRAM_UNIT_COST = 1.3;

/** Highest cost at which readings by `sure` ways only are accepted for themselves: other codes, shapes, symbols. */
export const SURE_COST = 0.3;
/** Highest cost of spellings in other alphabets (eodb, daeyu), which are whole words by themselves. */
export const SURE_COST_IN_LETTERS = 0.55;
/** Highest cost of readings without a lexicon, when nothing separates odd spellings from ordinary words. */
export const SURE_COST_WITHOUT_LEXICON = 0.6;
/** Lexicon levels run from 0 to this; that of a syllable which is no longer rare. */
export const TOP_LEVEL = 15;
export const COMMON_LEVEL = 8;

/** Longest prefix that the lexicon keeps, in code units: longer eojeols are told apart by then. */
export const MAX_PREFIX = 8;
/** Level from which a syllable counts as a word of its own when words are written together (또, 그, 안): in some 3,000 comments. */
export const COMMON_SYLLABLE = 10;
/** A run of syllables so short between symbols that the symbols may stand inside a word (대.유), not between sentences. */
export const MAX_SHORT_RUN = 2;
/** Syllables of an ordinary word from a place on, from which only terms that stand there letter for letter are looked for. */
export const MIN_ORDINARY = 4;

/** Farthest that a word of `unless` begins before the term in it, with what may stand between its letters. */
export const LONGEST_UNLESS = 64;
/** How much more doubtful than the hit the word around it may be read. */
export const UNLESS_DOUBT = 0.6;
