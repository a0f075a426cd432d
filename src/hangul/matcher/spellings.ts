import { SYLLABLE_COUNT } from '../letters/syllables.js';
import { SPELLING_WAYS, wayBit, waySet } from '../ways.js';
import type { Term } from './term.js';
import type { Spelling } from './trie.js';
import { unitsOf } from './units.js';

/** The spelling of a term as it is given; `index` is the number of the term. */
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

/**
 * The plain spelling of a term and those that the ways it allows generate (`WAYS`); of equal spellings the first counts.
 * Words of one syllable have the plain one only.
 */
export function spellingsOf(term: Term, index: number): Spelling[] {
  const word = term.text.replace(/\s+/gu, '');
  const allowed = waySet(term.ways);
  const spellings = new Map<string, Spelling>();
  const add = (texts: readonly string[], cost: number, ways: number, habit = false): void => {
    for (const text of texts) {
      const units = unitsOf(text);
      const key = units.join();
      if (units.length > 0 && !spellings.has(key))
        spellings.set(key, { term: index, units, cost, ways, allowed, habit });
    }
  };
  add([word], 0, 0);
  const isHangul = unitsOf(word).every((unit) => unit < SYLLABLE_COUNT);
  for (const { name, spellings: generated } of SPELLING_WAYS) {
    const bit = wayBit(name);
    if ((allowed & bit) === 0) continue;
    if (!isHangul) add(generated.other?.(word) ?? [], generated.cost, bit);
    else if (word.length >= 2) {
      add(generated.habitual?.(word) ?? [], generated.cost, bit, true);
      add(generated.hangul(word), generated.cost, bit);
    }
  }
  return [...spellings.values()];
}
