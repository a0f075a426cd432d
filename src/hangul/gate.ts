import { DIGIT, JAMO, KINDS, LATIN, SYLLABLE, isLetter } from './character.js';
import { GATE_WEIGHTS } from './gate-weights.js';
import { isJosaTailBetween } from './josa.js';
import type { CompactLexicon } from './lexicon.js';
import type { OddFinder } from './odd.js';
import { FEATURES, measureOddity } from './oddity.js';
import type { Reading } from './oddity.js';
import type { Term } from './term.js';
import { movesOn } from './cost.js';
import { FIRST_SYLLABLE, SYLLABLES, codaOf, onsetAt } from './syllable.js';
import type { Spelling } from './trie.js';
import { wayBit, waySet } from './way.js';

const CHOSEONG = wayBit('choseong');

/** Cost up to which a reading without any change of sound is believed by itself: a code, a shape or a symbol undone. */
const SURE = 0.3;
/** Cost up to which spellings in other alphabets (eodb, daeyu, ㄷㅇ) are believed: they are whole words by themselves. */
const SURE_IN_LETTERS = 0.55;
/** Cost up to which a reading is believed when there is no lexicon to tell odd spellings by. */
const SURE_WITHOUT_LEXICON = 0.6;
const DOUBTFUL = waySet(['sound', 'anagram', 'insert', 'repeat', 'roman', 'lookalike']);
const features = new Float64Array(FEATURES.length);

/** Whether a reading is believed. */
export function isBelieved(
  text: string,
  spelling: Spelling,
  reading: Reading,
  odd: OddFinder,
  lexicon: CompactLexicon | undefined,
  caution = 0,
): boolean {
  const { start, end, cost, ways } = reading;
  if (cost === 0 && ways === 0) return true;
  if ((ways & CHOSEONG) !== 0) return cost === 0;
  if (spelling.units[0]! >= SYLLABLES) return cost <= SURE_IN_LETTERS;
  if (spelling.habit && cost === spelling.cost) return true;
  if (isOrdinary(text, spelling, start, end, odd)) return false;
  if (cost <= SURE && (ways & DOUBTFUL) === 0) return true;
  if (lexicon === undefined) return cost <= SURE_WITHOUT_LEXICON;
  measureOddity(text, reading, odd, lexicon, features);
  const weights = GATE_WEIGHTS[reading.length === 2 ? 0 : 1]!;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * features[i]!;
  return sum > caution;
}

/**
 * The known-word veto: what stands there is an ordinary word, as it is or as the beginning of one. It speaks of unbroken
 * syllables only, since symbols inside a word are never ordinary.
 */
export function isOrdinary(
  text: string,
  spelling: Spelling,
  start: number,
  end: number,
  odd: OddFinder,
): boolean {
  for (let at = start; at < end; at++) if (KINDS[text.charCodeAt(at)] !== SYLLABLE) return false;
  const last = spelling.units[spelling.units.length - 1]!;
  const moved =
    last < SYLLABLES &&
    movesOn(codaOf(last), onsetAt(text, end)) &&
    codaOf(text.charCodeAt(end - 1) - FIRST_SYLLABLE) === 0;
  // Where the last coda has moved on, the syllable that took it belongs to what was read: 우리지+배 for 우리집.
  return odd.knownEnd[start]! >= end + (moved ? 1 : 0);
}

/**
 * Whether spaces inside the reading are ones that a writer puts there: those that the term is written with, one in a long
 * word, or one between all syllables.
 *
 * @param own spaces that the term itself is written with
 */
export function spacesFit(
  text: string,
  spelling: Spelling,
  start: number,
  end: number,
  spaces: number,
  own: number,
): boolean {
  if (spaces <= own) return true;
  if (spelling.units.length > 2 && spaces === 1) return !letterAt(text, start - 1);
  if (spaces !== spelling.units.length - 1) return false;
  return !letterAt(text, start - 1) && (!letterAt(text, end) || isTailAt(text, end));
}

/** Whether the reading stands where the term may stand. */
export function placeFits(text: string, term: Term, spelling: Spelling, start: number, end: number): boolean {
  // Letters of other alphabets must be a word by themselves: `eodb` in a longer Latin word is chance.
  if (spelling.units[0]! >= SYLLABLES) {
    const kinds = (spelling.ways & CHOSEONG) !== 0 ? [JAMO, SYLLABLE] : [LATIN, DIGIT, JAMO];
    if (start > 0 && kinds.includes(KINDS[text.charCodeAt(start - 1)]!)) return false;
    if (end < text.length && kinds.includes(KINDS[text.charCodeAt(end)]!)) {
      return KINDS[text.charCodeAt(end)] === SYLLABLE && isTailAt(text, end);
    }
    return true;
  }
  return syllablesFit(text, term.place, start, end);
}

/** Whether a reading of syllables stands where its term may stand. */
export function syllablesFit(text: string, place: Term['place'], start: number, end: number): boolean {
  if (place === 'anywhere') return true;
  const starts = !letterAt(text, start - 1);
  if (starts && place === 'edge') return true;
  if (!starts && place === 'word') return false;
  return !letterAt(text, end) || isTailAt(text, end);
}

/** Whether the rest of the eojeol from `at` on, as far as it is syllables, is josa and endings. */
function isTailAt(text: string, at: number): boolean {
  let end = at;
  while (end < text.length && KINDS[text.charCodeAt(end)] === SYLLABLE) end++;
  return isJosaTailBetween(text, at, end);
}

function letterAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isLetter(KINDS[text.charCodeAt(at)]!);
}
