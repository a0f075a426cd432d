import { z } from 'zod';
import { Fault } from '../../fault.js';
import { READER_FILE } from '../../wording/relevance.js';
import { packParts, splitParts, type PartFile } from '../part-file.js';
import { VOCABULARY, type Vocabulary } from './tokenizer.js';

/** `models/reader.bin`, magic `MGRD`. `models/make/encoder/pack.py` writes it and documents its parts. */
const FILE = { magic: 0x4452474d, version: 1, wording: READER_FILE } satisfies PartFile;

/** Inputs that share a scale, and numbers of an attention head. */
export const BLOCK = 32;

const SIZE = z.int().min(1).max(65_536);
const WIDTH = SIZE.multipleOf(BLOCK);
const SHAPE = z.object({
  layers: SIZE,
  width: WIDTH,
  heads: SIZE,
  inner: WIDTH,
  /** Bits of the weights of each layer. */
  bits: z.array(z.union([z.literal(4), z.literal(8)])),
  positions: SIZE,
  /** What cosines were multiplied by in training. */
  temperature: z.number().positive(),
  source: z.string(),
});
export type Shape = z.infer<typeof SHAPE>;

/** Rows of 4-bit numbers, not widened. */
export interface Rows4 {
  readonly rows: number;
  readonly width: number;
  readonly nibbles: Uint8Array;
  /** One for each block of 32 numbers. */
  readonly scales: Float32Array;
}

/** Rows of signed bytes, each with a scale. */
export interface Rows8 {
  readonly rows: number;
  readonly width: number;
  readonly bytes: Int8Array;
  readonly scales: Float32Array;
}

/** A matrix (outputs, inputs) with its bias; a norm's weight and bias. */
export type Dense = readonly [weights: Rows4 | Rows8, bias: Float32Array];
export type Norm = readonly [weight: Float32Array, bias: Float32Array];

export interface Layer {
  readonly query: Dense;
  readonly key: Dense;
  readonly value: Dense;
  readonly output: Dense;
  readonly attentionNorm: Norm;
  readonly up: Dense;
  readonly down: Dense;
  readonly norm: Norm;
}

/** Unit vectors as signed bytes: vector `i` is `scales[i] * rows[i * width …]`. */
export interface Vectors {
  readonly scales: Float32Array;
  readonly rows: Int8Array;
}

export interface ReaderFile {
  readonly shape: Shape;
  readonly vocabulary: Vocabulary;
  readonly word: Rows4;
  readonly position: Float32Array;
  readonly type: Float32Array;
  readonly norm: Norm;
  readonly layers: readonly Layer[];
  readonly projections: { readonly comment: Float32Array; readonly title: Float32Array };
  readonly background: Vectors;
}

/** Parts without and with the background. */
const PARTS = 6;

/**
 * The parts of a file written by `pack.py`, not yet read.
 *
 * @throws Fault `relevance/foreign` when it is no such file or one of another version, `relevance/damaged` when it is
 * truncated or altered
 */
export function splitReaderFile(bytes: Uint8Array): Uint8Array[] {
  return splitParts(FILE, bytes);
}

/**
 * Reads the parts of a file.
 *
 * @throws Fault `relevance/damaged` when they make no sense
 */
export function openReaderFile(parts: readonly Uint8Array[]): ReaderFile {
  try {
    if (parts.length !== PARTS && parts.length !== PARTS + 1) throw new RangeError('number of parts');
    return readParts(parts);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)
      throw new Fault('relevance/damaged', READER_FILE.damaged, {}, { cause: error });
    throw error;
  }
}

function readParts(parts: readonly Uint8Array[]): ReaderFile {
  const shape = SHAPE.parse(JSON.parse(new TextDecoder().decode(parts[0])));
  const vocabulary = VOCABULARY.parse(JSON.parse(new TextDecoder().decode(parts[1])));
  const { layers, width, inner, positions } = shape;
  const ids = vocabulary.pieces.length;
  if (shape.heads * BLOCK !== width) throw new RangeError('size of the heads');
  if ([vocabulary.unk, vocabulary.bos, vocabulary.eos].some((id) => id >= ids)) throw new RangeError('ids');
  if (shape.bits.length !== layers) throw new RangeError('bits of the layers');
  const words = new RowReader(parts[2]!);
  const numbers = new HalfReader(parts[3]!);
  const matrices = new RowReader(parts[4]!);
  const projections = new HalfReader(parts[5]!);
  const norm = (): Norm => [numbers.take(width), numbers.take(width)];
  const file: ReaderFile = {
    shape,
    vocabulary,
    word: words.take(ids, width),
    position: numbers.take(positions * width),
    type: numbers.take(width),
    norm: norm(),
    layers: shape.bits.map((bits) => {
      const dense = (outputs: number, inputs: number): Dense => [
        bits === 4 ? matrices.take(outputs, inputs) : matrices.takeBytes(outputs, inputs),
        numbers.take(outputs),
      ];
      return {
        query: dense(width, width),
        key: dense(width, width),
        value: dense(width, width),
        output: dense(width, width),
        attentionNorm: norm(),
        up: dense(inner, width),
        down: dense(width, inner),
        norm: norm(),
      };
    }),
    projections: { comment: projections.take(width ** 2), title: projections.take(width ** 2) },
    background: openVectors(parts[PARTS], width),
  };
  for (const reader of [words, numbers, matrices, projections])
    if (!reader.ended) throw new RangeError('sizes of the parts');
  return file;
}

