import { Fault } from '../fault.js';
import type { Calibration, Scale } from './calibration.js';
import { LENGTHS, NUMBERS_PER_LENGTH } from './calibration.js';
import { type Background, Encoder, type Tower } from './encoder.js';
import { crc32 } from './hash.js';
import { BODY_SCORES, TITLE_SCORES } from './score.js';
import { toUnit } from './vector.js';

/**
 * The file, little-endian: `MGRV`, CRC-32 of all that follows it, version (uint16), bits and dimension (uint8), counts
 * of background articles and comments (uint16); then a scale per bucket and its rarity (uint8 each), the rows (int8), the background
 * vectors (int8), and the numbers of the two calibrations (float64).
 */
const MAGIC = 0x5652474d;
const VERSION = 1;
const HEAD = 16;
const FEWEST_BITS = 4;
const MOST_BITS = 22;
/** A scale code `c` stands for 2^((c - 192) / 8): steps of 9%, from 2^-24 to 2^7.9. */
const SCALE_ZERO = 192;
const SCALE_STEPS = 8;
const LEVELS = 127;

const scaleOf = (code: number): number => 2 ** ((code - SCALE_ZERO) / SCALE_STEPS);
const scaleNumbers = (scores: number): number => scores + 1 + LENGTHS.length * NUMBERS_PER_LENGTH + 2;
const CALIBRATION_NUMBERS = scaleNumbers(TITLE_SCORES) + scaleNumbers(BODY_SCORES);

/**
 * Opens a model file (`models/relevance.bin`).
 *
 * @throws Fault `relevance/foreign` when the bytes are no such model or of another version, `relevance/damaged` when they are cut off or changed
 */
export function openRelevance(bytes: Uint8Array): Encoder {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD || view.getUint32(0, true) !== MAGIC || view.getUint16(8, true) !== VERSION)
    throw foreign();
  const bits = view.getUint8(10);
  const dimension = view.getUint8(11);
  if (bits < FEWEST_BITS || bits > MOST_BITS || dimension === 0) throw damaged();
  const articles = view.getUint16(12, true);
  const comments = view.getUint16(14, true);
  const buckets = 2 ** bits;
  const rowsAt = HEAD + 2 * buckets;
  const backgroundAt = rowsAt + buckets * dimension;
  const numbersAt = backgroundAt + (articles + comments) * dimension;
  if (bytes.length !== numbersAt + CALIBRATION_NUMBERS * 8 || view.getUint32(4, true) !== crc32(bytes, 8))
    throw damaged();
  const vectors = (at: number, count: number): Float32Array => {
    const read = new Float32Array(count * dimension);
    for (let i = 0; i < read.length; i++) read[i] = view.getInt8(at + i) / LEVELS;
    for (let i = 0; i < count; i++) toUnit(read.subarray(i * dimension, (i + 1) * dimension));
    return read;
  };
  const tower: Tower = {
    bits,
    dimension,
    scales: Float32Array.from(bytes.subarray(HEAD, HEAD + buckets), scaleOf),
    rarities: Uint8Array.from(bytes.subarray(HEAD + buckets, rowsAt)),
    // A copy by `from`: a slice of a Node buffer would be a view of a larger one.
    rows: Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + rowsAt, backgroundAt - rowsAt)),
  };
  const background: Background = {
    articles: vectors(backgroundAt, articles),
    comments: vectors(backgroundAt + articles * dimension, comments),
  };
  const numbers = Float64Array.from({ length: CALIBRATION_NUMBERS }, (_, i) =>
    view.getFloat64(numbersAt + i * 8, true),
  );
  const titleNumbers = scaleNumbers(TITLE_SCORES);
  return new Encoder(tower, background, {
    title: readScale(numbers.subarray(0, titleNumbers), TITLE_SCORES),
    body: readScale(numbers.subarray(titleNumbers), BODY_SCORES),
  });
}

/** Packs an encoder into a file; `openRelevance` of it gives the same weights. */
export function packRelevance({ tower, background, calibration }: Encoder): Uint8Array {
  const { bits, dimension } = tower;
  const vectors = [...background.articles, ...background.comments];
  const numbers = calibrationNumbers(calibration);
  const bytes = new Uint8Array(HEAD + 2 ** bits * (2 + dimension) + vectors.length + numbers.length * 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(8, VERSION, true);
  view.setUint8(10, bits);
  view.setUint8(11, dimension);
  view.setUint16(12, background.articles.length / dimension, true);
  view.setUint16(14, background.comments.length / dimension, true);
  bytes.set(Uint8Array.from(tower.scales, codeOf), HEAD);
  bytes.set(tower.rarities, HEAD + 2 ** bits);
  const rowsAt = HEAD + 2 * 2 ** bits;
  bytes.set(new Uint8Array(tower.rows.buffer, tower.rows.byteOffset, tower.rows.length), rowsAt);
  const backgroundAt = rowsAt + tower.rows.length;
  vectors.forEach((value, i) => {
    view.setInt8(backgroundAt + i, Math.round(value * LEVELS));
  });
  numbers.forEach((number, i) => {
    view.setFloat64(backgroundAt + vectors.length + i * 8, number, true);
  });
  view.setUint32(4, crc32(bytes, 8), true);
  return bytes;
}

/** Rounds rows of `dimension` numbers to 8 bits, with a scale per row that the file can hold. */
export function quantise(rows: Float32Array, dimension: number): Pick<Tower, 'scales' | 'rows'> {
  const scales = new Float32Array(rows.length / dimension);
  const rounded = new Int8Array(rows.length);
  for (let row = 0; row < scales.length; row++) {
    const values = rows.subarray(row * dimension, (row + 1) * dimension);
    const most = values.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
    const scale = scaleOf(Math.ceil(Math.min(255, Math.max(0, exactCode(most / LEVELS)))));
    scales[row] = scale;
    values.forEach((value, i) => (rounded[row * dimension + i] = Math.round(value / scale)));
  }
  return { scales, rows: rounded };
}

const exactCode = (scale: number): number => (scale > 0 ? Math.log2(scale) * SCALE_STEPS + SCALE_ZERO : 0);
const codeOf = (scale: number): number => Math.round(exactCode(scale));

function calibrationNumbers({ title, body }: Calibration): number[] {
  return [title, body].flatMap(({ sum, lines, mostFor, mostAgainst }) => [
    ...sum,
    ...lines,
    mostFor,
    mostAgainst,
  ]);
}

function readScale(numbers: Float64Array, scores: number): Scale {
  const caps = numbers.length - 2;
  return {
    sum: numbers.slice(0, scores + 1),
    lines: numbers.slice(scores + 1, caps),
    mostFor: numbers[caps]!,
    mostAgainst: numbers[caps + 1]!,
  };
}

function foreign(): Fault {
  return new Fault('relevance/foreign', {
    ko: '관련성 모델 파일이 아니거나 다른 판의 것입니다. 이 판의 models/relevance.bin을 쓰거나 모델을 다시 만들어 주세요.',
    en: 'not a relevance model, or one of another version. Use the models/relevance.bin of this version, or make the model again.',
  });
}

function damaged(): Fault {
  return new Fault('relevance/damaged', {
    ko: '관련성 모델 파일이 손상되었거나 끝이 잘렸습니다. models/relevance.bin을 다시 받거나 모델을 다시 만들어 주세요.',
    en: 'the relevance model is damaged or cut off. Get models/relevance.bin again, or make the model again.',
  });
}
