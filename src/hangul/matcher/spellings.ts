import { choseongOf, isCommonChoseong } from '../letters/choseong.js';
import { jamoTyped, keysOf } from '../letters/keyboard.js';
import { romanSpellings } from '../letters/roman.js';
import { habitualSpellings, soundSpellings } from '../letters/sound.js';
import type { Term } from './term.js';
import type { Spelling } from './trie.js';
import { SYLLABLE_COUNT } from '../letters/syllables.js';
import { unitsOf } from './units.js';
import { wayBit, waySet } from '../ways.js';
import type { Way } from '../ways.js';

const SOUND = wayBit('sound');

/** Costs of spellings that are generated when a term is compiled, in units of one changed sound. */
const SOUND_COST = 0.5;
const ROMAN_COST = 0.3;
const ANAGRAM_COST = 0.8;

/** Shorter words are read in any order by the finder of anagrams; in longer ones neighbours change places. */
const MIN_SWAP_LENGTH = 5;

/** The spelling of a term as it is given. */
export function plainSpelling(term: Term, index: number): Spelling {
  return {
    term: index,
    units: unitsOf(term.text),
    cost: 0,
    ways: 0,
    allowed: waySet(term.ways),
    habit: false,
  };
}

/** The plain spelling of a term and those generated for the ways of writing that it allows. */
export function spellingsOf(term: Term, index: number): Spelling[] {
  const word = term.text.replace(/\s+/gu, '');
  const allowed = waySet(term.ways);
  const spellings = new Map<string, Spelling>();
  const add = (text: string, cost: number, ways: number, habit = false): void => {
    const units = unitsOf(text);
    const key = units.join();
    if (units.length > 0 && !spellings.has(key))
      spellings.set(key, { term: index, units, cost, ways, allowed, habit });
  };
  add(word, 0, 0);
  const hangul = unitsOf(word).every((unit) => unit < SYLLABLE_COUNT);
  const when = (way: Way, texts: () => readonly string[], cost: number): void => {
    const bit = wayBit(way);
    if ((allowed & bit) !== 0) for (const text of texts()) add(text, cost, bit);
  };
  if (!hangul) {
    when('keyboard', () => (/^[a-z]{3,}$/iu.test(word) ? [jamoTyped(word.toLowerCase())] : []), 0);
    return [...spellings.values()];
  }
  if (word.length < 2) return [...spellings.values()];
  if ((allowed & SOUND) !== 0) for (const text of habitualSpellings(word)) add(text, SOUND_COST, SOUND, true);
  when('keyboard', () => [keysOf(word).toLowerCase()], 0);
  when('roman', () => romanSpellings(word), ROMAN_COST);
  when('sound', () => soundSpellings(word), SOUND_COST);
  when('anagram', () => swaps(word), ANAGRAM_COST);
  when('choseong', () => (isCommonChoseong(choseongOf(word)) ? [] : [choseongOf(word)]), 0);
  return [...spellings.values()];
}

/** The word with two neighbours behind the first syllable in each other's place. */
function swaps(word: string): string[] {
  if (word.length < MIN_SWAP_LENGTH) return [];
  return Array.from(
    { length: word.length - 2 },
    (_, i) => word.slice(0, i + 1) + word.charAt(i + 2) + word.charAt(i + 1) + word.slice(i + 3),
  ).filter((swapped) => swapped !== word);
}
