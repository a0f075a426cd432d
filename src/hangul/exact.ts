import { KINDS, SPACE, SYMBOL, INVISIBLE } from './character.js';
import { LONGEST_GAP, SPACE_COST, SYMBOL_COST } from './candidate.js';
import type { Candidate } from './candidate.js';
import type { Trie } from './trie.js';
import { UNITS, unitOf } from './unit.js';
import { wayBit } from './way.js';

const GAP = wayBit('gap');
/** Bits of the filter of first two units. */
const PAIR_BITS = 18;

/** Finds spellings letter for letter, symbols and spaces between units skipped: the fast pass over every text. */
export class ExactWalker {
  readonly #trie: Trie;
  /** 1 where some spelling begins with the two units of this hash. */
  readonly #pairs = new Uint8Array(1 << PAIR_BITS);
  #text = '';
  #found: Candidate[] = [];

  constructor(trie: Trie) {
    this.#trie = trie;
    for (const { units } of trie.spellings) this.#pairs[pairKey(units[0]!, units[1] ?? UNITS)] = 1;
  }

  /** Adds what begins at `at` to `found`. */
  start(text: string, at: number, found: Candidate[]): void {
    const unit = unitOf(text.charCodeAt(at));
    if (unit < 0) return;
    const node = this.#trie.roots[unit]!;
    if (node === 0) return;
    let next = at + 1;
    while (next < text.length && isGap(KINDS[text.charCodeAt(next)]!) && next - at < LONGEST_GAP) next++;
    const second = next < text.length ? unitOf(text.charCodeAt(next)) : -1;
    const paired = second >= 0 && this.#pairs[pairKey(unit, second)] === 1;
    if (!paired && this.#pairs[pairKey(unit, UNITS)] === 0) return;
    this.#text = text;
    this.#found = found;
    this.#enter(node, at, at + 1, 0, 0, 0);
  }

  #enter(node: number, start: number, at: number, cost: number, ways: number, spaces: number): void {
    const trie = this.#trie;
    for (let i = trie.endFrom[node]!; i < trie.endFrom[node + 1]!; i++) {
      this.#found.push({ spelling: trie.ends[i]!, start, end: at, cost, ways, spaces });
    }
    let gap = 0;
    let spaced = false;
    for (let place = at; place < this.#text.length && gap < LONGEST_GAP; place++) {
      const code = this.#text.charCodeAt(place);
      const kind = KINDS[code]!;
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
