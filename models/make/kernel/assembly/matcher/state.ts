/** What is searched, where, and how: set before a search, read by all of its parts. */
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';

// The text, with a 0 behind it, and what is known of each of its code units: see `scan.ts` and `lattice.ts`.
export let length: i32 = 0;
export let text: usize = 0;
/** Kind and marks of each code unit (`layout.FLAGS_AT`), with a 0 behind the last. */
export let flags: usize = 0;
export let marks: usize = 0;
export let knownEnd: usize = 0;
export let edgesFrom: usize = 0;
export let edgesUntil: usize = 0;
/** For a place with something invisible, where the run of it ends. */
export let runs: usize = 0;

// Room for results.
export let edges: usize = 0;
export let edgeRoom: i32 = 0;
export let hits: usize = 0;
export let hitRoom: i32 = 0;
/** As much as `hits`. */
export let spare: usize = 0;
/** An i32 for each term, all 0 between searches. */
export let last: usize = 0;
/** Whether there was too little room: the search is to be done again with more. */
export let isFull: bool = false;

// The lexicon: 0 for none.
export let lexicon: usize = 0;
export let lexiconMask: u32 = 0;

// Tables of the matcher (`src/hangul/matcher/tables.ts`).
export let termThreshold: usize = 0;
export let termSpaces: usize = 0;
export let termHasUnless: usize = 0;
export let blockFrom: usize = 0;
export let blocks: usize = 0;
/** Number of terms that are no words of `unless`. */
export let ownTerms: i32 = 0;
export let spellingTerm: usize = 0;
export let spellingSure: usize = 0;
export let spellingPlace: usize = 0;
export let spellingCost: usize = 0;
export let spellingWays: usize = 0;
export let spellingAllowed: usize = 0;
export let spellingHabit: usize = 0;
export let unitFrom: usize = 0;
export let spellingUnits: usize = 0;

// Tables of one of its tries.
export let nodes: usize = 0;
export let nodeUnit: usize = 0;
export let ends: usize = 0;
export let roots: usize = 0;
export let groups: usize = 0;
export let groupMask: u32 = 0;
export let begins: usize = 0;
export let pairFilter: usize = 0;
export let pairSlots: usize = 0;
export let pairMask: u32 = 0;
export let soundFrom: usize = 0;
export let soundFirst: usize = 0;
export let soundSecond: usize = 0;
export let soundNode: usize = 0;
export let anagramFirsts: usize = 0;
export let anagramSlots: usize = 0;
export let anagramMask: u32 = 0;
export let anagrams: usize = 0;
/** A bit for each pair of sound classes, by the key of `soundFrom`, that some nodes two units deep have. */
export let classPairs: usize = 0;

// How doubtful readings are looked for.
/** Highest cost of a reading, and of its first two units. */
export let maxCost: f64 = 0;
export let pairBudget: f64 = 0;
/** Whether sounds may be changed. */
export let sounds: bool = true;
/** What costs more is dropped. */
export let mostCost: f64 = 0;

/** Sets where texts and results lie: `text` has room for one more code unit than the longest text, as have the others. */
export function setRoom(
  textAt: usize,
  flagsAt: usize,
  marksAt: usize,
  knownAt: usize,
  fromAt: usize,
  untilAt: usize,
  runsAt: usize,
  edgesAt: usize,
  edgeCount: i32,
  hitsAt: usize,
  hitCount: i32,
  spareAt: usize,
  lastAt: usize,
): void {
  text = textAt;
  flags = flagsAt;
  marks = marksAt;
  knownEnd = knownAt;
  edgesFrom = fromAt;
  edgesUntil = untilAt;
  runs = runsAt;
  edges = edgesAt;
  edgeRoom = edgeCount;
  hits = hitsAt;
  hitRoom = hitCount;
  spare = spareAt;
  last = lastAt;
}

// @inline
function tableAt(base: usize, number: i32): usize {
  return base + load<u32>(base + ((<usize>number) << 3));
}

// @inline
function lengthOf(base: usize, number: i32): u32 {
  return load<u32>(base + ((<usize>number) << 3), 4);
}

/** Takes the tables of a matcher, the lexicon and the length of a text that was written to `text`. */
export function take(base: usize, words: usize, mask: u32, count: i32): void {
  length = count;
  lexicon = words;
  lexiconMask = mask;
  isFull = false;
  termThreshold = tableAt(base, layout.TERM_THRESHOLD);
  termSpaces = tableAt(base, layout.TERM_SPACES);
  termHasUnless = tableAt(base, layout.TERM_HAS_UNLESS);
  blockFrom = tableAt(base, layout.BLOCK_FROM);
  blocks = tableAt(base, layout.BLOCKS);
  ownTerms = <i32>(lengthOf(base, layout.TERM_SPACES) - (lengthOf(base, layout.BLOCK_FROM) - 1));
  spellingTerm = tableAt(base, layout.SPELLING_TERM);
  spellingSure = tableAt(base, layout.SPELLING_SURE);
  spellingPlace = tableAt(base, layout.SPELLING_PLACE);
  spellingCost = tableAt(base, layout.SPELLING_COST);
  spellingWays = tableAt(base, layout.SPELLING_WAYS);
  spellingAllowed = tableAt(base, layout.SPELLING_ALLOWED);
  spellingHabit = tableAt(base, layout.SPELLING_HABIT);
  unitFrom = tableAt(base, layout.UNIT_FROM);
  spellingUnits = tableAt(base, layout.SPELLING_UNITS);
}

