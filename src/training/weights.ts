import type { Kernel, Moments } from '../relevance/kernel/kernel.js';
import type { EmbeddingTable } from '../relevance/encoder/embedding-table.js';
import { idfCodesOf } from '../relevance/encoder/tf-idf.js';
import { gaussian, type Random } from './random.js';

/** The learned parameters: a vector and a weight per bucket. */
export interface Weights {
  readonly bits: number;
  readonly dimension: number;
  readonly vectors: Float32Array;
  readonly bucketWeights: Float32Array;
  /** Idf code of each bucket; not learned. */
  readonly rarities: Uint8Array;
}

/**
 * Step size of bucket weights relative to vectors: weights start at 3 to 12, vector components at 1 / sqrt(dimension),
 * so relative steps are about equal.
 */
const WEIGHT_RATE = 8;
/** Adam's β1 and β2, as in the kernel. */
const FIRST = 0.9;
const SECOND = 0.999;

/** Bytes of kernel memory for the arrays below. */
export function weightsBytes(bits: number, dimension: number): number {
  return 2 ** bits * 4 * (4 * dimension + 4 + 2);
}

/** Initial parameters: random vectors of length about 1, and idf as weights. */
export function initialWeights(
  kernel: Kernel,
  { bits, dimension }: Pick<Weights, 'bits' | 'dimension'>,
  documents: Int32Array,
  texts: number,
  random: Random,
): Weights {
  const vectors = kernel.floats(2 ** bits * dimension);
  const size = 1 / Math.sqrt(dimension);
  for (let i = 0; i < vectors.length; i++) vectors[i] = gaussian(random) * size;
  const bucketWeights = kernel.floats(2 ** bits);
  documents.forEach((count, bucket) => (bucketWeights[bucket] = Math.log((texts + 1) / (count + 1))));
  return { bits, dimension, vectors, bucketWeights, rarities: idfCodesOf(documents, texts) };
}

/**
 * The parameters of a table, as training leaves them: a row's weight is its length, so that vectors have length 1 as
 * at the start of a training, and steps of the same rate move them as far.
 */
export function weightsOfTable(kernel: Kernel, table: EmbeddingTable): Weights {
  const { bits, dimension, rows, scales, idfCodes } = table;
  const vectors = kernel.floats(2 ** bits * dimension);
  const bucketWeights = kernel.floats(2 ** bits);
  for (let bucket = 0; bucket < bucketWeights.length; bucket++) {
    const at = bucket * dimension;
    let squares = 0;
    for (let k = at; k < at + dimension; k++) squares += rows[k]! ** 2;
    const length = Math.sqrt(squares) * scales[bucket]!;
    if (length === 0) continue;
    bucketWeights[bucket] = length;
    for (let k = at; k < at + dimension; k++) vectors[k] = (rows[k]! * scales[bucket]!) / length;
  }
  return { bits, dimension, vectors, bucketWeights, rarities: idfCodes };
}

/** Sparse Adam: updates only the rows that a batch touched; the others keep their values and moments. */
export class SparseAdam {
  readonly #kernel: Kernel;
  readonly #weights: Weights;
  readonly #vectors: Moments;
  readonly #bucketWeights: Moments;
  readonly #gradients: Float32Array;
  readonly #weightGradients: Float32Array;
  /** Gradient slot of each bucket, or -1. */
  readonly #slots: Int32Array;
  readonly #touched: Int32Array;
  #count = 0;
  #steps = 0;

  constructor(kernel: Kernel, weights: Weights) {
    const moments = (values: Float32Array): Moments => ({
      values,
      firsts: kernel.floats(values.length),
      seconds: kernel.floats(values.length),
    });
    this.#kernel = kernel;
    this.#weights = weights;
    this.#vectors = moments(weights.vectors);
    this.#bucketWeights = moments(weights.bucketWeights);
    this.#gradients = kernel.floats(weights.vectors.length);
    this.#weightGradients = kernel.floats(weights.bucketWeights.length);
    this.#slots = kernel.ints(weights.bucketWeights.length).fill(-1);
    this.#touched = kernel.ints(weights.bucketWeights.length);
  }

  /** Accumulates the gradient by the weighted sum of `buckets[0 … count - 1]`. */
  add(buckets: Int32Array, count: number, gradient: Float32Array): void {
    for (let i = 0; i < count; i++) {
      const bucket = buckets[i]!;
      if (this.#slots[bucket]! >= 0) continue;
      this.#touched[this.#count] = bucket;
      this.#slots[bucket] = this.#count++;
    }
    const { vectors, bucketWeights } = this.#weights;
    this.#kernel.spread(gradient, [vectors, bucketWeights], [buckets, count], this.#slots, [
      this.#gradients,
      this.#weightGradients,
    ]);
  }

  /** Applies one step to the touched rows and clears their gradients. */
  step(rate: number): void {
    const { dimension } = this.#weights;
    const touched = [this.#touched, this.#count] as const;
    this.#steps++;
    const first = rate / (1 - FIRST ** this.#steps);
    const correction = 1 / (1 - SECOND ** this.#steps);
    this.#kernel.adam(this.#vectors, this.#gradients, touched, dimension, { rate: first, correction });
    this.#kernel.adam(this.#bucketWeights, this.#weightGradients, touched, 1, {
      rate: first * WEIGHT_RATE,
      correction,
    });
    for (let i = 0; i < this.#count; i++) this.#slots[this.#touched[i]!] = -1;
    this.#gradients.fill(0, 0, this.#count * dimension);
    this.#weightGradients.fill(0, 0, this.#count);
    this.#count = 0;
  }
}
