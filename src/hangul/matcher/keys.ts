import { SYLLABLE_COUNT } from '../letters/syllables.js';
import { wayBit } from '../ways.js';
import type { Spelling } from './spellings.js';
import { SOUND_CLASS_COUNT, soundClass, UNIT_COUNT } from './units.js';

/** Keys and hashes of the tables of a matcher (`tables.ts`): those who fill them and those who look things up agree on these. */

/** Numbers of a node's record in `nodes`, of a group's in `groups`, of a pair's in `pairSlots`, of a slot's in `anagramSlots`. */
export const NODE_RECORD = 4;
export const GROUP_RECORD = 4;
export const PAIR_RECORD = 2;
export const ANAGRAM_RECORD = 3;

/** Bits of the filter of pairs. */
export const FILTER_BITS = 18;

/** What begins with a code unit, in `begins`: longer spellings only; one of this unit alone too. */
export const BEGINS_LONGER = 1;
export const IS_WHOLE = 2;

/** The bit of a sound class in a node's record. Classes that share a bit are told apart by the look-up. */
export function classBit(sound: number): number {
  return 1 << (sound & 31);
}

/** Where the look-up of a key begins in a hash table, before its mask. */
export function spread(key: number): number {
  const h = Math.imul(key, 0x9e3779b1);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Key of the first two units of a spelling: above 0, so that 0 can stand for none. */
export function pairKey(first: number, second: number): number {
  return first * UNIT_COUNT + second + 1;
}

/** Hash of the same, of which the filter takes the highest bits and the table the lowest. */
export function pairHash(first: number, second: number): number {
  const h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return (h ^ (h >>> 15)) >>> 0;
}

const ANAGRAM = wayBit('anagram');

/**
 * One number above 0 for the class of the first syllable and those of the others in any order.
 *
 * @param c −1 where there are two others, as `b` where there is one
 */
export function anagramKey(first: number, a: number, b: number, c: number): number {
  const low = Math.min(a, b, c);
  const high = Math.max(a, b, c);
  const middle = a + b + c - low - high;
  const base = SOUND_CLASS_COUNT + 1;
  return ((first * base + high + 1) * base + middle + 1) * base + low + 1;
}

/** The key of a spelling that may be read in another order, null for the others. */
export function anagramKeyOf({ units, ways, allowed }: Spelling): number | null {
  const mayBe = ways === 0 && (allowed & ANAGRAM) !== 0 && units.length >= 2 && units.length <= 4;
  if (!mayBe || units.some((unit) => unit >= SYLLABLE_COUNT)) return null;
  const [first = 0, ...rest] = units.map(soundClass);
  return anagramKey(first, rest[0]!, rest[1] ?? -1, rest[2] ?? -1);
}