/**
 * The same file with another background, the last part: number of vectors (uint32), a float32 scale per vector, then
 * the vectors as signed bytes.
 *
 * @param vectors of titles, as `TextReader.title` gives them
 * @throws Fault as `splitReaderFile`
 */
export function withBackground(bytes: Uint8Array, vectors: readonly Float32Array[]): Uint8Array {
  const parts = splitReaderFile(bytes);
  const width = openReaderFile(parts).shape.width;
  const part = new Uint8Array(4 + vectors.length * (4 + width));
  const view = new DataView(part.buffer);
  view.setUint32(0, vectors.length, true);
  vectors.forEach((vector, i) => {
    const most = vector.reduce((high, number) => Math.max(high, Math.abs(number)), 0);
    const scale = Math.fround(most / 127);
    view.setFloat32(4 + 4 * i, scale, true);
    const at = 4 + 4 * vectors.length + i * width;
    vector.forEach((number, k) => {
      view.setInt8(at + k, scale === 0 ? 0 : Math.round(number / scale));
    });
  });
  return packParts(FILE, [...parts.slice(0, PARTS), part]);
}

function openVectors(part: Uint8Array | undefined, width: number): Vectors {
  if (part === undefined) return { scales: new Float32Array(0), rows: new Int8Array(0) };
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const count = view.getUint32(0, true);
  if (part.length !== 4 + count * (4 + width)) throw new RangeError('size of the background');
  return {
    scales: Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 + 4 * i, true)),
    rows: Int8Array.from(part.subarray(4 + 4 * count)),
  };
}

/** Takes arrays of float16 from a part, in order. */
class HalfReader {
  readonly #bits: Uint16Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    if (bytes.length % 2 !== 0) throw new RangeError('half a number');
    // A part may begin at an odd place.
    this.#bits = new Uint16Array(new Uint8Array(bytes).buffer);
  }

  get ended(): boolean {
    return this.#at === this.#bits.length;
  }

  /** @throws RangeError when fewer are left, or one is not finite */
  take(count: number): Float32Array {
    const from = this.#at;
    this.#at += count;
    if (this.#at > this.#bits.length) throw new RangeError('read past the end');
    const numbers = new Float32Array(count);
    const bits = new Uint32Array(numbers.buffer);
    for (let i = 0; i < count; i++) {
      const half = this.#bits[from + i]!;
      if ((half & 0x7c00) === 0x7c00) throw new RangeError('not a finite number');
      // As a float32 with the same exponent bits it is 2^112 times too small, also where it is subnormal.
      bits[i] = (half & 0x7fff) << 13;
      numbers[i] = (half & 0x8000 ? -(2 ** 112) : 2 ** 112) * numbers[i]!;
    }
    return numbers;
  }
}

/** Takes rows from a part, in order. */
class RowReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** @throws RangeError when fewer are left, or a scale is not finite */
  take(rows: number, width: number): Rows4 {
    const blocks = (rows * width) / BLOCK;
    const scales = new HalfReader(this.#bytes.subarray(this.#at, this.#at + 2 * blocks)).take(blocks);
    this.#at += 2 * blocks;
    const nibbles = this.#bytes.subarray(this.#at, this.#at + (blocks * BLOCK) / 2);
    this.#at += (blocks * BLOCK) / 2;
    if (this.#at > this.#bytes.length) throw new RangeError('read past the end');
    return { rows, width, nibbles, scales };
  }

  /** As `take`, rows of bytes with a scale each. */
  takeBytes(rows: number, width: number): Rows8 {
    const scales = new HalfReader(this.#bytes.subarray(this.#at, this.#at + 2 * rows)).take(rows);
    this.#at += 2 * rows;
    const bytes = this.#bytes.subarray(this.#at, this.#at + rows * width);
    this.#at += rows * width;
    if (this.#at > this.#bytes.length) throw new RangeError('read past the end');
    return { rows, width, bytes: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), scales };
  }
}
