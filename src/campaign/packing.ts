/** The state of a tracker as bytes: values as JSON, arrays of numbers as they lie in memory (little-endian, as everywhere Node runs). */
type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
interface NumbersOf<T extends Numbers> {
  new (buffer: ArrayBuffer): T;
  readonly BYTES_PER_ELEMENT: number;
}

/** Collects parts in order; {@link Unpacker} gives them back in the same order. */
export class Packer {
  readonly #parts: Uint8Array[] = [];

  value(value: unknown): void {
    this.#parts.push(new TextEncoder().encode(JSON.stringify(value)));
  }

  array(numbers: Numbers): void {
    this.#parts.push(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }

  /** Each part behind its length in bytes, a Float64. */
  bytes(): Uint8Array {
    const size = this.#parts.reduce((sum, part) => sum + 8 + part.length, 0);
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const part of this.#parts) {
      view.setFloat64(at, part.length, true);
      bytes.set(part, at + 8);
      at += 8 + part.length;
    }
    return bytes;
  }
}

export class Unpacker {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  #part(): Uint8Array {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    const size = view.getFloat64(this.#at, true);
    const start = this.#at + 8;
    this.#at = start + size;
    return this.#bytes.subarray(start, this.#at);
  }

  value(): unknown {
    return JSON.parse(new TextDecoder().decode(this.#part()));
  }

  array<T extends Numbers>(kind: NumbersOf<T>): T {
    return new kind(this.#part().slice().buffer);
  }
}

/** Packs a table of which most entries are 0: the places of the others, and what stands there. */
export function packSparse(packer: Packer, table: Uint16Array | Uint32Array): void {
  const places: number[] = [];
  for (let i = 0; i < table.length; i++) if (table[i] !== 0) places.push(i);
  packer.array(Int32Array.from(places));
  packer.array(Uint32Array.from(places, (place) => table[place]!));
}

/** Reads what {@link packSparse} wrote into `table`. */
export function unpackSparse(unpacker: Unpacker, table: Uint16Array | Uint32Array): void {
  const places = unpacker.array(Int32Array);
  const values = unpacker.array(Uint32Array);
  table.fill(0);
  for (let i = 0; i < places.length; i++) table[places[i]!] = values[i]!;
}
