import { rarityCodes } from '../overlap.js';
import { gaussian, type Random } from './random.js';

/** What is learned: a vector and a weight for each bucket. */
export interface Weights {
  readonly bits: number;
  readonly dimension: number;
  readonly vectors: Float32Array;
  readonly bucketWeights: Float32Array;
  /** How rare each bucket is among the texts: not learned. */
  readonly rarities: Uint8Array;
}

/** Random vectors of length about 1, and the weight log(texts / texts with the bucket), as in tf-idf. */
export function startWeights(
  bits: number,
  dimension: number,
  documents: Int32Array,
  texts: number,
  random: Random,
): Weights {
  const vectors = new Float32Array(2 ** bits * dimension);
  const size = 1 / Math.sqrt(dimension);
  for (let i = 0; i < vectors.length; i++) vectors[i] = gaussian(random) * size;
  const bucketWeights = Float32Array.from(documents, (count) => Math.log((texts + 1) / (count + 1)));
  return { bits, dimension, vectors, bucketWeights, rarities: rarityCodes(documents, texts) };
}

/** Decay of the running means (Kingma and Ba 2014). */
const FIRST = 0.9;
const SECOND = 0.999;
const TINY = 1e-8;
/** Bucket weights start at 3 to 12, vectors at 1 / sqrt(dimension): their steps differ by about as much. */
const WEIGHT_RATE = 8;

/** Adam over those rows only that a batch touched; the others stand still, their running means too. */
export class SparseAdam {
  readonly #weights: Weights;
  readonly #firsts: Float32Array;
  readonly #seconds: Float32Array;
  readonly #rowFirsts: Float32Array;
  readonly #rowSeconds: Float32Array;
  readonly #slots: Int32Array;
  #touched = new Int32Array(1024);
  #gradients = new Float32Array(0);
  #rowGradients = new Float32Array(0);
  #count = 0;
  #steps = 0;

  constructor(weights: Weights) {
    this.#weights = weights;
    this.#firsts = new Float32Array(weights.vectors.length);
    this.#seconds = new Float32Array(weights.vectors.length);
    this.#rowFirsts = new Float32Array(weights.bucketWeights.length);
    this.#rowSeconds = new Float32Array(weights.bucketWeights.length);
    this.#slots = new Int32Array(weights.bucketWeights.length).fill(-1);
    this.#grow();
  }

  /** Adds the gradient by the sum of a bag: `by[at … at + dimension - 1]`, for a bucket of that bag. */
  add(bucket: number, by: Float64Array, at: number): void {
    const { dimension, vectors, bucketWeights } = this.#weights;
    const slot = this.#slotOf(bucket);
    const weight = bucketWeights[bucket]!;
    const gradients = this.#gradients;
    let along = 0;
    for (let k = 0, g = slot * dimension, v = bucket * dimension; k < dimension; k++, g++, v++) {
      const part = by[at + k]!;
      gradients[g]! += weight * part;
      along += vectors[v]! * part;
    }
    this.#rowGradients[slot]! += along;
  }

  /** Moves the touched rows against their gradients and forgets these. */
  step(rate: number): void {
    const { dimension, vectors, bucketWeights } = this.#weights;
    this.#steps++;
    const firstBias = 1 / (1 - FIRST ** this.#steps);
    const secondBias = 1 / (1 - SECOND ** this.#steps);
    const [gradients, firsts, seconds] = [this.#gradients, this.#firsts, this.#seconds];
    for (let slot = 0; slot < this.#count; slot++) {
      const bucket = this.#touched[slot]!;
      for (let k = 0, g = slot * dimension, v = bucket * dimension; k < dimension; k++, g++, v++) {
        const gradient = gradients[g]!;
        const first = (firsts[v] = FIRST * firsts[v]! + (1 - FIRST) * gradient);
        const second = (seconds[v] = SECOND * seconds[v]! + (1 - SECOND) * gradient * gradient);
        vectors[v]! -= (rate * firstBias * first) / (Math.sqrt(second * secondBias) + TINY);
      }
      const along = this.#rowGradients[slot]!;
      const first = (this.#rowFirsts[bucket] = FIRST * this.#rowFirsts[bucket]! + (1 - FIRST) * along);
      const second = (this.#rowSeconds[bucket] =
        SECOND * this.#rowSeconds[bucket]! + (1 - SECOND) * along * along);
      bucketWeights[bucket]! -=
        (rate * WEIGHT_RATE * firstBias * first) / (Math.sqrt(second * secondBias) + TINY);
      this.#slots[bucket] = -1;
    }
    this.#gradients.fill(0, 0, this.#count * dimension);
    this.#rowGradients.fill(0, 0, this.#count);
    this.#count = 0;
  }

  #slotOf(bucket: number): number {
    const known = this.#slots[bucket]!;
    if (known >= 0) return known;
    if (this.#count === this.#touched.length) this.#grow();
    this.#touched[this.#count] = bucket;
    return (this.#slots[bucket] = this.#count++);
  }

  #grow(): void {
    const grown = <T extends Int32Array | Float32Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    const rows = this.#touched.length * 2;
    this.#touched = grown(this.#touched, new Int32Array(rows));
    this.#gradients = grown(this.#gradients, new Float32Array(rows * this.#weights.dimension));
    this.#rowGradients = grown(this.#rowGradients, new Float32Array(rows));
  }
}
