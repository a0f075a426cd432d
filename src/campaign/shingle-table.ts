import type { Packer, Unpacker } from './packing.js';

/** Posts kept for a shingle: the newest two. A campaign needs one to be found by, and what is in more is in its other members too. */
const POSTS = 2;
const MAX_LOAD = 0.6;
const FIRST_SLOTS = 1 << 12;

/**
 * What the past says of each shingle: in how many posts it stood, and in which it stood last. Open addressing in typed arrays, grown
 * by doubling; 14 bytes a slot.
 */
export class ShingleTable {
  #keys = new Uint32Array(FIRST_SLOTS);
  #counts = new Uint16Array(FIRST_SLOTS);
  #posts = new Int32Array(FIRST_SLOTS * POSTS).fill(-1);
  #used = 0;

  get size(): number {
    return this.#used;
  }

  /** Slot of a shingle, −1 where it was never seen. Slots hold until the next {@link add}. */
  find(hash: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const key = keys[at]!;
      if (key === hash) return at;
      if (key === 0) return -1;
    }
  }

  /** Posts that had the shingle. */
  count(slot: number): number {
    return this.#counts[slot]!;
  }

  /** Serial of the newest (0) or second newest (1) post with the shingle, −1 for none. */
  post(slot: number, which: number): number {
    return this.#posts[slot * POSTS + which]!;
  }

  /** Counts a post for the shingle. */
  add(hash: number, post: number): void {
    if (this.#used > this.#keys.length * MAX_LOAD) this.#rebuild(this.#keys.length * 2, () => true);
    const mask = this.#keys.length - 1;
    let at = hash & mask;
    while (this.#keys[at] !== 0 && this.#keys[at] !== hash) at = (at + 1) & mask;
    if (this.#keys[at] === 0) {
      this.#keys[at] = hash;
      this.#used++;
    }
    if (this.#posts[at * POSTS] === post) return;
    if (this.#counts[at]! < 0xffff) this.#counts[at]!++;
    this.#posts[at * POSTS + 1] = this.#posts[at * POSTS]!;
    this.#posts[at * POSTS] = post;
  }

  /** Halves all counts, and drops what falls to nothing and stood last in a post before `oldest`. */
  age(oldest: number): void {
    for (let at = 0; at < this.#counts.length; at++) this.#counts[at]! >>= 1;
    let kept = 0;
    const keep = (at: number): boolean => this.#counts[at]! > 0 || this.#posts[at * POSTS]! >= oldest;
    for (let at = 0; at < this.#keys.length; at++) if (this.#keys[at] !== 0 && keep(at)) kept++;
    let slots = FIRST_SLOTS;
    while (kept > slots * MAX_LOAD) slots *= 2;
    this.#rebuild(slots, keep);
  }

  #rebuild(slots: number, keep: (at: number) => boolean): void {
    const keys = this.#keys;
    const counts = this.#counts;
    const posts = this.#posts;
    this.#keys = new Uint32Array(slots);
    this.#counts = new Uint16Array(slots);
    this.#posts = new Int32Array(slots * POSTS).fill(-1);
    this.#used = 0;
    const mask = slots - 1;
    for (let from = 0; from < keys.length; from++) {
      if (keys[from] === 0 || !keep(from)) continue;
      let at = keys[from]! & mask;
      while (this.#keys[at] !== 0) at = (at + 1) & mask;
      this.#keys[at] = keys[from]!;
      this.#counts[at] = counts[from]!;
      for (let i = 0; i < POSTS; i++) this.#posts[at * POSTS + i] = posts[from * POSTS + i]!;
      this.#used++;
    }
  }

  pack(packer: Packer): void {
    packer.array(this.#keys);
    packer.array(this.#counts);
    packer.array(this.#posts);
  }

  unpack(unpacker: Unpacker): void {
    this.#keys = unpacker.array(Uint32Array);
    this.#counts = unpacker.array(Uint16Array);
    this.#posts = unpacker.array(Int32Array);
    this.#used = this.#keys.reduce((used, key) => used + (key === 0 ? 0 : 1), 0);
  }
}
