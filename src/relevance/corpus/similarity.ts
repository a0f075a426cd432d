import { Kernel } from '../kernel/kernel.js';
import type { Groups, Texts } from './texts.js';

/** The kernel needs dimensions in multiples of 8 and rows in multiples of 4. */
const LANES = 8;
const ROWS = 4;

/** Dot products of blocks of rows with a fixed matrix. */
export class DotProducts {
  readonly #dimension: number;
  readonly #width: number;
  readonly #count: number;
  readonly #stride: number;
  readonly #kernel: Kernel;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #out: Float32Array;

  /**
   * @param right rows of `dimension` numbers, row by row
   * @param most largest number of rows in a block
   */
  constructor(right: Float32Array, dimension: number, most: number) {
    this.#dimension = dimension;
    this.#width = Math.ceil(dimension / LANES) * LANES;
    this.#count = right.length / dimension;
    this.#stride = Math.ceil(this.#count / ROWS) * ROWS;
    const [lefts, rights, outs] = [most * this.#width, this.#stride * this.#width, most * this.#stride];
    this.#kernel = new Kernel(4 * (lefts + rights + outs));
    this.#left = this.#kernel.floats(lefts);
    this.#right = this.#kernel.floats(rights);
    this.#out = this.#kernel.floats(outs);
    this.#copy(right, this.#right);
  }

  /** Multiplies a block of rows; `row` returns the results. */
  multiply(left: Float32Array): void {
    this.#copy(left, this.#left);
    const lefts = left.length / this.#dimension;
    this.#kernel.products(this.#left, this.#right, this.#out, lefts, this.#stride, this.#width);
  }

  /** Dot products of row `i` of the block with each right row, valid until the next block. */
  row(i: number): Float32Array {
    return this.#out.subarray(i * this.#stride, i * this.#stride + this.#count);
  }

  #copy(rows: Float32Array, into: Float32Array): void {
    for (let from = 0, to = 0; from < rows.length; from += this.#dimension, to += this.#width)
      into.set(rows.subarray(from, from + this.#dimension), to);
  }
}

/** Buckets that the kernel takes at once. */
const AT_ONCE = 64;

/** An inverted index: for each bucket, the items that contain it with its weight there. */
export class Postings {
  readonly #kernel: Kernel;
  readonly #starts: Int32Array;
  readonly #items: Int32Array;
  readonly #weights: Float32Array;
  readonly #bag: readonly [buckets: Int32Array, weights: Float32Array];
  readonly #out: Float32Array;

  /** Entry `i` states that item `items[i]`, one of `count`, contains bucket `buckets[i]` with `weights[i]`. */
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

  /** Writes the dot product of text `row` with each item into `into`, padded with 0. */
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

/** The kernel needs dimensions in multiples of 4. */
const WIDTH_STEP = 4;
/** Comments of an article that a comment is compared with; larger articles are sampled evenly, so time stays linear. */
const MAX_COMPARED = 256;

/** Cosines of one comment with comments of an article. */
export interface Cosines {
  /** Indexes of the comments; the comment itself may be among them. */
  readonly comments: Int32Array;
  readonly cosines: Float32Array;
}

/** Compares comments with the comments of an article. */
export class SiblingCosines {
  readonly #kernel: Kernel;
  readonly #width: number;
  readonly #rows: Float32Array;
  readonly #which: Int32Array;
  readonly #cosines: Float32Array;
  readonly #groups: Groups;
  /** Samples of the articles that have more comments than are compared. */
  readonly #samples = new Map<number, Int32Array>();

  constructor({ count, dimension, vectors }: Texts, groups: Groups) {
    this.#groups = groups;
    this.#width = Math.ceil(dimension / WIDTH_STEP) * WIDTH_STEP;
    this.#kernel = new Kernel(4 * (count * this.#width + 2 * MAX_COMPARED));
    this.#rows = this.#kernel.floats(count * this.#width);
    this.#which = this.#kernel.ints(MAX_COMPARED);
    this.#cosines = this.#kernel.floats(MAX_COMPARED);
    for (let i = 0; i < count; i++)
      this.#rows.set(vectors.subarray(i * dimension, (i + 1) * dimension), i * this.#width);
  }

  /** Cosines of `comment` with comments of `article`; valid until the next call. */
  of(comment: number, article: number): Cosines {
    const comments = this.#commentsOf(article);
    this.#which.set(comments);
    const vector = this.#rows.subarray(comment * this.#width, (comment + 1) * this.#width);
    this.#kernel.productsAt(vector, this.#rows, [this.#which, comments.length], this.#cosines);
    return { comments, cosines: this.#cosines };
  }

  #commentsOf(article: number): Int32Array {
    const { starts, comments } = this.#groups;
    const [from, to] = [starts[article]!, starts[article + 1]!];
    const count = to - from;
    if (count <= MAX_COMPARED) return comments.subarray(from, to);
    let sample = this.#samples.get(article);
    if (sample === undefined) {
      sample = Int32Array.from(
        { length: MAX_COMPARED },
        (_, i) => comments[from + Math.floor((i * count) / MAX_COMPARED)]!,
      );
      this.#samples.set(article, sample);
    }
    return sample;
  }
}
