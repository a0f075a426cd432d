import { DIGIT, isLetter, JAMO, KINDS, LATIN, SYLLABLE } from '../../../src/hangul/letters/characters.js';
import { isJosaTailBetween, MAX_TAIL } from '../../../src/hangul/letters/josa.js';
import type { CompactLexicon } from '../../../src/hangul/matcher/lexicon.js';
import type { ObfuscationScan } from './obfuscation.js';
import { SURE_COST, SURE_COST_IN_LETTERS, SURE_COST_WITHOUT_LEXICON } from '../../../src/hangul/matcher/costs.js';
import { CLASSIFIER_WEIGHTS, FEATURES } from '../../../src/hangul/matcher/classifier.js';
import { measureFeatures, type Reading } from './obfuscation-features.js';
import { codaOf, FIRST_SYLLABLE, onsetAt, SYLLABLE_COUNT } from '../../../src/hangul/letters/syllables.js';
import { type MatcherTables, PLACES } from '../../../src/hangul/matcher/tables.js';
import { movesOn } from '../../../src/hangul/matcher/units.js';
import { DOUBTFUL_WAYS, WEAK_WAYS, wayBit, waySet } from '../../../src/hangul/ways.js';

const CHOSEONG = wayBit('choseong');
const ANYWHERE = PLACES.indexOf('anywhere');
const AT_START = PLACES.indexOf('start');
const AT_EDGE = PLACES.indexOf('edge');
const AS_WORD = PLACES.indexOf('word');

const DOUBTFUL = waySet(DOUBTFUL_WAYS);
const WEAK = waySet([...WEAK_WAYS]);
const features = new Float64Array(FEATURES.length);

/**
 * Whether a reading is accepted as a match of its term.
 *
 * @param threshold logits that the regression over the obfuscation features must exceed
 */
export function isAccepted(
  text: string,
  tables: MatcherTables,
  spelling: number,
  reading: Reading,
  odd: ObfuscationScan,
  lexicon: CompactLexicon | undefined,
  threshold = 0,
): boolean {
  const { start, end, cost, ways } = reading;
  if (cost === 0 && ways === 0) return true;
  if ((ways & WEAK) !== 0) return cost === 0;
  if (isInLetters(tables, spelling)) return cost <= SURE_COST_IN_LETTERS;
  if (tables.spellingHabit[spelling] === 1 && cost === tables.spellingCost[spelling]) return true;
  if (isOrdinary(text, lastUnit(tables, spelling), start, end, odd)) return false;
  if (cost <= SURE_COST && (ways & DOUBTFUL) === 0) return true;
  if (lexicon === undefined) return cost <= SURE_COST_WITHOUT_LEXICON;
  measureFeatures(text, reading, odd, lexicon, features);
  const weights = CLASSIFIER_WEIGHTS[reading.length === 2 ? 0 : 1]!;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * features[i]!;
  return sum > threshold;
}

/** Whether a spelling begins with another letter than a syllable. */
function isInLetters({ unitFrom, units }: MatcherTables, spelling: number): boolean {
  return units[unitFrom[spelling]!]! >= SYLLABLE_COUNT;
}

/** The last unit of a spelling. */
export function lastUnit({ unitFrom, units }: MatcherTables, spelling: number): number {
  return units[unitFrom[spelling + 1]! - 1]!;
}

/**
 * The known-word veto: what stands there is an ordinary word, as it is or as the beginning of one. It speaks of unbroken
 * syllables only, since symbols inside a word are never ordinary.
 *
 * @param last unit of the spelling that was read
 */
export function isOrdinary(
  text: string,
  last: number,
  start: number,
  end: number,
  odd: ObfuscationScan,
): boolean {
  for (let at = start; at < end; at++) if (KINDS[text.charCodeAt(at)] !== SYLLABLE) return false;
  const moved =
    last < SYLLABLE_COUNT &&
    movesOn(codaOf(last), onsetAt(text, end)) &&
    codaOf(text.charCodeAt(end - 1) - FIRST_SYLLABLE) === 0;
  // Where the last coda has moved on, the syllable that took it belongs to what was read: 우리지+배 for 우리집.
  return odd.knownEnd[start]! >= end + (moved ? 1 : 0);
}

/**
 * Whether spaces inside the reading are ones that a writer puts there: those that the term is written with, one in a long
 * word, or one between all syllables.
 *
 * @param length units of the spelling that was read
 * @param own spaces that the term itself is written with
 */
export function spacesFit(
  text: string,
  length: number,
  start: number,
  end: number,
  spaces: number,
  own: number,
): boolean {
  if (spaces <= own) return true;
  if (length > 2 && spaces === 1) return !letterAt(text, start - 1);
  if (spaces !== length - 1) return false;
  return !letterAt(text, start - 1) && (!letterAt(text, end) || isTailAt(text, end));
}

/** Whether the reading stands where the term may stand. */
export function placeFits(
  text: string,
  tables: MatcherTables,
  spelling: number,
  start: number,
  end: number,
): boolean {
  // Letters of other alphabets must be a word by themselves: `eodb` in a longer Latin word is chance.
  if (isInLetters(tables, spelling)) {
    const kinds = (tables.spellingWays[spelling]! & CHOSEONG) !== 0 ? [JAMO, SYLLABLE] : [LATIN, DIGIT, JAMO];
    if (start > 0 && kinds.includes(KINDS[text.charCodeAt(start - 1)]!)) return false;
    if (end < text.length && kinds.includes(KINDS[text.charCodeAt(end)]!)) {
      return KINDS[text.charCodeAt(end)] === SYLLABLE && isTailAt(text, end);
    }
    return true;
  }
  return syllablesFit(text, tables.spellingPlace[spelling]!, start, end);
}

/**
 * Whether a reading of syllables stands where its term may stand.
 *
 * @param place index into `PLACES`
 */
export function syllablesFit(text: string, place: number, start: number, end: number): boolean {
  if (place === ANYWHERE) return true;
  const starts = !letterAt(text, start - 1);
  if (place === AT_START) return starts;
  if (starts && place === AT_EDGE) return true;
  if (!starts && place === AS_WORD) return false;
  return !letterAt(text, end) || isTailAt(text, end);
}

/** Whether the rest of the eojeol from `at` on, as far as it is syllables, is josa and endings. */
function isTailAt(text: string, at: number): boolean {
  const farthest = Math.min(text.length, at + MAX_TAIL + 1);
  let end = at;
  while (end < farthest && KINDS[text.charCodeAt(end)] === SYLLABLE) end++;
  return end - at <= MAX_TAIL && isJosaTailBetween(text, at, end);
}

function letterAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isLetter(KINDS[text.charCodeAt(at)]!);
}
