/** Bytes of a chunk: so much at most stays in memory for the sake of one array. */
const CHUNK_BYTES = 8192;
/** Arrays start at multiples of this. */
const ALIGNMENT = 4;

/**
 * Copies parts of arrays, as `slice` does, into views of larger chunks. An array of more than 64 bytes keeps its numbers
 * outside of the heap, which takes 300 ns and work for the garbage collector; a view takes 50. A chunk lives as long as
 * one of its arrays.
 */
export class Arena {
  #chunk = new ArrayBuffer(0);
  #at = 0;

  copyFloats(source: Float32Array, from: number, to: number): Float32Array {
    const start = this.#take((to - from) * Float32Array.BYTES_PER_ELEMENT);
    const copy = new Float32Array(this.#chunk, start, to - from);
    copy.set(source.subarray(from, to));
    return copy;
  }

  /** Numbers to be written: all zeros. */
  newFloats(length: number): Float32Array {
    const start = this.#take(length * Float32Array.BYTES_PER_ELEMENT);
    return new Float32Array(this.#chunk, start, length);
  }

  copyInts(source: Int32Array, from: number, to: number): Int32Array {
    const start = this.#take((to - from) * Int32Array.BYTES_PER_ELEMENT);
    const copy = new Int32Array(this.#chunk, start, to - from);
    copy.set(source.subarray(from, to));
    return copy;
  }

  copyBytes(source: Int8Array, from: number, to: number): Int8Array {
    const start = this.#take(to - from);
    const copy = new Int8Array(this.#chunk, start, to - from);
    copy.set(source.subarray(from, to));
    return copy;
  }

  /** Where so many bytes start in the chunk. */
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
