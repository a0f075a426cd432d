/**
 * The lattice of a marked text: at each place, edges that say "from here to there stands this unit, at this cost, by this
 * way". Places are read when they are reached, as most never are. `src/hangul/matcher/kernel/statics.ts` lays the tables.
 */
import {
  DIGIT_COST,
  MAX_ROMAN_LETTERS,
  MAX_STRETCH,
  REPEAT_COST,
  ROMAN_COST,
} from '../../../../../src/hangul/matcher/costs';
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';
import {
  CODED_LETTER,
  codeAt,
  DIGIT,
  edgeRoom,
  edges,
  edgesFrom,
  edgesUntil,
  FIRST_COMPAT,
  FIRST_SYLLABLE,
  flagsAt,
  HANJA,
  HANJA_WAY,
  INVISIBLE,
  JAMO,
  JAMO_WAY,
  kindAt,
  LATIN,
  length,
  marks,
  REPEAT,
  ROMAN,
  runs,
  setFull,
  SOUND,
  SYLLABLE,
  UNICODE,
  unitAt,
} from './state';

/** `edgesFrom` of a place that was not read yet. */
const UNREAD: i32 = -1;
/** Jamo index of ㅏ. */
const FIRST_VOWEL: i32 = 30;
const SILENT_ONSET: i32 = 11;

let count: i32 = 0;
/** Top of the stack of jamo readings: where one ends, its jamo (i32), its cost (f64), its ways (i32). */
let top: usize = layout.STACK_AT;
const READING: usize = 24;

/** Begins the lattice of a text. */
export function clearLattice(): void {
  count = 0;
  top = layout.STACK_AT;
  memory.fill(edgesFrom, 0xff, (<usize>length + 2) << 2);
}

// @inline
export function firstEdge(at: i32): i32 {
  return load<i32>(edgesFrom + (<usize>at << 2));
}

// @inline
export function behindEdges(at: i32): i32 {
  return load<i32>(edgesUntil + (<usize>at << 2));
}

// @inline
export function edge(number: i32): usize {
  return edges + (<usize>number << 4);
}

/** Reads the place, unless it was read before; none at or behind the end has edges. */
export function reach(at: i32): void {
  if (firstEdge(at) !== UNREAD) return;
  const first = count;
  if (at < length) {
    const unit = unitAt(at);
    if (unit >= 0) addEdge(at + 1, unit, 0, 0);
    if (load<u8>(marks + <usize>at) !== 0) readObfuscated(at);
  }
  store<i32>(edgesFrom + (<usize>at << 2), first);
  store<i32>(edgesUntil + (<usize>at << 2), count);
}

function addEdge(to: i32, unit: i32, cost: f64, ways: i32): void {
  if (count === edgeRoom) {
    setFull();
    return;
  }
  const at = edge(count++);
  store<i32>(at, to);
  store<i32>(at, unit, 4);
  store<f32>(at, <f32>cost, 8);
  store<i32>(at, ways, 12);
}

/** The record of the readings of a code unit (`layout.RECORD_SIZE`), the empty one where it has none. */
function recordOf(code: i32): usize {
  const leaf = <i32>load<u16>(<usize>(code >> 6) << 1, layout.PAGES_AT);
  const number = load<u16>(load<usize>(layout.LEAVES_SLOT) + (<usize>((leaf << 6) + (code & 63)) << 1));
  return load<usize>(layout.RECORDS_SLOT) + <usize>number * layout.RECORD_SIZE;
}

/** Whether a shape stands at a place: its first code unit does. */
function standsAt(shape: usize, at: i32): bool {
  const size = <i32>load<u16>(shape);
  if (at + size > length) return false;
  for (let i = 1; i < size; i++)
    if (codeAt(at + i) !== <i32>load<u16>(shape + (<usize>i << 1))) return false;
  return true;
}

/** Puts all letters that can be read at a place on the stack. */
function jamoAt(at: i32): void {
  if (at >= length) return;
  const flag = flagsAt(at);
  if ((flag & layout.KIND) === JAMO) {
    push(at + 1, codeAt(at) - FIRST_COMPAT, 0, JAMO_WAY);
  }
  if ((flag & layout.BEGINS_JAMO) === 0) return;
  const list = load<u32>(recordOf(codeAt(at)));
  let shape = load<usize>(layout.SHAPES_SLOT) + <usize>(list >> 8) * layout.SHAPE_SIZE;
  for (let left = list & 255; left > 0; left--, shape += layout.SHAPE_SIZE) {
    if (standsAt(shape, at))
      push(
        at + <i32>load<u16>(shape),
        load<i32>(shape, 8),
        load<f64>(shape, 16),
        load<i32>(shape, 12),
      );
  }
}

