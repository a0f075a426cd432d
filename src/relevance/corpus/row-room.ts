import { Kernel } from '../kernel/kernel.js';

/** What the kernel wants lengths to be multiples of. */
const LANES = 4;

/** Arrays that are left for what reads the rows. */
export const SPARE_ARRAYS = 8;
/** Sums that the kernel tells at a time, at most. */
const SUMS = 8;

/** Room in a kernel for numbers by column: arrays are as long as `width`, and NaN behind the last column. */
export class RowBuffer {
  readonly kernel: Kernel;
  readonly columns: number;
  readonly width: number;
  /** What the kernel told last. */
  readonly sums: Float32Array;
  readonly #zeros: Float32Array;

  /**
   * @param arrays how many arrays will be taken
   * @param more bytes for others
   */
  constructor(columns: number, arrays: number, more: number) {
    this.columns = columns;
    this.width = Math.ceil(columns / LANES) * LANES;
    // Each array takes 16 bytes more at most.
    this.kernel = new Kernel((arrays + 1) * (4 * this.width + 16) + 4 * SUMS + more);
    this.sums = this.kernel.floats(SUMS);
    this.#zeros = this.kernel.floats(this.width);
  }

  array(): Float32Array {
    return this.kernel.floats(this.width).fill(NaN, this.columns);
  }

  /** The highest number of an array; -Infinity when all are NaN. */
  highest(array: Float32Array): number {
    return this.kernel.highest(array, this.#zeros);
  }

  /** The same of all columns but one; NaN when there is none. */
  highestBut(array: Float32Array, column: number): number {
    const held = array[column]!;
    array[column] = NaN;
    const highest = this.highest(array);
    array[column] = held;
    return highest === -Infinity ? NaN : highest;
  }
}
