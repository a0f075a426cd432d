/** Tells where a text is spelt oddly: `src/hangul/matcher/obfuscation.ts` says how, for this and for the reference. */
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';
import { COMMON_SYLLABLE, MAX_PREFIX, MAX_SHORT_RUN } from '../../../../../src/hangul/matcher/costs';
import { isTail } from './josa';
import { HASH_START, hashStep, levelOf } from './lexicon';
import {
  CODED_LETTER,
  codeAt,
  DIGIT,
  flags,
  flagsAt,
  HANJA,
  INVISIBLE,
  JAMO,
  kindAt,
  knownEnd,
  LATIN,
  length,
  lexicon,
  marks,
  runs,
  SPACE,
  SYLLABLE,
  SYMBOL,
  text,
} from './state';

const UNKNOWN_WORD: u8 = 1;
export const MIXED_LETTERS: u8 = 2;

/** Whether anything is odd. */
export let anyMarked: bool = false;

// @inline
export function isLetter(kind: i32): bool {
  return kind <= DIGIT || kind >= HANJA;
}

/** Fills `flags`, `marks` and `knownEnd` for the text, and `anyMarked`. */
export function scan(): void {
  let unseen = false;
  for (let at = 0; at < length; at++) {
    const flag = load<u8>(<usize>load<u16>(text + ((<usize>at) << 1)), layout.FLAGS_AT);
    store<u8>(flags + <usize>at, flag);
    if (flag === INVISIBLE) unseen = true;
  }
  store<u8>(flags + <usize>length, 0);
  store<u16>(text + ((<usize>length) << 1), 0);
  memory.fill(marks, 0, <usize>length);
  if (unseen) findRuns();
  anyMarked = false;
  let lonely = -1;
  for (let at = 0; at < length; ) {
    if (kindAt(at) === SPACE) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < length && kindAt(end) !== SPACE) end++;
    scanChunk(at, end);
    // Syllables that stand alone one after another.
    const alone = end - at === 1 && kindAt(at) === SYLLABLE;
    if (alone && lonely >= 0) mark(MIXED_LETTERS, lonely, end);
    lonely = alone ? at : -1;
    at = end;
  }
}

/** Finds where runs of what is invisible end. */
function findRuns(): void {
  let end = length;
  for (let at = length - 1; at >= 0; at--) {
    if (kindAt(at) === INVISIBLE) store<i32>(runs + ((<usize>at) << 2), end);
    else end = at;
  }
}

function mark(how: u8, start: i32, end: i32): void {
  memory.fill(marks + <usize>start, how, <usize>(end - start));
  anyMarked = true;
}

/** End of the run of syllables that begins at `start`: there is a 0 behind the text. */
// @inline
function runEnd(start: i32): i32 {
  let at = start;
  while (kindAt(at) === SYLLABLE) at++;
  return at;
}

function scanChunk(start: i32, end: i32): void {
  const run = runEnd(start);
  if (run > start && onlySymbols(run, end)) {
    scanSyllables(start, run, false);
    return;
  }
  const mixed = isMixed(start, end);
  if (mixed) mark(MIXED_LETTERS, start, end);
  for (let at = start; at < end; ) {
    if (kindAt(at) !== SYLLABLE) {
      at++;
      continue;
    }
    const stop = runEnd(at);
    scanSyllables(at, stop, mixed);
    at = stop;
  }
}

/** Whether only symbols that stand for no letter follow. */
function onlySymbols(start: i32, end: i32): bool {
  for (let at = start; at < end; at++)
    if ((flagsAt(at) & (layout.KIND | layout.JAMO_SHAPE | layout.SYLLABLE_SHAPE)) !== SYMBOL) return false;
  return true;
}

// @inline
function setKnown(at: i32, end: i32): void {
  store<i32>(knownEnd + ((<usize>at) << 2), end);
}

function fillKnown(start: i32, stop: i32): void {
  for (let at = start; at < stop; at++) setKnown(at, stop);
}

function scanSyllables(start: i32, stop: i32, mixed: bool): void {
  if (lexicon === 0) fillKnown(start, stop);
  else if (scanRun(start, stop) && !mixed) mark(UNKNOWN_WORD, start, stop);
}

/** Finds how far the run reads as ordinary words: true when some of it is none. */
function scanRun(start: i32, stop: i32): bool {
  let whole = HASH_START;
  const head = min(stop, start + MAX_PREFIX);
  for (let at = start; at < head; at++) whole = hashStep(whole, codeAt(at));
  if (levelOf(whole) > 0) {
    fillKnown(start, stop);
    return false;
  }
  let furthest = start;
  let odd = false;
  let reachable: u32 = 1;
  for (let at = start; at < stop; at++, reachable >>= 1) {
    if ((reachable & 1) !== 0) {
      let hash = HASH_START;
      const longest = min(stop, at + MAX_PREFIX);
      let end = at;
      while (end < longest) {
        hash = hashStep(hash, codeAt(end));
        const level = levelOf(hash);
        if (level === 0) break;
        end++;
        if (end - at > 1 || level >= COMMON_SYLLABLE) reachable |= 1 << (end - at);
      }
      if (end - at === MAX_PREFIX) end = stop;
      if (end > furthest) {
        furthest = end;
        if (end < stop && end - start > 2 && isTail(end, stop)) furthest = stop;
      }
    }
    setKnown(at, furthest);
    if (furthest < stop) odd = true;
  }
  return odd;
}

/** Whether a chunk mixes kinds of letters inside a word, or breaks a short word by symbols. */
function isMixed(start: i32, end: i32): bool {
  let before = 0;
  let run = 0;
  let broken = false;
  let hangul = 0;
  for (let at = start; at < end; at++) {
    const flag = flagsAt(at);
    const kind = flag & layout.KIND;
    if (
      kind === HANJA ||
      kind === CODED_LETTER ||
      (kind === SYMBOL && (flag & layout.SYLLABLE_SHAPE) !== 0)
    )
      return true;
    if (kind === INVISIBLE) {
      if (before === SYLLABLE || before === JAMO) return true;
      continue;
    }
    if (!isLetter(kind)) {
      const isShape = (flag & layout.JAMO_SHAPE) !== 0;
      if (before === SYLLABLE || before === JAMO) {
        if (run <= MAX_SHORT_RUN) broken = true;
        if (isShape) return true;
      } else if (before === 0 && isShape) broken = true;
      run = 0;
      continue;
    }
    if (kind === SYLLABLE || kind === JAMO) hangul++;
    if (broken && kind === SYLLABLE) return true;
    if (run > 0 && kind !== before) {
      if (before === LATIN || kind === LATIN) return true;
      if (before === JAMO && kind === SYLLABLE) return true;
      if (kind === JAMO && before === SYLLABLE && !isLaugh(at, end)) return true;
      if (kind === DIGIT && hangul > 0) return true;
    }
    if (kind === JAMO && !isLaugh(at, end)) return true;
    run = kind === before ? run + 1 : 1;
    before = kind;
  }
  return false;
}

/** ㅋ, ㅎ, ㅠ, ㅜ, ㅡ with no syllable behind. */
function isLaugh(at: i32, end: i32): bool {
  const code = codeAt(at);
  return (
    (code === 0x314b || code === 0x314e || code === 0x3160 || code === 0x315c || code === 0x3161) &&
    (at + 1 >= end || kindAt(at + 1) !== SYLLABLE)
  );
}
