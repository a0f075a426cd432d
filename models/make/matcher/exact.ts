import { INVISIBLE, KINDS, SPACE, SYMBOL } from '../../../src/hangul/letters/characters.js';
import { MAX_GAP, SPACE_COST, SYMBOL_COST } from '../../../src/hangul/matcher/costs.js';
import { FILTER_BITS, IS_WHOLE, PAIR_RECORD, pairHash, pairKey } from '../../../src/hangul/matcher/keys.js';
import type { TrieTables } from '../../../src/hangul/matcher/tables.js';
import type { Trie } from '../../../src/hangul/matcher/trie.js';
import { unitOf } from '../../../src/hangul/matcher/units.js';
import { wayBit } from '../../../src/hangul/ways.js';

/**
 * Takes the spellings that are found, before they are weighed: as numbers, since most are dropped at once and an object
 * each would be much of the time.
 */
export interface CandidateSink {
  /**
   * @param spelling number of the spelling
   * @param ways bits of the ways that were undone
   * @param spaces inside
   */
  add(spelling: number, start: number, end: number, cost: number, ways: number, spaces: number): void;
}

/** Where walkers give to before they were given a text. */
export const NO_SINK: CandidateSink = { add: () => undefined };

/**
 * The nodes of a trie that lie two units deep, by the two units as they stand there. Most pairs of a text begin nothing:
 * a filter that fits into the cache of a core sends them away.
 */
class UnitPairs {
  readonly #filter: Uint32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor({ pairFilter, pairSlots }: TrieTables) {
    this.#filter = pairFilter;
    this.#slots = pairSlots;
    this.#mask = pairSlots.length / PAIR_RECORD - 1;
  }

  /** The node of a pair of units, 0 for none. */
  nodeOf(first: number, second: number): number {
    const hash = pairHash(first, second);
    const bit = hash >>> (32 - FILTER_BITS);
    if ((this.#filter[bit >>> 5]! & (1 << (bit & 31))) === 0) return 0;
    const key = pairKey(first, second);
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = this.#slots[slot * PAIR_RECORD]!;
      if (found === key) return this.#slots[slot * PAIR_RECORD + 1]!;
      if (found === 0) return 0;
    }
  }
}

const GAP = wayBit('gap');

/** Finds spellings letter for letter, symbols and spaces between units skipped: the fast pass over every text. */
export class ExactWalker {
  /** Other than 0 for code units with which some spelling begins. */
  readonly begins: Uint8Array;
  readonly #trie: Trie;
  readonly #pairs: UnitPairs;
  #text = '';
  #sink: CandidateSink = NO_SINK;
  #looked = 0;

  constructor(trie: Trie, tables: TrieTables) {
    this.#trie = trie;
    this.#pairs = new UnitPairs(tables);
    this.begins = tables.begins;
  }

  /** Takes a text; `start` then searches from single positions and gives what it finds to the sink. */
  read(text: string, sink: CandidateSink): void {
    this.#text = text;
    this.#sink = sink;
  }

  /**
   * Gives what begins at `at` of the text that was read, where a spelling may begin, to the sink.
   *
   * @returns the last place that was looked at
   */
  start(at: number): number {
    const text = this.#text;
    const code = text.charCodeAt(at);
    const unit = unitOf(code);
    let next = at + 1;
    while (next < text.length && isGap(KINDS[text.charCodeAt(next)]!) && next - at < MAX_GAP) next++;
    this.#looked = next;
    if (this.begins[code] === IS_WHOLE) {
      this.#enter(this.#trie.roots[unit]!, at, at + 1, 0, 0, 0);
      return this.#looked;
    }
    const second = next < text.length ? unitOf(text.charCodeAt(next)) : -1;
    const node = second < 0 ? 0 : this.#pairs.nodeOf(unit, second);
    if (node === 0) return next;
    if (next === at + 1) this.#enter(node, at, at + 2, 0, 0, 0);
    else this.#enter(this.#trie.roots[unit]!, at, at + 1, 0, 0, 0);
    return this.#looked;
  }

  #enter(node: number, start: number, at: number, cost: number, ways: number, spaces: number): void {
    const trie = this.#trie;
    const text = this.#text;
    const ends = trie.endTo(node);
    for (let i = trie.endFrom(node); i < ends; i++) {
      this.#sink.add(trie.ends[i]!, start, at, cost, ways, spaces);
    }
    if (!trie.hasChildren(node)) return;
    let gap = 0;
    let spaced = false;
    for (let place = at; place < text.length && gap < MAX_GAP; place++) {
      const code = text.charCodeAt(place);
      const kind = KINDS[code]!;
      if (place > this.#looked) this.#looked = place;
      if (!isGap(kind)) {
        const unit = unitOf(code);
        const child = unit < 0 ? 0 : trie.childOf(node, unit);
        if (child !== 0) this.#enter(child, start, place + 1, cost, ways, spaces);
        return;
      }
      ways |= GAP;
      if (kind !== INVISIBLE) gap++;
      if (kind === SYMBOL) cost += SYMBOL_COST;
      if (kind === SPACE && !spaced) {
        spaced = true;
        spaces++;
        cost += SPACE_COST;
      }
    }
  }
}

function isGap(kind: number): boolean {
  return kind >= SPACE && kind <= SYMBOL;
}