function push(to: i32, jamo: i32, cost: f64, ways: i32): void {
  store<i32>(top, to);
  store<i32>(top, jamo, 4);
  store<f64>(top, cost, 8);
  store<i32>(top, ways, 16);
  top += READING;
}

// @inline
function toOf(reading: usize): i32 {
  return load<i32>(reading);
}

// @inline
function jamoOf(reading: usize): i32 {
  return load<i32>(reading, 4);
}

// @inline
function costOf(reading: usize): f64 {
  return load<f64>(reading, 8);
}

// @inline
function waysOf(reading: usize): i32 {
  return load<i32>(reading, 16);
}

// @inline
function asOnset(jamo: i32): i32 {
  return <i32>load<i8>(<usize>jamo, layout.AS_ONSET_AT);
}

// @inline
function asVowel(jamo: i32): i32 {
  return <i32>load<i8>(<usize>jamo, layout.AS_VOWEL_AT);
}

// @inline
function asCoda(jamo: i32): i32 {
  return <i32>load<i8>(<usize>jamo, layout.AS_CODA_AT);
}

// @inline
function joinJamo(first: i32, second: i32): i32 {
  return <i32>load<i8>(<usize>(first * layout.JAMO_COUNT + second), layout.JOINED_AT);
}

// @inline
function compose(onset: i32, vowel: i32): i32 {
  return onset * 588 + vowel * 28;
}

// @inline
function vowelOf(syllable: i32): i32 {
  return <i32>load<u8>(<usize>syllable, layout.VOWEL_AT);
}

// @inline
function codaOf(syllable: i32): i32 {
  return <i32>load<u8>(<usize>syllable, layout.CODA_AT);
}

/** The first place from `at` on that is not invisible. */
// @inline
export function visible(at: i32): i32 {
  return kindAt(at) === INVISIBLE ? load<i32>(runs + (<usize>at << 2)) : at;
}

function readObfuscated(at: i32): void {
  const flag = flagsAt(at);
  const kind = flag & layout.KIND;
  const code = codeAt(at);
  if ((flag & layout.SYLLABLE_SHAPE) !== 0) {
    const list = load<u32>(recordOf(code), 4);
    let shape = load<usize>(layout.SHAPES_SLOT) + <usize>(list >> 8) * layout.SHAPE_SIZE;
    for (let left = list & 255; left > 0; left--, shape += layout.SHAPE_SIZE) {
      if (standsAt(shape, at))
        addEdge(
          at + <i32>load<u16>(shape),
          load<i32>(shape, 8),
          load<f64>(shape, 16),
          load<i32>(shape, 12),
        );
    }
  }
  if (kind === SYLLABLE) {
    extendSyllable(at, code - FIRST_SYLLABLE);
    return;
  }
  if (kind === HANJA) {
    const list = load<u32>(recordOf(code), 8);
    let reading = load<usize>(layout.READINGS_SLOT) + (<usize>(list >> 8) << 1);
    for (let left = list & 255; left > 0; left--, reading += 2)
      addEdge(at + 1, <i32>load<u16>(reading), 0, HANJA_WAY);
  } else if (kind === DIGIT) {
    const sounds = (<usize>(code - 0x30)) << 2;
    for (let i: usize = 0; i < 4; i += 2) {
      const unit = <i32>load<u16>(sounds + i, layout.DIGITS_AT);
      if (unit !== 0xffff) addEdge(at + 1, unit, DIGIT_COST, SOUND);
    }
  } else if (kind === LATIN) {
    romanised(at);
  } else if (kind === CODED_LETTER && code >= 0xff10 && code <= 0xff5a) {
    const letter = code - 0xfee0;
    const first = layout.SYLLABLES + layout.JAMO_COUNT;
    addEdge(at + 1, letter < 0x3a ? first + 26 + letter - 0x30 : first + (letter | 0x20) - 0x61, 0, UNICODE);
  }
  composeJamo(at);
}

/** Half of a syllable in letters: 대ㅇ유 (댕유), 고ㅏ (과). */
function extendSyllable(at: i32, syllable: i32): void {
  if (codaOf(syllable) !== 0) return;
  drawOut(at, syllable);
  const base = top;
  jamoAt(visible(at + 1));
  const end = top;
  for (let letter = base; letter < end; letter += READING) {
    const jamo = jamoOf(letter);
    const coda = asCoda(jamo);
    const ways = waysOf(letter) | JAMO_WAY;
    if (coda > 0) addEdge(toOf(letter), syllable + coda, costOf(letter) + 0.1, ways);
    const vowel = joinJamo(FIRST_VOWEL + vowelOf(syllable), jamo);
    if (vowel >= 0)
      addCodas(toOf(letter), syllable / 588, asVowel(vowel), costOf(letter), ways);
  }
  top = base;
}

