import { SYLLABLE_COUNT } from '../letters/syllables.js';
import { SPELLING_WAYS, wayBit, waySet } from '../ways.js';
import type { Term } from './term.js';
import { unitsOf } from './units.js';

/** One spelling of a term as units: the plain one or one that is generated when terms are compiled. */
export interface Spelling {
  readonly term: number;
  readonly units: readonly number[];
  /** Cost of the spelling itself, before what the text adds. */
  readonly cost: number;
  /** Bits of the ways that this spelling undoes. */
  readonly ways: number;
  /** Bits of the ways that its term lets be undone. */
  readonly allowed: number;
  /** Whether many write so without a thought (데이타), so that clean comments hold it: the known-word veto lets it be. */
  readonly habit: boolean;
}

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
