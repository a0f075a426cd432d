import { Kernel } from '../kernel/kernel.js';

/** What the kernel wants dimensions and rows to be multiples of. */
const LANES = 8;
const ROWS = 4;

/** Dot products of rows with always the same rows: a block of left rows at a time with all right ones. */
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
   * @param right rows of `dimension` numbers, one after the other
   * @param most rows of a block at most
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

  /** Multiplies a block; `row` gives what came out. */
  multiply(left: Float32Array): void {
    this.#copy(left, this.#left);
    const lefts = left.length / this.#dimension;
    this.#kernel.products(this.#left, this.#right, this.#out, lefts, this.#stride, this.#width);
  }

  /** Products of row `i` of the block with each right row, until the next block. */
  row(i: number): Float32Array {
    return this.#out.subarray(i * this.#stride, i * this.#stride + this.#count);
  }

  #copy(rows: Float32Array, into: Float32Array): void {
    for (let from = 0, to = 0; from < rows.length; from += this.#dimension, to += this.#width)
      into.set(rows.subarray(from, from + this.#dimension), to);
  }
}
