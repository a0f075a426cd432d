export type Numbers = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/** Alignment of arrays in bytes: the width of a SIMD load. */
const ALIGNMENT = 16;
const PAGE = 65_536;

/** Compiled modules by their bytes: compiled once, instantiated with each memory. */
const compiled = new Map<string, WebAssembly.Module>();

/**
 * Inner loops in WebAssembly with SIMD, and the memory they work on. Arrays come from `doubles`, `floats`, `ints`,
 * `shorts`, `bytes` and `raw`, are zero-filled and live as long as the kernel; the loops accept no others.
 */
export class KernelMemory {
  /** What the module exports. */
  protected readonly exports: unknown;
  readonly #memory: WebAssembly.Memory;
  #next = ALIGNMENT;

  /**
   * @param module the compiled module, base64
   * @param capacity bytes of all arrays together; up to 16 more are taken per array
   */
  constructor(module: string, capacity: number) {
    let code = compiled.get(module);
    if (code === undefined) {
      code = new WebAssembly.Module(Uint8Array.from(atob(module), (letter) => letter.charCodeAt(0)));
      compiled.set(module, code);
    }
    const pages = Math.ceil((capacity + 64 * ALIGNMENT) / PAGE) + 1;
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.exports = new WebAssembly.Instance(code, { env: { memory: this.#memory } }).exports;
  }

  /**
   * Allocates a zero-filled array.
   *
   * @throws RangeError when the kernel's capacity is exhausted
   */
  doubles(length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, this.#take(length * 8), length);
  }

  /**
   * As `doubles`, 32-bit floats.
   *
   * @throws RangeError when the kernel's capacity is exhausted
   */
  floats(length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#take(length * 4), length);
  }

  /**
   * As `doubles`, 32-bit integers.
   *
   * @throws RangeError when the kernel's capacity is exhausted
   */
  ints(length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#take(length * 4), length);
  }

  /**
   * As `doubles`, 16-bit integers.
   *
   * @throws RangeError when the kernel's capacity is exhausted
   */
  shorts(length: number): Int16Array {
    return new Int16Array(this.#memory.buffer, this.#take(length * 2), length);
  }

  /**
   * As `doubles`, signed bytes.
   *
   * @throws RangeError when the kernel's capacity is exhausted
   */
  bytes(length: number): Int8Array {
    return new Int8Array(this.#memory.buffer, this.#take(length), length);
  }

  /**
   * As `doubles`, unsigned bytes.
   *
   * @throws RangeError when the kernel's capacity is exhausted
   */
  raw(length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, this.#take(length), length);
  }

  #take(length: number): number {
    const start = this.#next;
    this.#next = Math.ceil((start + length) / ALIGNMENT) * ALIGNMENT;
    if (this.#next > this.#memory.buffer.byteLength)
      throw new RangeError('the capacity of the kernel is exhausted');
    return start;
  }
}

/** Where an array lies in the memory of its kernel. */
export const at = (array: Numbers): number => array.byteOffset;
