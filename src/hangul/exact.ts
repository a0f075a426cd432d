import { KINDS, SPACE, SYMBOL, INVISIBLE } from './character.js';
import { type CandidateSink, LONGEST_GAP, NOWHERE, SPACE_COST, SYMBOL_COST } from './candidate.js';
import type { Trie } from './trie.js';
import { UNITS, unitOf } from './unit.js';
import { wayBit } from './way.js';

const GAP = wayBit('gap');
/** Bits of the filter of first two units. */
const PAIR_BITS = 18;

/** Finds spellings letter for letter, symbols and spaces between units skipped: the fast pass over every text. */
export class ExactWalker {
  /** 1 for code units with which some spelling begins. */
  readonly begins = new Uint8Array(0x10000);
  readonly #trie: Trie;
  /** A bit for the hash of two units with which some spelling begins. */
  readonly #pairs = new Uint32Array(1 << (PAIR_BITS - 5));
  #text = '';
  #sink: CandidateSink = NOWHERE;
  #looked = 0;

  constructor(trie: Trie) {
    this.#trie = trie;
    for (const { units } of trie.spellings) {
      const key = pairKey(units[0]!, units[1] ?? UNITS);
      this.#pairs[key >>> 5]! |= 1 << (key & 31);
    }
    for (let code = 0; code < this.begins.length; code++) {
      const unit = unitOf(code);
      if (unit >= 0 && trie.roots[unit] !== 0) this.begins[code] = 1;
    }
  }

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
    const unit = unitOf(text.charCodeAt(at));
    let next = at + 1;
    while (next < text.length && isGap(KINDS[text.charCodeAt(next)]!) && next - at < LONGEST_GAP) next++;
    const second = next < text.length ? unitOf(text.charCodeAt(next)) : -1;
    if (!(second >= 0 && this.#isPair(unit, second)) && !this.#isPair(unit, UNITS)) return next;
    this.#looked = next;
    this.#enter(this.#trie.roots[unit]!, at, at + 1, 0, 0, 0);
    return this.#looked;
  }

  #isPair(first: number, second: number): boolean {
    const key = pairKey(first, second);
    return (this.#pairs[key >>> 5]! & (1 << (key & 31))) !== 0;
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
    for (let place = at; place < text.length && gap < LONGEST_GAP; place++) {
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

function pairKey(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - PAIR_BITS);
}
