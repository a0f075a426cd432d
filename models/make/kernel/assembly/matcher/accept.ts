/** Weighs the spellings that are found, and keeps those that are believed: `src/hangul/matcher/classifier.ts`. */
import {
  COMMON_LEVEL,
  SPACE_COST,
  SURE_COST,
  SURE_COST_IN_LETTERS,
  SURE_COST_WITHOUT_LEXICON,
  TOP_LEVEL,
} from '../../../../../src/hangul/matcher/costs';
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';
import { isTailAt } from './josa';
import { HASH_START, hashStep, levelOf } from './lexicon';
import { isLetter } from './scan';
import {
  CHOSEONG,
  codeAt,
  DIGIT,
  DOUBTFUL,
  FIRST_SYLLABLE,
  GAP,
  hitRoom,
  hits,
  JAMO,
  kindAt,
  knownEnd,
  LATIN,
  length,
  lexicon,
  mostCost,
  onsetAt,
  setFull,
  spellingAllowed,
  spellingCost,
  spellingHabit,
  spellingPlace,
  spellingSure,
  spellingTerm,
  spellingUnits,
  spellingWays,
  SYLLABLE,
  termSpaces,
  termThreshold,
  unitFrom,
  WEAK,
} from './state';

/** Where a term may stand, by the index of `PLACES`. */
const ANYWHERE: i32 = 0;
const AT_START: i32 = 1;
const AT_EDGE: i32 = 2;
const AS_WORD: i32 = 3;

/** How many hits are believed so far. */
export let hitCount: i32 = 0;

export function clearHits(): void {
  hitCount = 0;
}

function addHit(term: i32, start: i32, end: i32, ways: i32, cost: f64): void {
  if (hitCount === hitRoom) {
    setFull();
    return;
  }
  const hit = hits + <usize>hitCount * layout.HIT_SIZE;
  hitCount++;
  store<i32>(hit, term);
  store<i32>(hit, start, 4);
  store<i32>(hit, end, 8);
  store<i32>(hit, ways, 12);
  store<f64>(hit, cost, 16);
}

// @inline
function intAt(array: usize, place: i32): i32 {
  return load<i32>(array + (<usize>place << 2));
}

// @inline
function unitOf(number: i32): i32 {
  return <i32>load<u16>(spellingUnits + (<usize>number << 1));
}

/** Takes a spelling that was found. */
export function add(spelling: i32, start: i32, end: i32, cost: f64, undone: i32, spaces: i32): void {
  if (undone === 0) {
    const term = intAt(spellingSure, spelling);
    if (term >= 0) {
      if (syllablesFit(<i32>load<u8>(spellingPlace + <usize>spelling), start, end))
        addHit(term, start, end, 0, 0);
      return;
    }
  }
  weigh(spelling, start, end, cost, undone, spaces);
}

function weigh(spelling: i32, start: i32, end: i32, read: f64, undone: i32, spaces: i32): void {
  const term = intAt(spellingTerm, spelling);
  const own = intAt(termSpaces, term);
  const all = undone | intAt(spellingWays, spelling);
  // A space that the term itself is written with is no disguise.
  const isOwn = all === GAP && spaces > 0 && spaces <= own && read === <f64>spaces * SPACE_COST;
  const ways = isOwn ? 0 : all;
  const cost = ways === 0 ? 0 : read + load<f64>(spellingCost + (<usize>spelling << 3));
  if (cost > mostCost || (ways & ~intAt(spellingAllowed, spelling)) !== 0) return;
  if (!placeFits(spelling, start, end)) return;
  // The plain spelling is never in doubt.
  if (ways !== 0) {
    const units = intAt(unitFrom, spelling + 1) - intAt(unitFrom, spelling);
    if (!isAccepted(spelling, start, end, cost, ways, spaces, units, term)) return;
    if (!spacesFit(units, start, end, spaces, own)) return;
  }
  addHit(term, start, end, ways, cost);
}

/** Whether a spelling begins with another letter than a syllable. */
// @inline
function isInLetters(spelling: i32): bool {
  return unitOf(intAt(unitFrom, spelling)) >= layout.SYLLABLES;
}

function isAccepted(
  spelling: i32,
  start: i32,
  end: i32,
  cost: f64,
  ways: i32,
  spaces: i32,
  units: i32,
  term: i32,
): bool {
  if ((ways & WEAK) !== 0) return cost === 0;
  if (isInLetters(spelling)) return cost <= SURE_COST_IN_LETTERS;
  if (
    load<u8>(spellingHabit + <usize>spelling) === 1 &&
    cost === load<f64>(spellingCost + (<usize>spelling << 3))
  )
    return true;
  if (isOrdinary(unitOf(intAt(unitFrom, spelling + 1) - 1), start, end)) return false;
  if (cost <= SURE_COST && (ways & DOUBTFUL) === 0) return true;
  if (lexicon === 0) return cost <= SURE_COST_WITHOUT_LEXICON;
  return logit(start, end, cost, ways, spaces, units) > load<f64>(termThreshold + (<usize>term << 3));
}

/** The known-word veto: unbroken syllables are an ordinary word, or the beginning of one. */
function isOrdinary(lastUnit: i32, start: i32, end: i32): bool {
  for (let at = start; at < end; at++) if (kindAt(at) !== SYLLABLE) return false;
  let moved = 0;
  if (lastUnit < layout.SYLLABLES) {
    const coda = <i32>load<u8>(<usize>lastUnit, layout.CODA_AT);
    const movable = <usize>(coda * layout.NEXT_ONSETS + onsetAt(end) + 1);
    if (
      load<u8>(movable, layout.MOVES_AT) !== 0 &&
      load<u8>(<usize>(codeAt(end - 1) - FIRST_SYLLABLE), layout.CODA_AT) === 0
    )
      moved = 1;
  }
  return intAt(knownEnd, start) >= end + moved;
}

