import { type EmbeddingTable, quantiseRows } from '../relevance/encoder/embedding-table.js';
import { Encoder } from '../relevance/encoder/encoder.js';
import { BagReader } from '../relevance/encoder/ngrams.js';
import type { TrainingArticle } from './corpus.js';

/**
 * How much of an n-gram's length its mean article adds, and the comments that count against it: a mean of few comments
 * says little.
 */
const WEIGHT = 1;
const SHRINK = 3;
/** Where an n-gram stands: sum of the vectors of its articles, each by the trust of the comment, and the sum of trusts. */
interface Place {
  readonly sum: Float64Array;
  trust: number;
}

/**
 * A table that has learned from a dump without training, for dumps that are too small for it: each n-gram moves towards
 * the mean of the articles (their titles) under which it stands. What all articles of the dump have in common is left
 * out. N-grams that the table does not know get the mean length of the others.
 *
 * @returns the same table for the same articles and comments in the same order
 */
export function associateTable(table: EmbeddingTable, articles: readonly TrainingArticle[]): EmbeddingTable {
  const { dimension } = table;
  const bags = new BagReader(table.bits);
  const vectors = titleVectors(table, articles);
  const places = new Map<number, Place>();
  const add = (text: string, vector: Float64Array, trust: number): void => {
    for (const bucket of new Set(bags.read(text).buckets)) {
      let place = places.get(bucket);
      if (place === undefined) places.set(bucket, (place = { sum: new Float64Array(dimension), trust: 0 }));
      place.trust += trust;
      for (let k = 0; k < dimension; k++) place.sum[k]! += trust * vector[k]!;
    }
  };
  articles.forEach(({ title, comments, trusts }, i) => {
    add(title, vectors[i]!, 1);
    comments.forEach((text, c) => {
      add(text, vectors[i]!, trusts?.[c] ?? 1);
    });
  });
  const lengths = new Map([...places.keys()].map((bucket) => [bucket, lengthOf(table, bucket)]));
  const known = [...lengths.values()].filter((length) => length > 0);
  const usual = known.reduce((sum, length) => sum + length, 0) / Math.max(1, known.length);
  const [rows, scales] = [table.rows.slice(), table.scales.slice()];
  const row = new Float32Array(dimension);
  for (const [bucket, { sum, trust }] of places) {
    const at = bucket * dimension;
    const length = lengths.get(bucket)! || usual;
    for (let k = 0; k < dimension; k++)
      row[k] = table.rows[at + k]! * table.scales[bucket]! + (WEIGHT * length * sum[k]!) / (trust + SHRINK);
    const quantised = quantiseRows(row, dimension);
    rows.set(quantised.rows, at);
    scales[bucket] = quantised.scales[0]!;
  }
  return { ...table, rows, scales };
}

/** Unit vectors of the titles, without what they have in common. */
function titleVectors(table: EmbeddingTable, articles: readonly TrainingArticle[]): Float64Array[] {
  const encoder = new Encoder(table);
  const vectors = articles.map(({ title }) => Float64Array.from(encoder.encode(title)));
  const mean = new Float64Array(table.dimension);
  for (const vector of vectors) vector.forEach((value, k) => (mean[k]! += value / vectors.length));
  return vectors.map((vector) => {
    const own = vector.map((value, k) => value - mean[k]!);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)) || 1;
    return own.map((value) => value / length);
  });
}

function lengthOf({ rows, scales, dimension }: EmbeddingTable, bucket: number): number {
  let sum = 0;
  for (let k = bucket * dimension; k < (bucket + 1) * dimension; k++) sum += rows[k]! ** 2;
  return scales[bucket]! * Math.sqrt(sum);
}
