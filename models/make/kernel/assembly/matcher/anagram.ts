/** Finds terms of two to four syllables whose syllables behind the first stand elsewhere: `src/hangul/matcher/anagram.ts`. */
import {
  ANAGRAM_COST,
  MAX_ANAGRAM_UNIT_COST,
  MAX_COST,
  MAX_WINDOW,
} from '../../../../../src/hangul/matcher/costs';
import { add } from './accept';
import {
  ANAGRAM,
  anagramFirsts,
  anagramMask,
  anagrams,
  anagramSlots,
  classOf,
  codeAt,
  FIRST_SYLLABLE,
  kindAt,
  onsetAt,
  SOUND,
  spellingUnits,
  SYLLABLE,
  unitFrom,
} from './state';
import { unitCost } from './units';
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';

// @inline
function classAt(at: i32): i32 {
  return classOf(codeAt(at) - FIRST_SYLLABLE);
}

/** Weighs what begins at the start `at` of a run of syllables. */
export function startAnagram(at: i32): void {
  const first = classAt(at);
  if (load<u8>(anagramFirsts + <usize>first) === 0) return;
  let size = 1;
  while (size < MAX_WINDOW && kindAt(at + size) === SYLLABLE) size++;
  if (size < 3) return;
  // Of two syllables the second strays behind its neighbour; farther off it is of another word.
  tryPlaces(at, first, 1, 2, 0, 0);
  for (let i = 1; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      tryPlaces(at, first, 2, i, j, 0);
      for (let k = j + 1; k < size; k++) tryPlaces(at, first, 3, i, j, k);
    }
  }
}

function tryPlaces(at: i32, first: i32, count: i32, i: i32, j: i32, k: i32): void {
  const a = classAt(at + i);
  const b = count > 1 ? classAt(at + j) : -1;
  const c = count > 2 ? classAt(at + k) : -1;
  const low = min(a, min(b, c));
  const high = max(a, max(b, c));
  const middle = a + b + c - low - high;
  const base = layout.CLASSES + 1;
  const key = ((first * base + high + 1) * base + middle + 1) * base + low + 1;
  const hash = <u32>key * 0x9e3779b1;
  for (let slot = (hash ^ (hash >> 15)) & anagramMask; ; slot = (slot + 1) & anagramMask) {
    const record = anagramSlots + <usize>slot * 12;
    const found = load<i32>(record);
    if (found === 0) return;
    if (found !== key) continue;
    let entry = anagrams + (<usize>load<i32>(record, 4) << 2);
    for (let left = load<i32>(record, 8); left > 0; left--, entry += 4) {
      const spelling = load<i32>(entry);
      if (count === 1) tryOne(spelling, at, i);
      else if (count === 2) tryTwo(spelling, at, i, j);
      else tryThree(spelling, at, i, j, k);
    }
    return;
  }
}

/** Cost of reading the syllable at a place as a unit of a spelling; over the budget when nobody reads it so. */
function costAt(at: i32, spelling: i32, number: i32): f64 {
  const unit = load<u16>(
    spellingUnits + (<usize>(load<i32>(unitFrom + (<usize>spelling << 2)) + number) << 1),
  );
  const cost = unitCost(codeAt(at) - FIRST_SYLLABLE, <i32>unit, onsetAt(at + 1));
  return cost > MAX_ANAGRAM_UNIT_COST ? MAX_COST + 1 : cost;
}

function offer(spelling: i32, at: i32, end: i32, cost: f64): void {
  if (cost + ANAGRAM_COST > MAX_COST) return;
  add(spelling, at, end, cost + ANAGRAM_COST, cost > 0 ? ANAGRAM | SOUND : ANAGRAM, 0);
}

function tryOne(spelling: i32, at: i32, i: i32): void {
  const head = costAt(at, spelling, 0);
  offer(spelling, at, at + i + 1, head + costAt(at + i, spelling, 1));
}

function tryTwo(spelling: i32, at: i32, i: i32, j: i32): void {
  const head = costAt(at, spelling, 0);
  const end = at + j + 1;
  // Where the syllables stand together, their own order is no other one.
  if (j !== 2) offer(spelling, at, end, head + costAt(at + i, spelling, 1) + costAt(at + j, spelling, 2));
  offer(spelling, at, end, head + costAt(at + j, spelling, 1) + costAt(at + i, spelling, 2));
}

function tryThree(spelling: i32, at: i32, i: i32, j: i32, k: i32): void {
  const end = at + k + 1;
  if (k !== 3) offerThree(spelling, at, end, i, j, k);
  offerThree(spelling, at, end, i, k, j);
  offerThree(spelling, at, end, j, i, k);
  offerThree(spelling, at, end, j, k, i);
  offerThree(spelling, at, end, k, i, j);
  offerThree(spelling, at, end, k, j, i);
}

function offerThree(spelling: i32, at: i32, end: i32, i: i32, j: i32, k: i32): void {
  offer(
    spelling,
    at,
    end,
    costAt(at, spelling, 0) +
      costAt(at + i, spelling, 1) +
      costAt(at + j, spelling, 2) +
      costAt(at + k, spelling, 3),
  );
}