// @inline
function isSyllableAt(at: i32): bool {
  return at >= 0 && kindAt(at) === SYLLABLE;
}

/** Weighted sum of the obfuscation features (`obfuscation-features.ts`), in their order. */
function logit(start: i32, end: i32, cost: f64, ways: i32, spaces: i32, units: i32): f64 {
  let syllables = 0;
  let rarest = TOP_LEVEL;
  let rarity = 0;
  for (let at = start; at < end; at++) {
    if (kindAt(at) !== SYLLABLE) continue;
    const level = levelOf(hashStep(HASH_START, codeAt(at)));
    rarest = min(rarest, level);
    rarity += TOP_LEVEL - level;
    syllables++;
  }
  const unbroken: f64 = syllables === end - start ? 1 : 0;
  const starts: f64 = start === 0 || !isLetter(kindAt(start - 1)) ? 1 : 0;
  const rare: f64 = syllables === 0 ? 0 : <f64>rarity / <f64>syllables / <f64>TOP_LEVEL;
  const begins = isSyllableAt(start);
  const pair =
    begins && isSyllableAt(start + 1)
      ? levelOf(hashStep(hashStep(HASH_START, codeAt(start)), codeAt(start + 1)))
      : 0;
  const known = begins ? max(0, intAt(knownEnd, start) - start) : 0;
  let after = 0;
  while (after < 4 && end + after < length && isSyllableAt(end + after)) after++;
  let before = 0;
  while (before < 3 && isSyllableAt(start - before - 1)) before++;
  const w: usize = layout.WEIGHTS_AT + (units === 2 ? 0 : layout.FEATURE_COUNT << 3);
  let sum = load<f64>(w);
  sum += load<f64>(w, 8) * cost;
  sum += load<f64>(w, 16) * (cost * cost);
  sum += load<f64>(w, 24) * (cost * unbroken);
  sum += load<f64>(w, 32) * unbroken;
  sum += load<f64>(w, 40) * (starts * unbroken);
  sum += load<f64>(w, 48) * (starts * (1 - unbroken));
  sum += load<f64>(w, 56) * <f64>(spaces > 0);
  sum += load<f64>(w, 64) * <f64>(unbroken === 1 && rarest === 0);
  sum += load<f64>(w, 72) * ((unbroken * <f64>min(rarest, COMMON_LEVEL)) / <f64>COMMON_LEVEL);
  sum += load<f64>(w, 80) * (unbroken * rare);
  sum += load<f64>(w, 88) * ((1 - unbroken) * rare);
  sum += load<f64>(w, 96) * <f64>(unbroken === 1 && pair > 0);
  sum += load<f64>(w, 104) * ((unbroken * <f64>pair) / <f64>TOP_LEVEL);
  sum += load<f64>(w, 112) * ((unbroken * <f64>known) / <f64>units);
  sum += load<f64>(w, 120) * ((unbroken * <f64>after) / 4);
  sum += load<f64>(w, 128) * ((unbroken * <f64>before) / 3);
  for (let i = layout.FIRST_WAY_FEATURE; i < layout.FEATURE_COUNT; i++) {
    const bit = load<i32>(<usize>(i - layout.FIRST_WAY_FEATURE) << 2, layout.WAY_BITS_AT);
    if ((ways & bit) !== 0) sum += load<f64>(w + (<usize>i << 3));
  }
  return sum;
}

// @inline
function letterAt(at: i32): bool {
  return at >= 0 && at < length && isLetter(kindAt(at));
}

/** Whether spaces inside the reading are ones that a writer puts there. */
function spacesFit(units: i32, start: i32, end: i32, spaces: i32, own: i32): bool {
  if (spaces <= own) return true;
  if (units > 2 && spaces === 1) return !letterAt(start - 1);
  if (spaces !== units - 1) return false;
  return !letterAt(start - 1) && (!letterAt(end) || isTailAt(end));
}

/** Whether a kind of letter makes one word with a spelling in letters. */
// @inline
function joins(kind: i32, choseong: bool): bool {
  return kind === JAMO || (choseong ? kind === SYLLABLE : kind === LATIN || kind === DIGIT);
}

/** Whether the reading stands where the term may stand. */
function placeFits(spelling: i32, start: i32, end: i32): bool {
  if (!isInLetters(spelling)) return syllablesFit(<i32>load<u8>(spellingPlace + <usize>spelling), start, end);
  // Letters of other alphabets must be a word by themselves.
  const choseong = (intAt(spellingWays, spelling) & CHOSEONG) !== 0;
  if (start > 0 && joins(kindAt(start - 1), choseong)) return false;
  const kind = kindAt(end);
  return !joins(kind, choseong) || (kind === SYLLABLE && isTailAt(end));
}

/** Whether a reading of syllables stands where its term may stand. */
function syllablesFit(place: i32, start: i32, end: i32): bool {
  if (place === ANYWHERE) return true;
  const starts = !letterAt(start - 1);
  if (place === AT_START) return starts;
  if (starts && place === AT_EDGE) return true;
  if (!starts && place === AS_WORD) return false;
  return !letterAt(end) || isTailAt(end);
}
