/**
 * One vector per n-gram bucket, quantised to 4 bits with a scale per row: bucket `i` has the vector `scales[i] * rows[i
 * * dimension …]`.
 */
export interface EmbeddingTable {
  readonly bits: number;
  /** Numbers per row, a multiple of 8. */
  readonly dimension: number;
  readonly scales: Float32Array;
  /** -7 to 7, `dimension` per bucket. */
  readonly rows: Int8Array;
  /** Idf code of each bucket: see `tf-idf.ts`. */
  readonly idfCodes: Uint8Array;
}

/** Levels of a 4-bit number: -7 to 7. The AUC drops by less than .001 against 32-bit numbers. */
const MAX_LEVEL = 7;
/** A scale code `c` stands for 2^((c - 192) / 8): steps of 9%, from 2^-24 to 2^7.9; code 0 for all-zero rows. */
const SCALE_ZERO = 192;
const SCALE_STEPS = 8;
/**
 * Scale codes tried per row, downwards from the one that holds the largest number: clipping a few numbers rounds the
 * others better.
 */
const SCALES_TRIED = 8;

const scaleOf = (code: number): number => (code === 0 ? 0 : 2 ** ((code - SCALE_ZERO) / SCALE_STEPS));
const codeOf = (scale: number): number => Math.round(Math.log2(scale) * SCALE_STEPS + SCALE_ZERO);

/** Quantises rows of `dimension` numbers to 4 bits, each with the scale of least squared error. */
export function quantiseRows(rows: Float32Array, dimension: number): Pick<EmbeddingTable, 'scales' | 'rows'> {
  const scales = new Float32Array(rows.length / dimension);
  const rounded = new Int8Array(rows.length);
  for (let row = 0; row < scales.length; row++) {
    const values = rows.subarray(row * dimension, (row + 1) * dimension);
    const most = values.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
    if (most === 0) continue;
    const highest = Math.max(1, Math.min(255, Math.ceil(codeOf(most / MAX_LEVEL))));
    let least = Infinity;
    for (let code = highest; code > Math.max(0, highest - SCALES_TRIED); code--) {
      const scale = scaleOf(code);
      const error = values.reduce((sum, value) => sum + (value - scale * level(value / scale)) ** 2, 0);
      if (error >= least) continue;
      least = error;
      scales[row] = scale;
    }
    const scale = scales[row]!;
    values.forEach((value, i) => (rounded[row * dimension + i] = level(value / scale)));
  }
  return { scales, rows: rounded };
}

const level = (value: number): number => Math.max(-MAX_LEVEL, Math.min(MAX_LEVEL, Math.round(value)));

/**
 * Serialises a table. Bytes: bits, dimension, a scale code per bucket, an idf code per bucket, then the rows, two
 * numbers per byte.
 */
export function packEmbeddingTable({ bits, dimension, scales, rows, idfCodes }: EmbeddingTable): Uint8Array {
  const buckets = 2 ** bits;
  const bytes = new Uint8Array(2 + 2 * buckets + rows.length / 2);
  bytes[0] = bits;
  bytes[1] = dimension;
  scales.forEach((scale, bucket) => (bytes[2 + bucket] = scale === 0 ? 0 : codeOf(scale)));
  bytes.set(idfCodes, 2 + buckets);
  const at = 2 + 2 * buckets;
  for (let i = 0; i < rows.length; i += 2)
    bytes[at + i / 2] = (rows[i]! + MAX_LEVEL) | ((rows[i + 1]! + MAX_LEVEL) << 4);
  return bytes;
}

const MIN_BITS = 4;
const MAX_BITS = 22;

/** The two numbers of each byte, as they lie in memory. */
const PAIRS = new Uint16Array(
  Int8Array.from({ length: 512 }, (_, i) => ((i % 2 === 0 ? i >> 1 : i >> 5) & 15) - MAX_LEVEL).buffer,
);

function scalesOf(codes: Uint8Array): Float32Array {
  const known = Float32Array.from({ length: 256 }, (_, code) => scaleOf(code));
  const scales = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) scales[i] = known[codes[i]!]!;
  return scales;
}

/** Reads what `packEmbeddingTable` wrote; undefined when sizes do not match. */
export function openEmbeddingTable(bytes: Uint8Array): EmbeddingTable | undefined {
  const [bits, dimension] = [bytes[0] ?? 0, bytes[1] ?? 0];
  if (bits < MIN_BITS || bits > MAX_BITS || dimension === 0 || dimension % 8 !== 0) return undefined;
  const buckets = 2 ** bits;
  const at = 2 + 2 * buckets;
  const rows = new Int8Array(buckets * dimension);
  if (bytes.length !== at + rows.length / 2) return undefined;
  // Both numbers of a byte are written at once: a table of this size is opened at each start.
  const pairs = new Uint16Array(rows.buffer);
  for (let i = 0; i < pairs.length; i++) pairs[i] = PAIRS[bytes[at + i]!]!;
  return {
    bits,
    dimension,
    scales: scalesOf(bytes.subarray(2, 2 + buckets)),
    idfCodes: Uint8Array.from(bytes.subarray(2 + buckets, at)),
    rows,
  };
}
