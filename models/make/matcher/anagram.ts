import type { CandidateSink } from './exact.js';
import { KINDS, SYLLABLE } from '../../../src/hangul/letters/characters.js';
import { soundClass, unitCost } from '../../../src/hangul/matcher/units.js';
import { ANAGRAM_COST, MAX_ANAGRAM_UNIT_COST, MAX_COST, MAX_WINDOW } from '../../../src/hangul/matcher/costs.js';
import { ANAGRAM_RECORD, anagramKey, spread } from '../../../src/hangul/matcher/keys.js';
import { FIRST_SYLLABLE, onsetAt } from '../../../src/hangul/letters/syllables.js';
import type { MatcherTables, TrieTables } from '../../../src/hangul/matcher/tables.js';
import { wayBit } from '../../../src/hangul/ways.js';

const ANAGRAM = wayBit('anagram');
const SOUND = wayBit('sound');

/** Orders of the syllables behind the first; the term's own is another order only where a syllable stands between. */
const ORDERS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  1: [[0]],
  2: [
    [0, 1],
    [1, 0],
  ],
  3: [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ],
};

/**
 * Finds terms of two to four syllables whose syllables behind the first stand elsewhere within an eojeol: 남친구자가 for
 * 남자친구, 간도식 for 간식도. Readers know a word by its first letter and what is in it. Terms are kept by the sound classes of the
 * first syllable and, in no order, of the others, so that each choice of syllables is one look-up.
 */
export class AnagramFinder {
  readonly #units: Uint16Array;
  readonly #unitFrom: Int32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #spellings: Int32Array;
  readonly #firsts: Uint8Array;
  readonly #classes = new Int32Array(MAX_WINDOW);

  constructor({ units, unitFrom }: MatcherTables, trie: TrieTables) {
    this.#units = units;
    this.#unitFrom = unitFrom;
    this.#slots = trie.anagramSlots;
    this.#mask = trie.anagramSlots.length / ANAGRAM_RECORD - 1;
    this.#spellings = trie.anagrams;
    this.#firsts = trie.anagramFirsts;
  }

  /** Gives what begins at the start `at` of a run of syllables to the sink. */
  start(text: string, at: number, sink: CandidateSink): void {
    const classes = this.#classes;
    let length = 0;
    while (
      length < MAX_WINDOW &&
      at + length < text.length &&
      KINDS[text.charCodeAt(at + length)] === SYLLABLE
    ) {
      classes[length] = soundClass(text.charCodeAt(at + length) - FIRST_SYLLABLE);
      length++;
    }
    const first = classes[0]!;
    if (length < 3 || this.#firsts[first] === 0) return;
    // Of two syllables the second strays behind its neighbour; farther off it is of another word.
    this.#try(text, at, [2], anagramKey(first, classes[2]!, -1, -1), sink);
    for (let i = 1; i < length; i++) {
      for (let j = i + 1; j < length; j++) {
        this.#try(text, at, [i, j], anagramKey(first, classes[i]!, classes[j]!, -1), sink);
        for (let k = j + 1; k < length; k++) {
          this.#try(text, at, [i, j, k], anagramKey(first, classes[i]!, classes[j]!, classes[k]!), sink);
        }
      }
    }
  }

  #try(text: string, at: number, places: readonly number[], key: number, sink: CandidateSink): void {
    const slot = this.#slotOf(key);
    if (slot < 0) return;
    const contiguous = places[places.length - 1] === places.length;
    const units = this.#units;
    const from = this.#slots[slot + 1]!;
    const end = from + this.#slots[slot + 2]!;
    for (let i = from; i < end; i++) {
      const spelling = this.#spellings[i]!;
      const unit = this.#unitFrom[spelling]!;
      const head = costAt(text, at, units[unit]!);
      const orders = ORDERS[places.length]!;
      for (let o = contiguous ? 1 : 0; o < orders.length; o++) {
        const order = orders[o]!;
        let cost = head;
        for (let i = 0; i < places.length && cost <= MAX_COST; i++)
          cost += costAt(text, at + places[order[i]!]!, units[unit + i + 1]!);
        if (cost + ANAGRAM_COST > MAX_COST) continue;
        const end = at + places[places.length - 1]! + 1;
        sink.add(spelling, at, end, cost + ANAGRAM_COST, ANAGRAM | (cost > 0 ? SOUND : 0), 0);
      }
    }
  }

  /** Where the record of a key begins in the slots, −1 for none. */
  #slotOf(key: number): number {
    for (let slot = spread(key) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = this.#slots[slot * ANAGRAM_RECORD]!;
      if (found === key) return slot * ANAGRAM_RECORD;
      if (found === 0) return -1;
    }
  }
}

/** Cost of reading the syllable at a place as a unit of the term; over the budget when nobody reads it so. */
function costAt(text: string, at: number, unit: number): number {
  const cost = unitCost(text.charCodeAt(at) - FIRST_SYLLABLE, unit, onsetAt(text, at + 1));
  return cost > MAX_ANAGRAM_UNIT_COST ? MAX_COST + 1 : cost;
}
