import { openForest, packForest } from '../forest.js';
import type { Linear } from './linear.js';
import { GATE_INPUTS, type Look } from './look.js';
import { POSTERIOR_WEIGHTS } from './posterior.js';
import type { DumpStage } from './stage.js';
import type { Texts } from './texts.js';
import { FEATURES } from './feature-names.js';

/**
 * The bytes, little-endian: version and looks (uint8), dimension (uint16), calibration and levels (4 × float32), the
 * posteriors and regressions (float32), the two lists of background texts, the forest to the end.
 */
const VERSION = 2;
const LEVELS = 127;

/** Packs a stage; `openDumpStage` gives the same up to the rounding of its numbers to 32 bits. */
export function packDumpStage(stage: DumpStage): Uint8Array {
  const writer = new Writer();
  writer.uint(VERSION, 1);
  writer.uint(stage.looks.length, 1);
  writer.uint(stage.background.titles.dimension, 2);
  writer.floats([...stage.calibration, stage.levels.flag, stage.levels.review]);
  const { titles, comments, all } = stage.posteriors;
  for (const weights of [titles, comments, all]) writer.floats(weights);
  for (const { calm, flood, gate } of stage.looks)
    for (const linear of [calm, flood, gate]) writeLinear(writer, linear);
  writeTexts(writer, stage.background.titles);
  writeTexts(writer, stage.background.comments);
  return writer.join(packForest(stage.looks.at(-1)!.forest!));
}

/**
 * Opens what `packDumpStage` packed.
 *
 * @throws RangeError when the bytes are no such stage
 */
export function openDumpStage(bytes: Uint8Array): DumpStage {
  const reader = new Reader(bytes);
  if (reader.uint(1) !== VERSION) throw new RangeError('a dump stage of another version');
  const looks = reader.uint(1);
  const dimension = reader.uint(2);
  const [constant, slope, flag, review] = reader.floats(4) as unknown as [number, number, number, number];
  const posteriors = {
    titles: reader.floats(POSTERIOR_WEIGHTS),
    comments: reader.floats(POSTERIOR_WEIGHTS),
    all: reader.floats(POSTERIOR_WEIGHTS),
  };
  const regressions = Array.from({ length: looks }, (): Look => ({
    calm: readLinear(reader, FEATURES.length),
    forest: null,
    flood: readLinear(reader, FEATURES.length),
    gate: readLinear(reader, GATE_INPUTS),
  }));
  const background = { titles: readPacked(reader, dimension), comments: readPacked(reader, dimension) };
  const forest = openForest(reader.rest());
  if (forest.features !== FEATURES.length) throw new RangeError('a dump stage with other features');
  return {
    background,
    posteriors,
    looks: regressions.map((look, i) => (i === looks - 1 ? { ...look, forest } : look)),
    calibration: [constant, slope],
    levels: { flag, review },
  };
}

function writeLinear(writer: Writer, { means, deviations, weights }: Linear): void {
  for (const numbers of [means, deviations, weights]) writer.floats(numbers);
}

function readLinear(reader: Reader, width: number): Linear {
  return { means: reader.floats(width), deviations: reader.floats(width), weights: reader.floats(width + 1) };
}

/** Count (uint16), and of each text: buckets (uint8), words (uint16), mass and one weight of the buckets' scale, vector (int8). */
function writeTexts(writer: Writer, texts: Texts): void {
  writer.uint(texts.count, 2);
  for (let i = 0; i < texts.count; i++) {
    const [from, to] = [texts.starts[i]!, texts.starts[i + 1]!];
    writer.uint(to - from, 1);
    writer.uint(Math.min(texts.words[i]!, 0xffff), 2);
    writer.floats([texts.masses[i]!]);
    for (let at = from; at < to; at++) {
      writer.uint(texts.buckets[at]!, 3);
      writer.uint(Math.round(texts.weights[at]! * 0xffff), 2);
    }
    for (const value of texts.vectors.subarray(i * texts.dimension, (i + 1) * texts.dimension))
      writer.uint(Math.round(value * LEVELS) & 0xff, 1);
  }
}

function readPacked(reader: Reader, dimension: number): Texts {
  const count = reader.uint(2);
  const starts = new Int32Array(count + 1);
  const vectors = new Float32Array(count * dimension);
  const words = new Int32Array(count);
  const masses = new Float32Array(count);
  const buckets: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < count; i++) {
    const length = reader.uint(1);
    starts[i + 1] = starts[i]! + length;
    words[i] = reader.uint(2);
    masses[i] = reader.floats(1)[0]!;
    for (let k = 0; k < length; k++) {
      buckets.push(reader.uint(3));
      weights.push(reader.uint(2) / 0xffff);
    }
    for (let k = 0; k < dimension; k++) vectors[i * dimension + k] = ((reader.uint(1) << 24) >> 24) / LEVELS;
  }
  return {
    count,
    dimension,
    vectors,
    starts,
    buckets: Int32Array.from(buckets),
    weights: Float32Array.from(weights),
    words,
    masses,
  };
}

class Writer {
  readonly #bytes: number[] = [];

  uint(value: number, size: number): void {
    for (let i = 0; i < size; i++) this.#bytes.push((value >>> (8 * i)) & 0xff);
  }

  floats(values: ArrayLike<number>): void {
    this.#bytes.push(...new Uint8Array(Float32Array.from(values).buffer));
  }

  join(last: Uint8Array): Uint8Array {
    const all = new Uint8Array(this.#bytes.length + last.length);
    all.set(this.#bytes);
    all.set(last, this.#bytes.length);
    return all;
  }
}

/** Reads past the end throw a RangeError. */
class Reader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value += this.#view.getUint8(this.#at++) * 2 ** (8 * i);
    return value;
  }

  floats(count: number): Float64Array {
    return Float64Array.from({ length: count }, () => this.#view.getFloat32((this.#at += 4) - 4, true));
  }

  rest(): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.#view;
    return new Uint8Array(buffer, byteOffset + this.#at, byteLength - this.#at);
  }
}