/** Takes one of the two tries of a matcher: `layout.TRIE_OF_ALL` or `layout.TRIE_OF_UNLESS`. */
export function takeTrie(base: usize, first: i32): void {
  nodes = tableAt(base, first);
  nodeUnit = tableAt(base, first + 1);
  ends = tableAt(base, first + 2);
  roots = tableAt(base, first + 3);
  groups = tableAt(base, first + 4);
  groupMask = (lengthOf(base, first + 4) >> 2) - 1;
  begins = tableAt(base, first + 5);
  pairFilter = tableAt(base, first + 6);
  pairSlots = tableAt(base, first + 7);
  pairMask = (lengthOf(base, first + 7) >> 1) - 1;
  soundFrom = tableAt(base, first + 8);
  soundFirst = tableAt(base, first + 9);
  soundSecond = tableAt(base, first + 10);
  soundNode = tableAt(base, first + 11);
  anagramFirsts = tableAt(base, first + 12);
  anagramSlots = tableAt(base, first + 13);
  anagramMask = lengthOf(base, first + 13) / 3 - 1;
  anagrams = tableAt(base, first + 14);
  const end = tableAt(base, layout.LAST_TABLE) + (<usize>lengthOf(base, layout.LAST_TABLE) << 2);
  classPairs = ((end + 15) & ~15) + (first === layout.TRIE_OF_ALL ? 0 : layout.CLASS_PAIRS_SIZE);
}

/** Sets how doubtful a reading may be. */
export function setDepth(cost: f64, changed: bool, most: f64, pair: f64): void {
  maxCost = cost;
  sounds = changed;
  mostCost = most;
  pairBudget = Math.min(pair, cost);
}

export function setFull(): void {
  isFull = true;
}

// @inline
export function codeAt(at: i32): i32 {
  return <i32>load<u16>(text + ((<usize>at) << 1));
}

// @inline
export function flagsAt(at: i32): i32 {
  return <i32>load<u8>(flags + <usize>at);
}

/** Kind of a code unit (`letters/characters.ts`); 0 behind the end. */
// @inline
export function kindAt(at: i32): i32 {
  return <i32>load<u8>(flags + <usize>at) & layout.KIND;
}

/** The unit at a place, −1 for none. */
// @inline
export function unitAt(at: i32): i32 {
  const code = codeAt(at);
  const kind = kindAt(at);
  if (kind === SYLLABLE) return code - FIRST_SYLLABLE;
  if (kind === LATIN) return layout.SYLLABLES + layout.JAMO_COUNT + (code | 0x20) - 0x61;
  if (kind === DIGIT) return layout.SYLLABLES + layout.JAMO_COUNT + 26 + code - 0x30;
  if (kind === JAMO) return layout.SYLLABLES + code - FIRST_COMPAT;
  return -1;
}

/** Onset of the syllable at a place, −1 when no syllable stands there. */
// @inline
export function onsetAt(at: i32): i32 {
  return kindAt(at) === SYLLABLE ? <i32>load<u8>(<usize>(codeAt(at) - FIRST_SYLLABLE), layout.ONSET_AT) : -1;
}

// @inline
export function classOf(unit: i32): i32 {
  return <i32>load<u8>(<usize>unit, layout.CLASS_AT);
}

/** Kinds, as `letters/characters.ts` numbers them. */
export const SYLLABLE: i32 = 1;
export const JAMO: i32 = 2;
export const LATIN: i32 = 3;
export const DIGIT: i32 = 4;
export const SPACE: i32 = 5;
export const INVISIBLE: i32 = 6;
export const SYMBOL: i32 = 7;
export const HANJA: i32 = 8;
export const CODED_LETTER: i32 = 9;

export const FIRST_SYLLABLE: i32 = 0xac00;
export const FIRST_COMPAT: i32 = 0x3131;

/** Bits of the ways (`ways.ts`). */
export const UNICODE: i32 = 1;
export const JAMO_WAY: i32 = 2;
export const GAP: i32 = 4;
export const LOOKALIKE: i32 = 8;
export const SCRIPT: i32 = 16;
export const INSERT: i32 = 32;
export const ROMAN: i32 = 128;
export const HANJA_WAY: i32 = 256;
export const CHOSEONG: i32 = 512;
export const SOUND: i32 = 1024;
export const REPEAT: i32 = 2048;
export const ANAGRAM: i32 = 4096;
/** Those of each class for the match classifier. */
export const WEAK: i32 = CHOSEONG;
export const DOUBTFUL: i32 = LOOKALIKE | INSERT | ROMAN | SOUND | REPEAT | ANAGRAM;
