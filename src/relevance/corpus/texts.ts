import type { Encoder } from '../encoder/encoder.js';
import { IDF_STEPS } from '../encoder/tf-idf.js';

/** Rarest buckets kept per text: the others hardly contribute to tf-idf. */
const MAX_BUCKETS = 64;

/** Encoded texts in flat arrays: text `i` has row `i` of the vectors and the buckets from `starts[i]` on. */
export interface Texts {
  readonly count: number;
  readonly dimension: number;
  /** Unit vectors, row by row; zeros for a text without words. */
  readonly vectors: Float32Array;
  readonly starts: Int32Array;
  readonly buckets: Int32Array;
  /** Tf-idf weight of each bucket, normalised per text. */
  readonly weights: Float32Array;
  /** Number of eojeols in each text. */
  readonly wordCounts: Int32Array;
  /** Tf-idf norm of each text before normalisation: its information content. */
  readonly norms: Float32Array;
}

type Read = ReturnType<Encoder['read']>;

/** Packs encoded texts, each with its `most` rarest buckets. */
export function packTexts(encoder: Encoder, reads: readonly Read[], most = MAX_BUCKETS): Texts {
  const { dimension } = encoder;
  const { idfCodes } = encoder.table;
  const bags = reads.map(({ buckets }) => rarest(buckets, idfCodes, most));
  const starts = new Int32Array(reads.length + 1);
  bags.forEach((bag, i) => (starts[i + 1] = starts[i]! + bag.length));
  const texts: Texts = {
    count: reads.length,
    dimension,
    vectors: new Float32Array(reads.length * dimension),
    starts,
    buckets: new Int32Array(starts[reads.length]!),
    weights: new Float32Array(starts[reads.length]!),
    wordCounts: Int32Array.from(reads, ({ wordCount }) => wordCount),
    norms: new Float32Array(reads.length),
  };
  reads.forEach(({ vector }, i) => {
    const bag = bags[i]!;
    const from = starts[i]!;
    texts.vectors.set(vector, i * dimension);
    texts.buckets.set(bag, from);
    let squares = 0;
    for (const bucket of bag) squares += (idfCodes[bucket]! / IDF_STEPS) ** 2;
    const norm = Math.sqrt(squares);
    texts.norms[i] = norm;
    for (let k = 0; k < bag.length; k++)
      texts.weights[from + k] = idfCodes[bag[k]!]! / IDF_STEPS / (norm || 1);
  });
  return texts;
}

/** Encodes and packs texts. */
export function encodeTexts(encoder: Encoder, texts: readonly string[]): Texts {
  return packTexts(
    encoder,
    texts.map((text) => encoder.read(text)),
  );
}

/** The texts at `rows`, in that order. */
export function selectTexts(all: Texts, rows: ArrayLike<number>): Texts {
  const { dimension } = all;
  const count = rows.length;
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < count; i++)
    starts[i + 1] = starts[i]! + all.starts[rows[i]! + 1]! - all.starts[rows[i]!]!;
  const some: Texts = {
    count,
    dimension,
    vectors: new Float32Array(count * dimension),
    starts,
    buckets: new Int32Array(starts[count]!),
    weights: new Float32Array(starts[count]!),
    wordCounts: new Int32Array(count),
    norms: new Float32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    const [from, to] = [all.starts[row]!, all.starts[row + 1]!];
    some.vectors.set(all.vectors.subarray(row * dimension, (row + 1) * dimension), i * dimension);
    some.buckets.set(all.buckets.subarray(from, to), starts[i]);
    some.weights.set(all.weights.subarray(from, to), starts[i]);
    some.wordCounts[i] = all.wordCounts[row]!;
    some.norms[i] = all.norms[row]!;
  }
  return some;
}

/** Concatenates two lists of texts. */
export function joinTexts(first: Texts, second: Texts): Texts {
  const offset = first.buckets.length;
  return {
    count: first.count + second.count,
    dimension: first.dimension,
    vectors: joined(Float32Array, first.vectors, second.vectors),
    starts: joined(
      Int32Array,
      first.starts,
      second.starts.subarray(1).map((start) => start + offset),
    ),
    buckets: joined(Int32Array, first.buckets, second.buckets),
    weights: joined(Float32Array, first.weights, second.weights),
    wordCounts: joined(Int32Array, first.wordCounts, second.wordCounts),
    norms: joined(Float32Array, first.norms, second.norms),
  };
}

function joined<T extends Float32Array | Int32Array>(kind: new (length: number) => T, a: T, b: T): T {
  const both = new kind(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The rarest buckets of a text, in its order. */
function rarest(buckets: Int32Array, idfCodes: Uint8Array, most: number): Int32Array {
  if (buckets.length <= most) return buckets;
  const counts = new Int32Array(256);
  for (const bucket of buckets) counts[idfCodes[bucket]!]!++;
  let least = 255;
  let above = 0;
  while (above + counts[least]! <= most) above += counts[least--]!;
  let left = most - above;
  return buckets.filter((bucket) => {
    const idf = idfCodes[bucket]!;
    return idf > least || (idf === least && left-- > 0);
  });
}

/** Comments grouped by article: those of article `a` are `comments[starts[a] … starts[a + 1] - 1]`. */
export interface Groups {
  readonly starts: Int32Array;
  readonly comments: Int32Array;
}

/**
 * Groups comments by article.
 *
 * @param articles the article of each comment
 * @param count number of articles
 */
export function groupComments(articles: Int32Array, count: number): Groups {
  const starts = new Int32Array(count + 1);
  for (const article of articles) starts[article + 1]!++;
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const comments = new Int32Array(articles.length);
  articles.forEach((article, comment) => (comments[next[article]!++] = comment));
  return { starts, comments };
}
