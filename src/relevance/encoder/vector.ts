import { Kernel } from '../kernel/kernel.js';

/** Dot product of two vectors of equal length; for unit vectors, their cosine. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Scales a vector to length 1 in place and returns it. The zero vector stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / length;
  return vector;
}

/** Unit vectors are quantised to multiples of 1/127: their cosines are accurate to about .005. */
export const UNIT_STEPS = 127;

/** Quantises a unit vector to int8, in multiples of 1 / `UNIT_STEPS`. */
export function quantiseUnit(
  vector: ArrayLike<number>,
  into: Int8Array = new Int8Array(vector.length),
): Int8Array {
  for (let i = 0; i < vector.length; i++) into[i] = Math.round(vector[i]! * UNIT_STEPS);
  return into;
}

/** Rows per block: see `Kernel.dotBlocks`. */
const BLOCK_SIZE = 8;

/**
 * A fixed set of vectors whose dot products with a query are summed in the same order as `dot` sums them, so the
 * results are bit-identical.
 */
export class ExactDots {
  readonly #kernel: Kernel;
  readonly #vector: Float64Array;
  readonly #blocks: Float32Array;
  readonly #products: Float64Array;

  /** Copies `vectors`, each of `dimension` numbers, into kernel memory. */
  constructor(vectors: readonly Float32Array[], dimension: number) {
    const count = Math.ceil(vectors.length / BLOCK_SIZE) * BLOCK_SIZE;
    this.#kernel = new Kernel(4 * count * dimension + 8 * (dimension + count));
    this.#vector = this.#kernel.doubles(dimension);
    this.#blocks = this.#kernel.floats(count * dimension);
    this.#products = this.#kernel.doubles(count);
    vectors.forEach((vector, row) => {
      const block = Math.floor(row / BLOCK_SIZE) * dimension;
      for (let k = 0; k < dimension; k++)
        this.#blocks[BLOCK_SIZE * (block + k) + (row % BLOCK_SIZE)] = vector[k]!;
    });
  }

  /** The dot product of `vector` with each row, in the order given to the constructor. Valid until the next call. */
  dots(vector: Float32Array): Float64Array {
    this.#vector.set(vector);
    this.#kernel.dotBlocks(this.#vector, this.#blocks, this.#products);
    return this.#products;
  }
}
