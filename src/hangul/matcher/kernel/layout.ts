/**
 * Where the tables of the script lie in the memory of the kernel, in bytes, and what its numbers mean. Both TypeScript
 * (`statics.ts` fills them) and AssemblyScript (`models/make/kernel/assembly/matcher/`) compile this file, so it holds
 * nothing but numbers.
 */

/** Units, and their sound classes (`units.ts`). */
export const UNITS = 11259;
export const SYLLABLES = 11172;
export const CLASSES = 147;
/** Codas, and next onsets with one for none. */
export const CODA_COUNT = 28;
export const NEXT_ONSETS = 20;
export const ONSET_COUNT = 19;
export const VOWEL_COUNT = 21;
export const JAMO_COUNT = 51;

/** Numbers that are not known before tables are laid, four bytes each: addresses, masks of hash tables. */
export const JOSA_STEPS_SLOT = 16;
export const JOSA_MASK_SLOT = 20;
export const JOSA_LONGEST_SLOT = 24;
export const LEAVES_SLOT = 28;
export const RECORDS_SLOT = 32;
export const SHAPES_SLOT = 36;
export const READINGS_SLOT = 40;
export const ROMAN_SLOTS_SLOT = 44;
export const ROMAN_MASK_SLOT = 48;

/** For each UTF-16 code unit its kind (`letters/characters.ts`) in the low four bits, and the marks below. */
export const FLAGS_AT = 64;
export const KIND = 15;
/** A jamo shape begins with it, a syllable shape does, some reading as a jamo does. */
export const JAMO_SHAPE = 16;
export const SYLLABLE_SHAPE = 32;
export const BEGINS_JAMO = 64;

/** By unit: its sound class; by syllable: onset, vowel, coda. Bytes. */
export const CLASS_AT = FLAGS_AT + 65536;
export const ONSET_AT = CLASS_AT + 11264;
export const VOWEL_AT = ONSET_AT + 11184;
export const CODA_AT = VOWEL_AT + 11184;
/** Costs of written onsets, vowels (f32) and codas (f64, by next onset) for those of a term. */
export const ONSET_COST_AT = CODA_AT + 11184;
export const VOWEL_COST_AT = ONSET_COST_AT + 1456;
export const CODA_COST_AT = VOWEL_COST_AT + 1776;
/** 1 where a coda moves on to the next onset, by coda and next onset. */
export const MOVES_AT = CODA_COST_AT + 125440;
/** Onset, vowel, coda that a jamo can be, −1 for none; what two jamo make together. Signed bytes. */
export const AS_ONSET_AT = MOVES_AT + 560;
export const AS_VOWEL_AT = AS_ONSET_AT + 64;
export const AS_CODA_AT = AS_VOWEL_AT + 64;
export const JOINED_AT = AS_CODA_AT + 64;
/** Two units (u16) for each digit that sounds like them, 0xffff for none. */
export const DIGITS_AT = JOINED_AT + 2608;
/** States of the tails of josa: first steps (u16, by syllable), what a state is (bytes). */
export const JOSA_FIRST_AT = DIGITS_AT + 48;
export const JOSA_STATES_AT = JOSA_FIRST_AT + 22352;
export const MAX_JOSA_STATES = 1024;
/** Weights of the match classifier (f64), two rows; bits of the ways that are features. */
export const WEIGHTS_AT = JOSA_STATES_AT + 1024;
export const FEATURE_COUNT = 28;
export const WAY_BITS_AT = WEIGHTS_AT + 448;
export const FIRST_WAY_FEATURE = 17;
/** For each 64 code units which leaf they have (u16); leaves give a record of readings each. */
export const PAGES_AT = WAY_BITS_AT + 48;
/** Readings as jamo while they are combined. */
export const STACK_AT = PAGES_AT + 2048;
export const STACK_SIZE = 8192;
/** Tables whose sizes differ begin here. */
export const FREE_AT = STACK_AT + STACK_SIZE;

/** A record of readings: where they begin, times 256, and how many they are; as jamo, as syllables, of Hanja. */
export const RECORD_SIZE = 12;
/** A shape: its length and code units two to four (u16 each), what it reads, its ways, its cost (f64). */
export const SHAPE_SIZE = 24;

/** A hit: term, start, end, ways (i32 each), cost (f64). */
export const HIT_SIZE = 24;
/** An edge of the lattice: where it ends, its unit (i32), its cost (f32), its ways (i32). */
export const EDGE_SIZE = 16;

/** Number of each table in the head of the tables of a matcher (`tables.ts`), in its order. */
export const TERM_THRESHOLD = 1;
export const TERM_SPACES = 2;
export const TERM_HAS_UNLESS = 3;
export const BLOCK_FROM = 5;
export const BLOCKS = 6;
export const SPELLING_TERM = 7;
export const SPELLING_SURE = 8;
export const SPELLING_PLACE = 9;
export const SPELLING_COST = 10;
export const SPELLING_WAYS = 11;
export const SPELLING_ALLOWED = 12;
export const SPELLING_HABIT = 13;
export const UNIT_FROM = 14;
export const SPELLING_UNITS = 15;
/** First tables of the tries, and the order of the tables of one. */
export const TRIE_OF_ALL = 16;
export const TRIE_OF_UNLESS = 31;
export const LAST_TABLE = 45;
/** Behind the tables, for each of the two tries: a bit for each pair of sound classes that nodes two units deep have. */
export const CLASS_PAIRS_SIZE = 2704;
