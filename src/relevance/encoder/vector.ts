import { Kernel } from '../kernel/kernel.js';

/** Dot product; of unit vectors, their cosine. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Scales a vector to length 1 where it stands. The zero vector stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / length;
  return vector;
}

/** Unit vectors are kept in steps of this: their cosines are right to about .005. */
export const UNIT_STEPS = 127;

/** A unit vector in steps of `UNIT_STEPS`. */
export function quantiseUnit(
  vector: ArrayLike<number>,
  into: Int8Array = new Int8Array(vector.length),
): Int8Array {
  for (let i = 0; i < vector.length; i++) into[i] = Math.round(vector[i]! * UNIT_STEPS);
  return into;
}

/** Rows stand in blocks of so many: see `Kernel.dotBlocks`. */
const BLOCK_SIZE = 8;

/** Vectors that others are multiplied with one at a time, exactly as `dot` multiplies two of them. */
export class ExactDots {
  readonly #kernel: Kernel;
  readonly #vector: Float64Array;
  readonly #blocks: Float32Array;
  readonly #products: Float64Array;

  constructor(vectors: readonly Float32Array[], dimension: number) {
    const count = Math.ceil(vectors.length / BLOCK_SIZE) * BLOCK_SIZE;
    this.#kernel = new Kernel(4 * count * dimension + 8 * (dimension + count));
    this.#vector = this.#kernel.doubles(dimension);
    this.#blocks = this.#kernel.floats(count * dimension);
    this.#products = this.#kernel.doubles(count);
    vectors.forEach((vector, row) => {
      const block = Math.floor(row / BLOCK_SIZE) * dimension;
      for (let k = 0; k < dimension; k++) this.#blocks[BLOCK_SIZE * (block + k) + (row % BLOCK_SIZE)] = vector[k]!;
    });
  }

  /** The dot product with each row, in their order; holds until the next call. */
  dots(vector: Float32Array): Float64Array {
    this.#vector.set(vector);
    this.#kernel.dotBlocks(this.#vector, this.#blocks, this.#products);
    return this.#products;
  }
}
