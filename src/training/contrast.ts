import type { Kernel } from '../relevance/kernel/kernel.js';

/** Unit vectors of a batch, one after the other, and what the loss wants of them: arrays of the kernel. */
export interface Units {
  readonly units: Float32Array;
  readonly gradient: Float32Array;
}

/** Symmetric InfoNCE over batches of one size. */
export class Contrast {
  readonly #kernel: Kernel;
  readonly #batch: number;
  readonly #temperature: number;
  readonly #similarity: Float32Array;
  readonly #rowSums: Float64Array;
  readonly #columnSums: Float64Array;

  /** Bytes that it takes of a kernel. */
  static room(batch: number): number {
    return batch * batch * 4;
  }

  /** @param batch rows on each side, a multiple of 4 */
  constructor(kernel: Kernel, batch: number, temperature: number) {
    this.#kernel = kernel;
    this.#batch = batch;
    this.#temperature = temperature;
    this.#similarity = kernel.floats(batch * batch);
    this.#rowSums = new Float64Array(batch);
    this.#columnSums = new Float64Array(batch);
  }

  /**
   * The loss of van den Oord 2018, both ways as in CLIP: row `i` of `left` belongs to row `i` of `right`, and to no other.
   * Adds the gradients by the unit vectors.
   *
   * @returns the mean loss in nats times `share`; ln(batch) when nothing is learned
   */
  of(left: Units, right: Units, share: number): number {
    const [batch, similarity] = [this.#batch, this.#similarity];
    const [rowSums, columnSums] = [this.#rowSums, this.#columnSums];
    const dimension = left.units.length / batch;
    this.#kernel.products(left.units, right.units, similarity, batch, batch, dimension);
    this.#exponentiate();
    let loss = 0;
    for (let i = 0; i < batch; i++) {
      loss += Math.log(rowSums[i]!) + Math.log(columnSums[i]!) - 2 * Math.log(similarity[i * batch + i]!);
      rowSums[i] = 1 / rowSums[i]!;
      columnSums[i] = 1 / columnSums[i]!;
    }
    const scale = share / (2 * batch * this.#temperature);
    for (let i = 0, at = 0; i < batch; i++) {
      const row = rowSums[i]!;
      for (let j = 0; j < batch; j++, at++) similarity[at]! *= scale * (row + columnSums[j]!);
      similarity[i * batch + i]! -= 2 * scale;
    }
    this.#kernel.addProducts(left.gradient, similarity, [batch, 1], right.units, batch, dimension);
    this.#kernel.addProducts(right.gradient, similarity, [1, batch], left.units, batch, dimension);
    return (share * loss) / (2 * batch);
  }

  /** Cosines become exp((cosine - 1) / temperature), summed by row and by column. */
  #exponentiate(): void {
    const [batch, similarity] = [this.#batch, this.#similarity];
    const sharpness = 1 / this.#temperature;
    this.#columnSums.fill(0);
    for (let i = 0, at = 0; i < batch; i++) {
      let sum = 0;
      for (let j = 0; j < batch; j++, at++) {
        const value = Math.exp((similarity[at]! - 1) * sharpness);
        similarity[at] = value;
        sum += value;
        this.#columnSums[j]! += value;
      }
      this.#rowSums[i] = sum;
    }
  }
}
