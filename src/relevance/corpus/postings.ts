import { Kernel } from '../kernel/kernel.js';
import type { Texts } from './texts.js';

/** Buckets of a bag that the kernel takes at once. */
const AT_ONCE = 64;

/** An inverted index: for each bucket the items that hold it, with the weight of the bucket in the item. */
export class Postings {
  readonly #kernel: Kernel;
  readonly #starts: Int32Array;
  readonly #items: Int32Array;
  readonly #weights: Float32Array;
  readonly #bag: readonly [buckets: Int32Array, weights: Float32Array];
  readonly #out: Float32Array;

  /** Entry `i` says that item `items[i]`, one of `count`, holds bucket `buckets[i]` with `weights[i]`. */
  constructor(bits: number, count: number, items: Int32Array, buckets: Int32Array, weights: Float32Array) {
    this.#kernel = new Kernel(4 * (2 ** bits + 1 + 2 * buckets.length + 2 * AT_ONCE + count));
    const starts = this.#kernel.ints(2 ** bits + 1);
    for (const bucket of buckets) starts[bucket + 1]!++;
    for (let i = 0; i < starts.length - 1; i++) starts[i + 1]! += starts[i]!;
    const next = starts.slice();
    this.#starts = starts;
    this.#items = this.#kernel.ints(buckets.length);
    this.#weights = this.#kernel.floats(buckets.length);
    this.#bag = [this.#kernel.ints(AT_ONCE), this.#kernel.floats(AT_ONCE)];
    this.#out = this.#kernel.floats(count);
    for (let i = 0; i < buckets.length; i++) {
      const at = next[buckets[i]!]!++;
      this.#items[at] = items[i]!;
      this.#weights[at] = weights[i]!;
    }
  }

  /** An index of texts by their tf-idf; text `i` is item `i`. */
  static of(bits: number, texts: Texts): Postings {
    const items = new Int32Array(texts.buckets.length);
    for (let i = 0; i < texts.count; i++) items.fill(i, texts.starts[i], texts.starts[i + 1]);
    return new Postings(bits, texts.count, items, texts.buckets, texts.weights);
  }

  /** Writes the dot product of text `row` with each item into `into`, and 0 behind the last one. */
  products(texts: Texts, row: number, into: Float32Array): void {
    const [buckets, weights] = this.#bag;
    this.#out.fill(0);
    const end = texts.starts[row + 1]!;
    for (let from = texts.starts[row]!; from < end; from += AT_ONCE) {
      const to = Math.min(from + AT_ONCE, end);
      buckets.set(texts.buckets.subarray(from, to));
      weights.set(texts.weights.subarray(from, to));
      const index = [this.#starts, this.#items, this.#weights] as const;
      this.#kernel.addPostings([buckets, weights, to - from], index, this.#out);
    }
    into.set(this.#out);
    into.fill(0, this.#out.length);
  }
}
