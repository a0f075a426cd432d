import { finishHash } from '../hangul/index.js';
import type { Folded } from './fold.js';

/**
 * Letters of a shingle. Eight folded letters are three to four syllables: shorter ones are in too many comments, longer ones lose too
 * many to one changed syllable.
 */
export const SHINGLE = 8;
/** Letters of a long shingle: about six syllables, more than a name. What headlines share with a comment is told by these. */
export const LONG_SHINGLE = 14;

/**
 * Of all shingles every second one is looked up, by its hash, the same in every text (Broder's sampling modulo m): half the memory,
 * and a text of 14 syllables still has some 12.
 */
export const SAMPLE = 2;
export const isSampled = (hash: number): boolean => (hash & 1) === 1;

const BASE = 0x01000193;

const power = (exponent: number): number => {
  let product = 1;
  for (let i = 0; i < exponent; i++) product = Math.imul(product, BASE);
  return product;
};

/** A polynomial rolling hash (Karp, Rabin) of every `size` letters; calls with the hash (1 to 2^32 − 1) and the first letter's place. */
export class Roller {
  readonly #size: number;
  readonly #out: number;

  constructor(size: number) {
    this.#size = size;
    this.#out = power(size);
  }

  /** Hashes into `to`, one for each place; returns how many. A text shorter than a shingle has none. */
  roll(folded: Pick<Folded, 'letters' | 'length'>, to: Uint32Array): number {
    const size = this.#size;
    const { letters, length } = folded;
    let hash = 0;
    for (let at = 0; at < length; at++) {
      hash = (Math.imul(hash, BASE) + letters[at]!) | 0;
      if (at >= size) hash = (hash - Math.imul(letters[at - size]!, this.#out)) | 0;
      if (at >= size - 1) to[at - size + 1] = finishHash(hash) || 1;
    }
    return Math.max(0, length - size + 1);
  }
}

/** A set of shingles that does not change: open addressing in one array. */
export class ShingleSet {
  readonly slots: Uint32Array;

  constructor(slots: Uint32Array) {
    this.slots = slots;
  }

  static of(hashes: Uint32Array): ShingleSet {
    let size = 8;
    while (size < hashes.length * 1.4) size *= 2;
    const set = new ShingleSet(new Uint32Array(size));
    for (const hash of hashes) set.add(hash);
    return set;
  }

  add(hash: number): void {
    const mask = this.slots.length - 1;
    let at = hash & mask;
    while (this.slots[at] !== 0 && this.slots[at] !== hash) at = (at + 1) & mask;
    this.slots[at] = hash;
  }

  has(hash: number): boolean {
    const mask = this.slots.length - 1;
    for (let at = hash & mask; this.slots[at] !== 0; at = (at + 1) & mask)
      if (this.slots[at] === hash) return true;
    return false;
  }
}

/** A set of shingles that grows. A `Set` of numbers takes three times as long, and twice the memory. */
export class GrowingShingleSet {
  size = 0;
  #slots = new Uint32Array(1 << 12);

  add(hash: number): void {
    if (this.size * 2 >= this.#slots.length) {
      const from = this.#slots;
      this.#slots = new Uint32Array(from.length * 2);
      for (const known of from) if (known !== 0) this.#slots[this.#find(known)] = known;
    }
    const at = this.#find(hash);
    if (this.#slots[at] === hash) return;
    this.#slots[at] = hash;
    this.size++;
  }

  has(hash: number): boolean {
    return this.#slots[this.#find(hash)] === hash;
  }

  /** The shingles, in no order. */
  values(): Uint32Array {
    return this.#slots.filter((hash) => hash !== 0);
  }

  #find(hash: number): number {
    const mask = this.#slots.length - 1;
    let at = hash & mask;
    while (this.#slots[at] !== 0 && this.#slots[at] !== hash) at = (at + 1) & mask;
    return at;
  }
}
