import { bucketOf, PAIR_BITS } from './word-pairs.js';
import type { Packer, Unpacker } from './packing.js';

/** Pairs and heads of words kept of a post, the rarest of each. */
export const KEPT_PAIRS = 32;
export const KEPT_HEADS = 10;
/** Neighbours remembered of a post. */
export const MAX_NEAR = 24;

type Column = Int8Array | Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/**
 * The newest posts that are foreign to their articles, numbered from 0 in the order of arrival: their vectors, their rarest pairs with
 * an inverted index, and which of them are near each other. A ring of typed arrays: older posts fall out by being overwritten.
 */
export class ForeignPosts {
  readonly capacity: number;
  readonly dimension: number;
  next = 0;
  readonly serials: Int32Array;
  /** Milliseconds since 1970, or of a clock that counts posts. */
  readonly times: Float64Array;
  readonly authors: Uint32Array;
  readonly articles: Int32Array;
  readonly vectors: Int8Array;
  readonly pairs: Int32Array;
  /** Tf-idf weights, normalised. */
  readonly weights: Float32Array;
  readonly pairCounts: Uint8Array;
  /** Hash of the whole text's pairs: equal texts are equal. */
  readonly texts: Int32Array;
  /** Chance that another foreign post is near. */
  readonly chances: Float32Array;
  /** Mean likeness to its three nearest when it arrived. */
  readonly tightness: Float32Array;
  /** 1: in dense company; 0: not, or at its edge. */
  readonly cores: Uint8Array;
  readonly near: Int32Array;
  readonly nearCounts: Uint16Array;
  /** The post before with the same pair, as number × `KEPT_PAIRS` + place; −1: none. */
  readonly #before: Int32Array;
  readonly #heads: Int32Array;
  readonly #counts = new Uint16Array(1 << PAIR_BITS);
  readonly #authorHeads: Int32Array;
  readonly #authorBefore: Int32Array;

  constructor(capacity: number, dimension: number) {
    this.capacity = capacity;
    this.dimension = dimension;
    this.serials = new Int32Array(capacity);
    this.times = new Float64Array(capacity);
    this.authors = new Uint32Array(capacity);
    this.articles = new Int32Array(capacity);
    this.vectors = new Int8Array(capacity * dimension);
    this.pairs = new Int32Array(capacity * KEPT_PAIRS);
    this.weights = new Float32Array(capacity * KEPT_PAIRS);
    this.pairCounts = new Uint8Array(capacity);
    this.texts = new Int32Array(capacity);
    this.chances = new Float32Array(capacity);
    this.tightness = new Float32Array(capacity);
    this.cores = new Uint8Array(capacity);
    this.near = new Int32Array(capacity * MAX_NEAR);
    this.nearCounts = new Uint16Array(capacity);
    this.#before = new Int32Array(capacity * KEPT_PAIRS);
    this.#heads = new Int32Array(1 << PAIR_BITS).fill(-1);
    this.#authorHeads = new Int32Array(1 << 16).fill(-1);
    this.#authorBefore = new Int32Array(capacity);
  }

  get oldest(): number {
    return Math.max(0, this.next - this.capacity);
  }

  slot(number: number): number {
    return number % this.capacity;
  }

