import type { Texts } from './texts.js';

/** An inverted index: for each bucket the items that hold it, with the weight of the bucket in the item. */
export class Postings {
  readonly #starts: Int32Array;
  readonly #items: Int32Array;
  readonly #weights: Float32Array;

  /** Entry `i` says that item `items[i]` holds bucket `buckets[i]` with `weights[i]`. */
  constructor(bits: number, items: Int32Array, buckets: Int32Array, weights: Float32Array) {
    const starts = new Int32Array(2 ** bits + 1);
    for (const bucket of buckets) starts[bucket + 1]!++;
    for (let i = 0; i < starts.length - 1; i++) starts[i + 1]! += starts[i]!;
    const next = starts.slice();
    this.#starts = starts;
    this.#items = new Int32Array(buckets.length);
    this.#weights = new Float32Array(buckets.length);
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
    return new Postings(bits, items, texts.buckets, texts.weights);
  }

  /** Writes the dot product of text `row` with each item into `into`. */
  products(texts: Texts, row: number, into: Float32Array): void {
    into.fill(0);
    for (let i = texts.starts[row]!; i < texts.starts[row + 1]!; i++) {
      const bucket = texts.buckets[i]!;
      const weight = texts.weights[i]!;
      for (let at = this.#starts[bucket]!; at < this.#starts[bucket + 1]!; at++)
        into[this.#items[at]!]! += weight * this.#weights[at]!;
    }
  }
}