/** A syllable drawn out before its coda: 머어억 (먹), 바ㅏㅏㄹ (발). */
function drawOut(at: i32, open: i32): void {
  const vowel = vowelOf(open);
  const silent = compose(SILENT_ONSET, vowel);
  let place = at + 1;
  const longest = min(length, at + MAX_STRETCH);
  for (; place < longest; place++) {
    const code = codeAt(place);
    if (code !== FIRST_COMPAT + FIRST_VOWEL + vowel && code - FIRST_SYLLABLE !== silent) break;
  }
  // Behind the text is a 0.
  const code = codeAt(place);
  const drawn = code - FIRST_SYLLABLE;
  if (drawn > silent && drawn < silent + 28)
    addEdge(place + 1, open + codaOf(drawn), REPEAT_COST, REPEAT);
  else if (place > at + 1) {
    const jamo = code - FIRST_COMPAT;
    const coda = jamo >= 0 && jamo < layout.JAMO_COUNT ? asCoda(jamo) : -1;
    if (coda > 0) addEdge(place + 1, open + coda, REPEAT_COST, REPEAT);
  }
}

/** A syllable in letters: ㄷㅐ, ㄷㅐㅇ, ㅋr, and a consonant before a silent onset, ㄷ애. */
function composeJamo(at: i32): void {
  const base = top;
  jamoAt(at);
  const end = top;
  for (let first = base; first < end; first += READING) {
    const onset = asOnset(jamoOf(first));
    if (onset < 0) continue;
    const next = visible(toOf(first));
    if (kindAt(next) === SYLLABLE) {
      const silent = codeAt(next) - FIRST_SYLLABLE;
      if (silent / 588 === SILENT_ONSET)
        addEdge(
          next + 1,
          silent + (onset - SILENT_ONSET) * 588,
          costOf(first) + 0.3,
          waysOf(first),
        );
    }
    const inner = top;
    jamoAt(next);
    const innerEnd = top;
    for (let second = inner; second < innerEnd; second += READING) composeVowel(first, onset, second);
    top = inner;
  }
  top = base;
}

function composeVowel(first: usize, onset: i32, second: usize): void {
  const vowel = asVowel(jamoOf(second));
  if (vowel < 0) return;
  const cost = costOf(first) + costOf(second);
  const ways = waysOf(first) | waysOf(second);
  addCodas(toOf(second), onset, vowel, cost, ways);
  const base = top;
  jamoAt(visible(toOf(second)));
  const end = top;
  for (let third = base; third < end; third += READING) {
    const both = joinJamo(jamoOf(second), jamoOf(third));
    if (both >= 0)
      addCodas(toOf(third), onset, asVowel(both), cost + costOf(third), ways | waysOf(third));
  }
  top = base;
}

/** The syllable without a coda that ends at `to`, and those with the letters after it as their coda. */
function addCodas(to: i32, onset: i32, vowel: i32, cost: f64, ways: i32): void {
  const open = compose(onset, vowel);
  addEdge(to, open, cost, ways);
  const base = top;
  jamoAt(visible(to));
  const end = top;
  for (let letter = base; letter < end; letter += READING) {
    const coda = asCoda(jamoOf(letter));
    if (coda > 0) addEdge(toOf(letter), open + coda, cost + costOf(letter), ways | waysOf(letter));
    const inner = top;
    jamoAt(visible(toOf(letter)));
    const innerEnd = top;
    for (let second = inner; second < innerEnd; second += READING) {
      const both = joinJamo(jamoOf(letter), jamoOf(second));
      if (both < 0) continue;
      const joined = asCoda(both);
      if (joined > 0)
        addEdge(
          toOf(second),
          open + joined,
          cost + costOf(letter) + costOf(second),
          ways | waysOf(letter) | waysOf(second),
        );
    }
    top = inner;
  }
  top = base;
}

/** Latin letters that sound as a syllable: 카ka오. */
function romanised(at: i32): void {
  const slots = load<usize>(layout.ROMAN_SLOTS_SLOT);
  const mask = load<u32>(layout.ROMAN_MASK_SLOT);
  const readings = load<usize>(layout.READINGS_SLOT);
  let key: u32 = 0;
  for (let end = at; end - at < MAX_ROMAN_LETTERS && kindAt(end) === LATIN; end++) {
    key = key * 27 + <u32>((codeAt(end) | 0x20) - 0x60);
    const hash = key * 0x9e3779b1;
    for (let slot = (hash ^ (hash >> 15)) & mask; ; slot = (slot + 1) & mask) {
      const found = slots + (<usize>slot << 3);
      if (load<u32>(found) === 0) break;
      if (load<u32>(found) !== key) continue;
      const list = load<u32>(found, 4);
      let reading = readings + (<usize>(list >> 8) << 1);
      for (let left = list & 255; left > 0; left--, reading += 2)
        addEdge(end + 1, <i32>load<u16>(reading), ROMAN_COST, ROMAN);
      break;
    }
  }
}
