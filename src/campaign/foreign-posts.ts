import { bucketOf, PAIR_BITS } from './word-pairs.js';
import { type Packer, packSparse, type Unpacker, unpackSparse } from './packing.js';

/** Pairs and heads of words kept of a post, the rarest of each. */
export const KEPT_PAIRS = 32;
export const KEPT_HEADS = 10;
/** Neighbours remembered of a post. */
export const MAX_NEAR = 24;

/** Slots before the first growth. */
const FIRST_ROOM = 1024;
const AUTHOR_BUCKETS = 1 << 16;

type Column = Int8Array | Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/**
 * The newest posts that are foreign to their articles, numbered from 0 in the order of arrival: their vectors, their rarest pairs with
 * an inverted index, and which of them are near each other. A ring of typed arrays: older posts fall out by being overwritten.
 */
export class ForeignPosts {
  readonly capacity: number;
  readonly dimension: number;
  next = 0;
  /** Slots that there is memory for; grows by doubling up to the capacity. */
  #room = FIRST_ROOM;
  serials = new Int32Array(FIRST_ROOM);
  /** Milliseconds since 1970, or of a clock that counts posts. */
  times = new Float64Array(FIRST_ROOM);
  authors = new Uint32Array(FIRST_ROOM);
  articles = new Int32Array(FIRST_ROOM);
  vectors: Int8Array;
  pairs = new Int32Array(FIRST_ROOM * KEPT_PAIRS);
  /** Tf-idf weights, normalised. */
  weights = new Float32Array(FIRST_ROOM * KEPT_PAIRS);
  pairCounts = new Uint8Array(FIRST_ROOM);
  /** Hash of the whole text's pairs: equal texts are equal. */
  texts = new Int32Array(FIRST_ROOM);
  /** Chance that another foreign post is near. */
  chances = new Float32Array(FIRST_ROOM);
  /** Mean likeness to its three nearest when it arrived. */
  tightness = new Float32Array(FIRST_ROOM);
  /** 1: in dense company; 0: not, or at its edge. */
  cores = new Uint8Array(FIRST_ROOM);
  near = new Int32Array(FIRST_ROOM * MAX_NEAR);
  nearCounts = new Uint16Array(FIRST_ROOM);
  /** The post before with the same pair, as number × `KEPT_PAIRS` + place; −1: none. */
  #before = new Int32Array(FIRST_ROOM * KEPT_PAIRS);
  #authorBefore = new Int32Array(FIRST_ROOM);
  readonly #heads = new Int32Array(1 << PAIR_BITS).fill(-1);
  readonly #counts = new Uint16Array(1 << PAIR_BITS);
  readonly #authorHeads = new Int32Array(AUTHOR_BUCKETS).fill(-1);

  constructor(capacity: number, dimension: number) {
    this.capacity = Math.max(capacity, FIRST_ROOM);
    this.dimension = dimension;
    this.vectors = new Int8Array(FIRST_ROOM * dimension);
  }

  get oldest(): number {
    return Math.max(0, this.next - this.#room);
  }

  slot(number: number): number {
    return number % this.#room;
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
    let number = this.#authorHeads[author % AUTHOR_BUCKETS]!;
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
    if (this.next === this.#room && this.#room < this.capacity)
      this.#grow(Math.min(this.capacity, 2 * this.#room));
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
    const author = this.authors[slot]! % AUTHOR_BUCKETS;
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

  /** Before the ring has gone round every number is its own slot, so that growing is copying. */
  #grow(room: number): void {
    this.#room = room;
    this.serials = grown(this.serials, new Int32Array(room));
    this.times = grown(this.times, new Float64Array(room));
    this.authors = grown(this.authors, new Uint32Array(room));
    this.articles = grown(this.articles, new Int32Array(room));
    this.vectors = grown(this.vectors, new Int8Array(room * this.dimension));
    this.pairs = grown(this.pairs, new Int32Array(room * KEPT_PAIRS));
    this.weights = grown(this.weights, new Float32Array(room * KEPT_PAIRS));
    this.pairCounts = grown(this.pairCounts, new Uint8Array(room));
    this.texts = grown(this.texts, new Int32Array(room));
    this.chances = grown(this.chances, new Float32Array(room));
    this.tightness = grown(this.tightness, new Float32Array(room));
    this.cores = grown(this.cores, new Uint8Array(room));
    this.near = grown(this.near, new Int32Array(room * MAX_NEAR));
    this.nearCounts = grown(this.nearCounts, new Uint16Array(room));
    this.#before = grown(this.#before, new Int32Array(room * KEPT_PAIRS));
    this.#authorBefore = grown(this.#authorBefore, new Int32Array(room));
  }

  /** Columns that are kept; the index is made from them. */
  #columns(): readonly (readonly [Column, number])[] {
    return [
      [this.serials, 1],
      [this.times, 1],
      [this.authors, 1],
      [this.articles, 1],
      [this.vectors, this.dimension],
      [this.pairs, KEPT_PAIRS],
      [this.weights, KEPT_PAIRS],
      [this.pairCounts, 1],
      [this.texts, 1],
      [this.chances, 1],
      [this.tightness, 1],
      [this.cores, 1],
      [this.near, MAX_NEAR],
      [this.nearCounts, 1],
    ];
  }

  pack(packer: Packer): void {
    packer.value([this.next, this.#room]);
    const used = Math.min(this.next, this.#room);
    for (const [column, width] of this.#columns())
      packer.array(new Uint8Array(column.buffer, 0, used * width * column.BYTES_PER_ELEMENT));
    packSparse(packer, this.#counts);
  }

  unpack(unpacker: Unpacker): void {
    const [next, room] = unpacker.value() as [number, number];
    this.#grow(room);
    for (const [column] of this.#columns()) new Uint8Array(column.buffer).set(unpacker.array(Uint8Array));
    this.next = next;
    this.#heads.fill(-1);
    this.#authorHeads.fill(-1);
    for (let number = this.oldest; number < next; number++) this.link(number);
    unpackSparse(unpacker, this.#counts);
  }
}

function grown<T extends Column>(from: T, to: T): T {
  to.set(from);
  return to;
}
