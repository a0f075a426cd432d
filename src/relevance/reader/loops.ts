import { at, KernelMemory } from '../kernel/memory.js';
import { KERNEL } from './bytes.js';
import type { Rows4 } from './file.js';

type Loop = (...numbers: readonly number[]) => void;
/** Exports of the compiled module; `models/make/kernel/assembly/reader.ts` documents each. */
interface Loops {
  readonly widenRows: Loop;
  readonly readRow: Loop;
  readonly addNorm: Loop;
  readonly quantise: Loop;
  readonly dense: Loop;
  readonly gelu: Loop;
  readonly attend: Loop;
  readonly direction: Loop;
  readonly project: Loop;
}

/** Weights (outputs, inputs) as signed bytes with a scale per row. */
export interface Matrix {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Int8Array;
  readonly rowScales: Float32Array;
  readonly bias: Float32Array;
}

/** Rows quantised to 16 bits, in groups of 4, with a scale each. */
export interface Quantised {
  readonly numbers: Int16Array;
  readonly scales: Float32Array;
}

/**
 * The largest integer that a number of a row of so many inputs becomes: sums of products of `inputs` signed bytes stay
 * below 2^31.
 */
const mostOf = (inputs: number): number => Math.min(2 ** 15 - 1, Math.floor((2 ** 31 - 1) / (inputs * 128)));

/** The inner loops of the transformer encoder. Rows are of `width` floats, a multiple of 32. */
export class ReaderLoops extends KernelMemory {
  readonly #loops: Loops;

  /** @param capacity bytes of all arrays together; up to 16 more are taken per array */
  constructor(capacity: number) {
    super(KERNEL, capacity);
    this.#loops = this.exports as Loops;
  }

  /**
   * Widens 4-bit rows, whose blocks of 32 have scales, to signed bytes with a scale per row.
   *
   * @param scratch at least as many floats as the rows have blocks
   */
  widenRows(
    { rows, width, nibbles, scales }: Rows4,
    weights: Int8Array,
    rowScales: Float32Array,
    scratch: Float32Array,
  ): void {
    scratch.set(scales);
    // The loop reads them there and fills the array from its beginning.
    weights.set(nibbles, nibbles.length);
    this.#loops.widenRows(at(scratch), at(weights), at(rowScales), rows, width);
  }

  /** Writes row `row` of a table of 4-bit rows to row `to` of `out`, as floats. */
  readRow(
    [nibbles, scales]: readonly [Uint8Array, Float32Array],
    row: number,
    out: Float32Array,
    to: number,
    width: number,
  ): void {
    this.#loops.readRow(
      at(nibbles) + (row * width) / 2,
      at(scales) + (row * width) / 8,
      at(out) + 4 * to * width,
      width,
    );
  }

  /** Layer normalisation of `rows + added`, in place. */
  addNorm(
    rows: Float32Array,
    added: Float32Array,
    [weight, bias]: readonly [Float32Array, Float32Array],
    count: number,
  ): void {
    this.#loops.addNorm(at(rows), at(added), at(weight), at(bias), count, weight.length);
  }

  /** Quantises rows of `width` floats, each with its own scale. */
  quantise(rows: Float32Array, out: Quantised, count: number, width: number): void {
    this.#loops.quantise(at(rows), at(out.numbers), at(out.scales), count, width, mostOf(width));
  }

  /**
   * Products of `count` rows with the rows of a matrix, plus its bias.
   *
   * @param scratch at least 4 rows of the matrix's inputs
   */
  dense(rows: Quantised, matrix: Matrix, out: Float32Array, scratch: Int16Array, count: number): void {
    this.#loops.dense(
      at(rows.numbers),
      at(rows.scales),
      at(matrix.weights),
      at(matrix.rowScales),
      at(matrix.bias),
      at(out),
      at(scratch),
      scratch.byteLength,
      count,
      matrix.inputs,
      matrix.outputs,
    );
  }

  /** x Φ(x) of the first `count` numbers, in place. */
  gelu(values: Float32Array, count: number): void {
    this.#loops.gelu(at(values), count);
  }

  /**
   * Self-attention with heads of 32 numbers.
   *
   * @param scratch 33 floats for each of `count` rows, to the next multiple of 4
   */
  attend(
    [queries, keys, values]: readonly [Float32Array, Float32Array, Float32Array],
    out: Float32Array,
    scratch: Float32Array,
    count: number,
    width: number,
  ): void {
    this.#loops.attend(at(queries), at(keys), at(values), at(out), at(scratch), count, width);
  }

  /** Writes the unit vector in the direction of the mean of `count` rows to `out`. */
  direction(rows: Float32Array, out: Float32Array, count: number): void {
    this.#loops.direction(at(rows), at(out), count, out.length);
  }

  /** `out` = square matrix · vector. */
  project(vector: Float32Array, matrix: Float32Array, out: Float32Array): void {
    this.#loops.project(at(vector), at(matrix), at(out), vector.length);
  }
}
