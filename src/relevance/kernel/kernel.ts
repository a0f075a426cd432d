import { KERNEL } from './bytes.js';

type Numbers = Float32Array | Int32Array | Int16Array | Int8Array;
type Loop = (...numbers: readonly number[]) => void;
/** What the module exports. */
interface Loops {
  readonly products: Loop;
  readonly addProducts: Loop;
  readonly sumRows: Loop;
  readonly sumBytes: Loop;
  readonly scanBytes: Loop;
  readonly spread: Loop;
  readonly adam: Loop;
}

/** Arrays start at multiples of this: as wide as a SIMD load. */
const ALIGNED = 16;
const PAGE = 65_536;

let compiled: WebAssembly.Module | undefined;

/**
 * The inner loops in WebAssembly with SIMD, and the memory they work on: arrays come from `floats`, `ints`, `shorts`
 * and `bytes`, are all zeros, and live as long as the kernel. Loops take such arrays only. Rows stand one after the
 * other; `dimension`, their width, is a multiple of 8.
 */
export class Kernel {
  readonly #memory: WebAssembly.Memory;
  readonly #loops: Loops;
  #next = ALIGNED;

  /** @param room bytes that all arrays together need; 16 more are taken per array */
  constructor(room: number) {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (letter) => letter.charCodeAt(0)));
    const pages = Math.ceil((room + 64 * ALIGNED) / PAGE) + 1;
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.#loops = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } }).exports as Loops;
  }

  floats(length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#take(length * 4), length);
  }

  ints(length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#take(length * 4), length);
  }

  shorts(length: number): Int16Array {
    return new Int16Array(this.#memory.buffer, this.#take(length * 2), length);
  }

  bytes(length: number): Int8Array {
    return new Int8Array(this.#memory.buffer, this.#take(length), length);
  }

  /** `out[i * rights + j]`: dot product of row `i` of `left` with row `j` of `right`; `rights` is a multiple of 4. */
  products(
    left: Float32Array,
    right: Float32Array,
    out: Float32Array,
    lefts: number,
    rights: number,
    dimension: number,
  ): void {
    this.#loops.products(at(left), at(right), at(out), lefts, rights, dimension);
  }

  /** Adds to row `i` of `target` each row `j` of `source` times `pulls[i * rowStep + j * columnStep]`. */
  addProducts(
    target: Float32Array,
    pulls: Float32Array,
    [rowStep, columnStep]: readonly [number, number],
    source: Float32Array,
    rows: number,
    dimension: number,
  ): void {
    this.#loops.addProducts(at(target), at(pulls), rowStep, columnStep, at(source), rows, rows, dimension);
  }

  /** Sum of the rows named in `buckets[0 … count - 1]`, each times its weight, into `out`. */
  sumRows(
    out: Float32Array,
    rows: Float32Array | Int8Array,
    weights: Float32Array,
    buckets: Int32Array,
    count: number,
  ): void {
    const loop = rows instanceof Int8Array ? 'sumBytes' : 'sumRows';
    this.#loops[loop](at(out), at(rows), at(weights), at(buckets), count, out.length);
  }

  /** `out[i]`: dot product of the query with row `i` of `rows`, in whole numbers. */
  scan(query: Int16Array, rows: Int8Array, out: Int32Array, count: number): void {
    this.#loops.scanBytes(at(query), at(rows), at(out), count, query.length);
  }

  /** The gradient `by` of a weighted sum of rows, added where the buckets gather theirs: see `adam`. */
  spread(
    by: Float32Array,
    [rows, weights]: readonly [Float32Array, Float32Array],
    [buckets, count]: readonly [Int32Array, number],
    slots: Int32Array,
    [rowGradients, weightGradients]: readonly [Float32Array, Float32Array],
  ): void {
    this.#loops.spread(
      at(by),
      at(rows),
      at(weights),
      at(buckets),
      count,
      at(slots),
      at(rowGradients),
      at(weightGradients),
      by.length,
    );
  }

  /** A step of Adam on the rows (of `width` numbers) of the touched buckets; gradients stand in their order. */
  adam(
    { values, firsts, seconds }: Moments,
    gradients: Float32Array,
    [touched, count]: readonly [Int32Array, number],
    width: number,
    { rate, correction }: { readonly rate: number; readonly correction: number },
  ): void {
    this.#loops.adam(
      at(values),
      at(firsts),
      at(seconds),
      at(gradients),
      at(touched),
      count,
      width,
      rate,
      correction,
    );
  }

  #take(length: number): number {
    const start = this.#next;
    this.#next = Math.ceil((start + length) / ALIGNED) * ALIGNED;
    if (this.#next > this.#memory.buffer.byteLength)
      throw new RangeError('the kernel was made with less room');
    return start;
  }
}

/** Numbers that are learned, with the running means of their gradients and of their squares. */
export interface Moments {
  readonly values: Float32Array;
  readonly firsts: Float32Array;
  readonly seconds: Float32Array;
}

const at = (array: Numbers): number => array.byteOffset;