  /** Number of the first post that is not older than `time`. Times do not go back. */
  since(time: number): number {
    let [low, high] = [this.oldest, this.next];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[this.slot(middle)]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls `take` with earlier posts that have the pair and its weight in each, newest first, at most `most`. */
  withPair(pair: number, most: number, take: (number: number, weight: number) => void): void {
    const { oldest } = this;
    let entry = this.#heads[bucketOf(pair)]!;
    for (let i = 0; i < most && entry >= 0;) {
      const number = Math.floor(entry / KEPT_PAIRS);
      if (number < oldest) return;
      const place = this.slot(number) * KEPT_PAIRS + (entry % KEPT_PAIRS);
      if (this.pairs[place] === pair) {
        i++;
        take(number, this.weights[place]!);
      }
      entry = this.#before[place]!;
    }
  }

  /** Posts so far that had the pair. */
  countOf(pair: number): number {
    return this.#counts[bucketOf(pair)]!;
  }

  /** Earlier posts of an author, newest first. */
  ofAuthor(author: number, most: number, take: (number: number) => void): void {
    if (author === 0) return;
    const { oldest } = this;
    let number = this.#authorHeads[author & 0xffff]!;
    for (let i = 0; i < most && number >= oldest;) {
      if (this.authors[this.slot(number)] === author) {
        take(number);
        i++;
      }
      number = this.#authorBefore[this.slot(number)]!;
    }
  }

  /** Makes room for a post, whose columns the caller then fills; `link` enters it into the index. */
  push(): number {
    const number = this.next++;
    this.nearCounts[this.slot(number)] = 0;
    return number;
  }

  link(number: number): void {
    const slot = this.slot(number);
    for (let i = 0; i < this.pairCounts[slot]!; i++) {
      const place = slot * KEPT_PAIRS + i;
      const pair = bucketOf(this.pairs[place]!);
      this.#before[place] = this.#heads[pair]!;
      this.#heads[pair] = number * KEPT_PAIRS + i;
      if (this.#counts[pair]! < 0xffff) this.#counts[pair]!++;
    }
    const author = this.authors[slot]! & 0xffff;
    this.#authorBefore[slot] = this.#authorHeads[author]!;
    this.#authorHeads[author] = number;
  }

  /** Remembers that `number` is near `other`; the newest `MAX_NEAR` are kept. */
  addNear(number: number, other: number): void {
    const slot = this.slot(number);
    const count = this.nearCounts[slot]!++;
    this.near[slot * MAX_NEAR + (count % MAX_NEAR)] = other;
  }

  /** Neighbours of a post that are still in the ring. */
  nearOf(number: number): number[] {
    const slot = this.slot(number);
    const count = Math.min(MAX_NEAR, this.nearCounts[slot]!);
    return Array.from(this.near.subarray(slot * MAX_NEAR, slot * MAX_NEAR + count)).filter(
      (n) => n >= this.oldest,
    );
  }

  /** Cosine of the vectors of two posts, or of a post and `vector`. */
  cosine(number: number, vector: Int8Array): number {
    const from = this.slot(number) * this.dimension;
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) sum += this.vectors[from + i]! * vector[i]!;
    return sum / (127 * 127);
  }

  /** Makes posts unlike any other, and nobody's; `serials` of the tracker. */
  forget(serials: ReadonlySet<number>): void {
    for (let number = this.oldest; number < this.next; number++) {
      const slot = this.slot(number);
      if (!serials.has(this.serials[slot]!)) continue;
      this.weights.fill(0, slot * KEPT_PAIRS, (slot + 1) * KEPT_PAIRS);
      this.vectors.fill(0, slot * this.dimension, (slot + 1) * this.dimension);
      this.authors[slot] = 0;
      this.texts[slot] = 0;
    }
  }

  #columns(): readonly Column[] {
    return [
      this.serials,
      this.times,
      this.authors,
      this.articles,
      this.vectors,
      this.pairs,
      this.weights,
      this.pairCounts,
      this.texts,
      this.chances,
      this.tightness,
      this.cores,
      this.near,
      this.nearCounts,
      this.#before,
      this.#heads,
      this.#authorHeads,
      this.#authorBefore,
      this.#counts,
    ];
  }

  pack(packer: Packer): void {
    packer.value(this.next);
    for (const column of this.#columns())
      packer.array(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }

  unpack(unpacker: Unpacker): void {
    this.next = unpacker.value() as number;
    for (const column of this.#columns())
      new Uint8Array(column.buffer, column.byteOffset, column.byteLength).set(unpacker.array(Uint8Array));
  }
}
