/** Kinds of arrays of numbers that are laid into files and shared memory. */
export type ArrayKind =
  typeof Uint8Array | typeof Uint16Array | typeof Int32Array | typeof Uint32Array | typeof Float64Array;
export type AnyArray = ArrayKind['prototype'];

/** Arrays of the kinds that a table of kinds names. */
export type Arrays<T extends Readonly<Record<string, ArrayKind>>> = {
  readonly [K in keyof T]: T[K]['prototype'];
};

/** Each array begins at a multiple of so many bytes. */
const ALIGNMENT = 16;

function align(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}

/**
 * Lays arrays into one piece of memory, little-endian: a head with two uint32 for each (its offset from the start, its length
 * in elements), then the arrays in order, each at a multiple of 16 bytes, and so the whole.
 *
 * @param into `sizeOfArrays` bytes that begin at a multiple of 4 bytes of their buffer, new ones by default
 */
export function layArrays(
  arrays: readonly AnyArray[],
  into: Uint8Array = new Uint8Array(sizeOfArrays(arrays)),
): Uint8Array<ArrayBuffer> {
  const bytes = into as Uint8Array<ArrayBuffer>;
  const head = new Uint32Array(bytes.buffer, bytes.byteOffset, 2 * arrays.length);
  let at = align(8 * arrays.length);
  arrays.forEach((array, i) => {
    head.set([at, array.length], 2 * i);
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at = align(at + array.byteLength);
  });
  return bytes;
}

/** How many bytes `layArrays` fills. */
export function sizeOfArrays(arrays: readonly AnyArray[]): number {
  return arrays.reduce((at, { byteLength }) => align(at + byteLength), align(8 * arrays.length));
}

/**
 * The arrays that `layArrays` laid, as views of the same memory.
 *
 * @param bytes begin at a multiple of 8 bytes of their buffer
 * @param kinds of all arrays, in order
 * @throws RangeError when the bytes are none, or cut off; what stands in the arrays is not checked
 */
export function readArrays(bytes: Uint8Array, kinds: readonly ArrayKind[]): AnyArray[] {
  const { byteOffset } = bytes;
  // Shared memory too: the constructors of a union have a signature for one kind of buffer only.
  const buffer = bytes.buffer as ArrayBuffer;
  if (bytes.length < 8 * kinds.length) throw new RangeError('no arrays');
  const head = new Uint32Array(buffer, byteOffset, 2 * kinds.length);
  return kinds.map((kind, i) => {
    const [at, length] = [head[2 * i]!, head[2 * i + 1]!];
    if (at + length * kind.BYTES_PER_ELEMENT > bytes.length) throw new RangeError(`array ${i} is cut off`);
    return new kind(buffer, byteOffset + at, length);
  });
}
