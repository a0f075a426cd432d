import type { Trie } from './trie.js';
import { UNITS } from './unit.js';

/** Bits of the filter of pairs. */
const FILTER_BITS = 18;

/**
 * The nodes of a trie that lie two units deep, by the two units as they stand there. Most pairs of a text begin nothing:
 * a filter that fits into the cache of a core sends them away.
 */
export class PairTable {
  readonly #filter = new Uint32Array(1 << (FILTER_BITS - 5));
  /** For each slot the key of a pair, 0 for none, and its node. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(trie: Trie) {
    const nodes = new Map<number, readonly [hash: number, node: number]>();
    for (const { units } of trie.spellings) {
      if (units.length < 2) continue;
      const [first, second] = [units[0]!, units[1]!];
      nodes.set(keyOf(first, second), [hashOf(first, second), trie.childOf(trie.roots[first]!, second)]);
    }
    const size = 2 ** Math.ceil(Math.log2(nodes.size * 2 + 2));
    this.#mask = size - 1;
    this.#slots = new Int32Array(size * 2);
    for (const [key, [hash, node]] of nodes) {
      const bit = hash >>> (32 - FILTER_BITS);
      this.#filter[bit >>> 5]! |= 1 << (bit & 31);
      let slot = hash & this.#mask;
      while (this.#slots[slot * 2] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot * 2] = key;
      this.#slots[slot * 2 + 1] = node;
    }
  }

  /** The node of a pair of units, 0 for none. */
  nodeOf(first: number, second: number): number {
    const hash = hashOf(first, second);
    const bit = hash >>> (32 - FILTER_BITS);
    if ((this.#filter[bit >>> 5]! & (1 << (bit & 31))) === 0) return 0;
    const key = keyOf(first, second);
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = this.#slots[slot * 2]!;
      if (found === key) return this.#slots[slot * 2 + 1]!;
      if (found === 0) return 0;
    }
  }
}

/** Above 0, so that 0 can stand for none. */
function keyOf(first: number, second: number): number {
  return first * UNITS + second + 1;
}

function hashOf(first: number, second: number): number {
  const h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return (h ^ (h >>> 15)) >>> 0;
}
