/**
 * The search for terms in a text, over one memory: `npm run kernel` compiles this file and those of `matcher/` into
 * `src/hangul/matcher/kernel/bytes.ts`. Readable twins of each part are in `models/make/matcher/`, beside which a test
 * holds it. There are no checks here: `src/hangul/matcher/kernel/machine.ts` lays the tables and gives room.
 */
import {
  LONGEST_UNLESS,
  MAX_COST,
  MAX_PAIR_COST,
  MIN_ORDINARY,
  UNLESS_DOUBT,
} from '../../../../src/hangul/matcher/costs';
import * as layout from '../../../../src/hangul/matcher/kernel/layout';
import { clearHits, hitCount } from './matcher/accept';
import { startAnagram } from './matcher/anagram';
import { grantSteps, startDoubtful } from './matcher/doubtful';
import { beginsAt, startExact } from './matcher/exact';
import { clearLattice } from './matcher/lattice';
import { anyMarked, MIXED_LETTERS, scan } from './matcher/scan';
import { costOf, hit, settle, startOf, termOf } from './matcher/settle';
import {
  INVISIBLE,
  isFull,
  kindAt,
  knownEnd,
  length,
  marks,
  setDepth,
  sounds,
  SPACE,
  SYLLABLE,
  take,
  takeTrie,
  termHasUnless,
} from './matcher/state';
export { setRoom } from './matcher/state';

/** Where the next chunk that mixes letters begins, once it was looked for. */
let nextMixed: i32 = -1;

/** Gives the spellings that begin at `[from, to)` of the text to the classifier. */
function walk(from: i32, to: i32): void {
  if (!anyMarked) {
    for (let at = from; at < to; at++) if (beginsAt(at) !== 0) startExact(at);
    return;
  }
  for (let at = from; at < to; at++) {
    const how = load<u8>(marks + <usize>at);
    if (how !== 0) {
      const kind = kindAt(at);
      if (kind === SPACE || kind === INVISIBLE) continue;
      if (how === MIXED_LETTERS || load<i32>(knownEnd + (<usize>at << 2)) - at < MIN_ORDINARY) {
        startMarked(at, kind);
        continue;
      }
    }
    if (beginsAt(at) !== 0) startExact(at);
  }
}

function startMarked(at: i32, kind: i32): void {
  if (sounds) {
    readDoubtfully(at);
    if (kind === SYLLABLE && (at === 0 || kindAt(at - 1) !== SYLLABLE)) startAnagram(at);
  } else if (load<u8>(marks + <usize>at) === MIXED_LETTERS || !isReadPlainly(at)) readDoubtfully(at);
}

/** What is left unread as the steps are used up is read letter for letter. */
function readDoubtfully(at: i32): void {
  if (!startDoubtful(at) && beginsAt(at) !== 0) startExact(at);
}

/**
 * Where sounds are not changed, whole syllables have the one reading that costs nothing, as they stand: gives what begins
 * here letter for letter. False when a chunk was looked into that mixes letters, and might be read in other ways too.
 */
function isReadPlainly(at: i32): bool {
  if (beginsAt(at) === 0) return true;
  if (nextMixed < at) {
    nextMixed = at;
    while (nextMixed < length && load<u8>(marks + <usize>nextMixed) !== MIXED_LETTERS) nextMixed++;
    if (nextMixed === length) nextMixed = i32.MAX_VALUE;
  }
  return startExact(at) < nextMixed;
}

function readLattice(): void {
  clearLattice();
  grantSteps();
}

function begin(base: usize, lexicon: usize, mask: u32, count: i32): void {
  take(base, lexicon, mask, count);
  takeTrie(base, layout.TRIE_OF_ALL);
  nextMixed = -1;
  clearHits();
  scan();
  if (anyMarked) readLattice();
}

/**
 * Finds all terms in the text of `count` code units that was written to the room for it: how many hits lie in the room for
 * hits, −1 where there was too little room.
 *
 * @param base tables of the matcher; `lexicon`: slots of the lexicon, 0 for none, and the mask of their numbers
 */
export function find(base: usize, lexicon: usize, mask: u32, count: i32): i32 {
  setDepth(MAX_COST, true, Infinity, MAX_PAIR_COST);
  begin(base, lexicon, mask, count);
  walk(0, length);
  return isFull ? -1 : settle();
}

/** As `find`, those hits only that cost nothing; `spaceCost` is what the spaces that terms are written with cost at most. */
export function findSure(base: usize, lexicon: usize, mask: u32, count: i32, spaceCost: f64): i32 {
  setDepth(spaceCost, false, 0, MAX_PAIR_COST);
  begin(base, lexicon, mask, count);
  walk(0, length);
  findWordsAround(base);
  if (isFull) return -1;
  const settled = settle();
  let kept = 0;
  for (let i = 0; i < settled; i++) {
    if (costOf(hit(i)) !== 0) continue;
    if (kept !== i) memory.copy(hit(kept), hit(i), layout.HIT_SIZE);
    kept++;
  }
  return kept;
}

/** Adds the words of `unless` that could undo one of the hits, as doubtful as they may be; few terms have any. */
function findWordsAround(base: usize): void {
  const found = hitCount;
  let from = 0;
  let isReady = false;
  for (let i = 0; i < found; i++) {
    const at = hit(i);
    if (load<u8>(termHasUnless + <usize>termOf(at)) === 0) continue;
    if (!isReady) {
      isReady = true;
      setDepth(UNLESS_DOUBT, true, UNLESS_DOUBT, MAX_PAIR_COST);
      takeTrie(base, layout.TRIE_OF_UNLESS);
      if (anyMarked) readLattice();
    }
    const start = startOf(at);
    walk(max(from, start - LONGEST_UNLESS), start + 1);
    from = max(from, start + 1);
  }
}
