import type { Packer, Unpacker } from './packing.js';

/** A slot: shingle, posts that had it, newest post, second newest. One cache line holds four: a look-up costs one miss. */
const STRIDE = 4;
const COUNT = 1;
const NEWEST = 2;
const SECOND = 3;
const MAX_LOAD = 0.7;
/** Before the first post: nothing is dropped. */
const NOBODY = -1;
const FIRST_SLOTS = 1 << 12;

/** Where a shingle belongs in a table whose last index is `last`. All sampled shingles are odd: their lowest bit says nothing. */
const homeOf = (hash: number, last: number): number => ((hash >>> 1) << 2) & last;

/**
 * What the past says of each shingle: in how many posts it stood, and in which two it stood last. A campaign needs one post to be found
 * by, and what stands in more of them stands in its other members too. Open addressing in one typed array, grown by doubling.
 */
export class ShingleTable {
  #slots = new Int32Array(FIRST_SLOTS * STRIDE);
  #used = 0;

  /** How often all slots have changed. */
  moves = 0;

  /** Slot of a shingle, −1 where it was never seen. It holds until {@link moves} changes. */
  find(hash: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    const key = hash | 0;
    for (let at = homeOf(hash, last); ; at = (at + STRIDE) & last) {
      const found = slots[at]!;
      if (found === key) return at;
      if (found === 0) return -1;
    }
  }

  /** Posts that had the shingle. */
  count(slot: number): number {
    return this.#slots[slot + COUNT]!;
  }

  /** Serial of the newest (0) or second newest (1) post with the shingle, −1 for none. */
  post(slot: number, which: number): number {
    return this.#slots[slot + NEWEST + which]! - 1;
  }

  /** Counts a post for the shingle of a slot. */
  addAt(slot: number, post: number): void {
    const slots = this.#slots;
    // Serials are kept plus one, so that nothing is 0.
    if (slots[slot + NEWEST] === post + 1) return;
    slots[slot + COUNT]!++;
    slots[slot + SECOND] = slots[slot + NEWEST]!;
    slots[slot + NEWEST] = post + 1;
  }

  /** Counts a post for a shingle. */
  add(hash: number, post: number): void {
    if (this.#used * STRIDE > this.#slots.length * MAX_LOAD) this.#rebuild(this.#slots.length * 2, NOBODY);
    const slots = this.#slots;
    const last = slots.length - 1;
    const key = hash | 0;
    let at = homeOf(hash, last);
    while (slots[at] !== 0 && slots[at] !== key) at = (at + STRIDE) & last;
    if (slots[at] === 0) {
      slots[at] = key;
      this.#used++;
    }
    this.addAt(at, post);
  }

  /** Halves all counts, and drops what falls to nothing and stood last in a post before `oldest`. */
  age(oldest: number): void {
    const slots = this.#slots;
    let kept = 0;
    for (let at = 0; at < slots.length; at += STRIDE) {
      slots[at + COUNT]! >>= 1;
      if (slots[at] !== 0 && (slots[at + COUNT]! > 0 || slots[at + NEWEST]! > oldest)) kept++;
    }
    let size = FIRST_SLOTS * STRIDE;
    while (kept * STRIDE > size * MAX_LOAD) size *= 2;
    this.#rebuild(size, oldest);
  }

  #rebuild(size: number, oldest: number): void {
    const from = this.#slots;
    const to = new Int32Array(size);
    const last = size - 1;
    this.#used = 0;
    for (let old = 0; old < from.length; old += STRIDE) {
      if (from[old] === 0 || (from[old + COUNT] === 0 && from[old + NEWEST]! <= oldest)) continue;
      let at = homeOf(from[old]!, last);
      while (to[at] !== 0) at = (at + STRIDE) & last;
      for (let i = 0; i < STRIDE; i++) to[at + i] = from[old + i]!;
      this.#used++;
    }
    this.#slots = to;
    this.moves++;
  }

  pack(packer: Packer): void {
    packer.array(this.#slots);
  }

  unpack(unpacker: Unpacker): void {
    this.#slots = unpacker.array(Int32Array);
    // Puts the shingles where they belong: earlier versions had other places.
    this.#rebuild(this.#slots.length, NOBODY);
  }
}
