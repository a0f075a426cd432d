import { Kernel } from '../kernel/kernel.js';

/** Rows stand in blocks of so many: see `Kernel.dotBlocks`. */
const BLOCK = 8;

/** Vectors that others are multiplied with one at a time, exactly as `dot` multiplies two of them. */
export class ExactRows {
  readonly #kernel: Kernel;
  readonly #vector: Float64Array;
  readonly #blocks: Float32Array;
  readonly #products: Float64Array;

  constructor(vectors: readonly Float32Array[], dimension: number) {
    const count = Math.ceil(vectors.length / BLOCK) * BLOCK;
    this.#kernel = new Kernel(4 * count * dimension + 8 * (dimension + count));
    this.#vector = this.#kernel.doubles(dimension);
    this.#blocks = this.#kernel.floats(count * dimension);
    this.#products = this.#kernel.doubles(count);
    vectors.forEach((vector, row) => {
      const block = Math.floor(row / BLOCK) * dimension;
      for (let k = 0; k < dimension; k++) this.#blocks[BLOCK * (block + k) + (row % BLOCK)] = vector[k]!;
    });
  }

  /** The dot product with each row, in their order; holds until the next call. */
  dots(vector: Float32Array): Float64Array {
    this.#vector.set(vector);
    this.#kernel.dotBlocks(this.#vector, this.#blocks, this.#products);
    return this.#products;
  }
}
