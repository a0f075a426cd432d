import type { Terms } from './pool-terms.js';

const WORD_BITS = 32;

/**
 * Cosines of one text with many, each summed in the order of the many's own terms, whatever order the one's terms have:
 * so they are the same to the last bit as those of two texts alone. What the texts share is looked up, not searched for.
 */
export class TermCosines {
  /** For each bucket, where it stands in the terms of all texts, one after the other. */
  readonly #starts: Int32Array;
  readonly #places: Int32Array;
  /** By place. */
  readonly #weights: Float32Array;
  readonly #texts: Int32Array;
  readonly #shared: Float32Array;
  /** A bit for each place whose bucket is shared. */
  readonly #marks: Int32Array;

  constructor(bits: number, texts: readonly Terms[]) {
    const length = texts.reduce((sum, { buckets }) => sum + buckets.length, 0);
    this.#starts = new Int32Array(2 ** bits + 1);
    this.#places = new Int32Array(length);
    this.#weights = new Float32Array(length);
    this.#texts = new Int32Array(length);
    this.#shared = new Float32Array(length);
    this.#marks = new Int32Array(Math.ceil(length / WORD_BITS));
    for (const { buckets } of texts) for (const bucket of buckets) this.#starts[bucket + 1]!++;
    for (let i = 1; i < this.#starts.length; i++) this.#starts[i]! += this.#starts[i - 1]!;
    const next = this.#starts.slice();
    let place = 0;
    texts.forEach(({ buckets, weights }, text) => {
      buckets.forEach((bucket, i) => {
        this.#places[next[bucket]!++] = place;
        this.#weights[place] = weights[i]!;
        this.#texts[place++] = text;
      });
    });
  }

  /** Adds the cosine of each text to `into`, and to `into32` the same summed in 32 bits, as `TermIndex` sums. */
  add({ buckets, weights }: Terms, into: Float64Array, into32: Float32Array): void {
    const [starts, places, shared, marks] = [this.#starts, this.#places, this.#shared, this.#marks];
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i]!;
      for (let at = starts[bucket]!, end = starts[bucket + 1]!; at < end; at++) {
        const place = places[at]!;
        shared[place] = weights[i]!;
        marks[place >> 5]! |= 1 << (place & 31);
      }
    }
    const [texts, weighed] = [this.#texts, this.#weights];
    for (let word = 0; word < marks.length; word++) {
      for (let left = marks[word]!; left !== 0; left &= left - 1) {
        const place = word * WORD_BITS + 31 - Math.clz32(left & -left);
        const text = texts[place]!;
        const product = weighed[place]! * shared[place]!;
        into[text] = into[text]! + product;
        into32[text] = into32[text]! + product;
      }
      marks[word] = 0;
    }
  }
}
