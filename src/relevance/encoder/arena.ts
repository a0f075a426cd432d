/** Bytes of a chunk: one surviving array keeps at most this much memory alive. */
const CHUNK_BYTES = 8192;
/** Alignment of arrays, in bytes. */
const ALIGNMENT = 4;

/**
 * Allocates small typed arrays as views into larger chunks. A typed array above 64 bytes keeps its numbers outside the
 * JavaScript heap, which takes 300 ns and burdens the garbage collector; a view takes 50 ns. A chunk lives as long as
 * any of its arrays.
 */
export class Arena {
  #chunk = new ArrayBuffer(0);
  #at = 0;

  /** Copies `source[from … to - 1]`. */
  copyFloats(source: Float32Array, from: number, to: number): Float32Array {
    const start = this.#take((to - from) * Float32Array.BYTES_PER_ELEMENT);
    const copy = new Float32Array(this.#chunk, start, to - from);
    copy.set(source.subarray(from, to));
    return copy;
  }

  /** A zero-filled array. */
  newFloats(length: number): Float32Array {
    const start = this.#take(length * Float32Array.BYTES_PER_ELEMENT);
    return new Float32Array(this.#chunk, start, length);
  }

  /** Copies `source[from … to - 1]`. */
  copyInts(source: Int32Array, from: number, to: number): Int32Array {
    const start = this.#take((to - from) * Int32Array.BYTES_PER_ELEMENT);
    const copy = new Int32Array(this.#chunk, start, to - from);
    copy.set(source.subarray(from, to));
    return copy;
  }

  /** Copies `source[from … to - 1]`. */
  copyBytes(source: Int8Array, from: number, to: number): Int8Array {
    const start = this.#take(to - from);
    const copy = new Int8Array(this.#chunk, start, to - from);
    copy.set(source.subarray(from, to));
    return copy;
  }

  /** Reserves `bytes` bytes and returns their offset in the chunk. */
  #take(bytes: number): number {
    if (this.#at + bytes > this.#chunk.byteLength) {
      this.#chunk = new ArrayBuffer(Math.max(CHUNK_BYTES, bytes));
      this.#at = 0;
    }
    const start = this.#at;
    this.#at = Math.ceil((start + bytes) / ALIGNMENT) * ALIGNMENT;
    return start;
  }
}
