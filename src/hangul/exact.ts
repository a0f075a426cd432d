import { KINDS, SPACE, SYMBOL, INVISIBLE } from './character.js';
import { type CandidateSink, LONGEST_GAP, NOWHERE, SPACE_COST, SYMBOL_COST } from './candidate.js';
import { PairTable } from './pair-table.js';
import type { Trie } from './trie.js';
import { unitOf } from './unit.js';
import { wayBit } from './way.js';

const GAP = wayBit('gap');
/** What begins with a code unit, in `begins`: nothing; longer spellings only; one of this unit alone too. */
const LONGER = 1;
const ALONE = 2;

/** Finds spellings letter for letter, symbols and spaces between units skipped: the fast pass over every text. */
export class ExactWalker {
  /** Other than 0 for code units with which some spelling begins. */
  readonly begins = new Uint8Array(0x10000);
  readonly #trie: Trie;
  readonly #pairs: PairTable;
  #text = '';
  #sink: CandidateSink = NOWHERE;
  #looked = 0;

  constructor(trie: Trie) {
    this.#trie = trie;
    this.#pairs = new PairTable(trie);
    for (let code = 0; code < this.begins.length; code++) {
      const unit = unitOf(code);
      const root = unit < 0 ? 0 : trie.roots[unit]!;
      if (root !== 0) this.begins[code] = trie.endTo(root) > trie.endFrom(root) ? ALONE : LONGER;
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
    const code = text.charCodeAt(at);
    const unit = unitOf(code);
    let next = at + 1;
    while (next < text.length && isGap(KINDS[text.charCodeAt(next)]!) && next - at < LONGEST_GAP) next++;
    this.#looked = next;
    if (this.begins[code] === ALONE) {
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
