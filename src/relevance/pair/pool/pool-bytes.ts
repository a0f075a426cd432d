/** Writes numbers one after the other, little-endian. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  /** A whole number of `size` bytes, 0 or more. */
  uint(value: number, size: number): void {
    for (let i = 0; i < size; i++) this.#bytes.push(Math.floor(value / 2 ** (8 * i)) & 0xff);
  }

  bytes(values: Uint8Array | Int8Array): void {
    for (const value of values) this.#bytes.push(value & 0xff);
  }

  floats(values: Iterable<number>): void {
    this.bytes(new Uint8Array(Float32Array.from(values).buffer));
  }

  /** Bytes with their length before them. */
  block(values: Uint8Array): void {
    this.uint(values.length, 4);
    this.bytes(values);
  }

  join(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what `ByteWriter` wrote. Reads past the end throw a RangeError. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  uint(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value += this.#view.getUint8(this.#at++) * 2 ** (8 * i);
    return value;
  }

  /** A copy. */
  bytes(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new RangeError('read past the end');
    return Uint8Array.from(this.#bytes.subarray(this.#at, (this.#at += count)));
  }

  floats(count: number): Float32Array {
    return new Float32Array(this.bytes(count * 4).buffer);
  }

  /** All that is left, a view. */
  rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  block(): Uint8Array {
    return this.bytes(this.uint(4));
  }
}
