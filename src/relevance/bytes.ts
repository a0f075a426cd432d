/** Appends numbers to a byte buffer, little-endian. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  /** Appends an unsigned integer of `size` bytes. */
  uint(value: number, size: number): void {
    for (let i = 0; i < size; i++) this.#bytes.push(Math.floor(value / 2 ** (8 * i)) & 0xff);
  }

  /** Appends raw bytes. */
  bytes(values: Uint8Array | Int8Array): void {
    for (const value of values) this.#bytes.push(value & 0xff);
  }

  /** Appends 32-bit floats. */
  floats(values: Iterable<number>): void {
    this.bytes(new Uint8Array(Float32Array.from(values).buffer));
  }

  /** Appends a block: its length (uint32), then its bytes. */
  block(values: Uint8Array): void {
    this.uint(values.length, 4);
    this.bytes(values);
  }

  /** Everything written so far. */
  join(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/**
 * Reads what `ByteWriter` wrote, in the same order. Every method throws a RangeError when it would read past the end.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether everything has been read. */
  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Reads an unsigned integer of `size` bytes. */
  uint(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value += this.#view.getUint8(this.#at++) * 2 ** (8 * i);
    return value;
  }

  /**
   * Reads `count` raw bytes into a new array.
   *
   * @throws RangeError when fewer are left
   */
  bytes(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new RangeError('read past the end');
    return Uint8Array.from(this.#bytes.subarray(this.#at, (this.#at += count)));
  }

  /** Reads `count` 32-bit floats. */
  floats(count: number): Float32Array {
    return new Float32Array(this.bytes(count * 4).buffer);
  }

  /** A view of everything not read yet. */
  rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  /** Reads a block: its length, then its bytes. */
  block(): Uint8Array {
    return this.bytes(this.uint(4));
  }
}
