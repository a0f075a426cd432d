import type { Corpus } from './corpus.js';
import { Postings } from './similarity.js';
import type { Groups } from './texts.js';

/** An article whose comments weigh less than this in total has no context. */
export const MIN_CONTEXT = 1e-3;

/**
 * The context of each article: the weighted sums of its comments' vectors and of their tf-idf. `cosineWithout` removes
 * a comment's own share again.
 */
export class Context {
  readonly weights: Float32Array;
  /** By article: total weight of its comments. */
  readonly totals: Float64Array;
  /** Weighted sums of vectors, row by row, and their squared lengths. */
  readonly sums: Float32Array;
  readonly squares: Float64Array;
  readonly words: Postings;
  readonly wordSquares: Float64Array;

  /**
   * Sums up the comments of each article.
   *
   * @param weights weight of each comment: see `contextWeight`
   */
  constructor(corpus: Corpus, groups: Groups, weights: Float32Array) {
    const { comments, titles, bits } = corpus;
    const { dimension } = comments;
    const count = titles.count;
    this.weights = weights;
    this.totals = new Float64Array(count);
    this.sums = new Float32Array(count * dimension);
    this.squares = new Float64Array(count);
    this.wordSquares = new Float64Array(count);
    const held = new Float32Array(2 ** bits);
    const items = new Int32Array(comments.buckets.length);
    const buckets = new Int32Array(comments.buckets.length);
    const shares = new Float32Array(comments.buckets.length);
    let length = 0;
    for (let article = 0; article < count; article++) {
      const sum = this.sums.subarray(article * dimension, (article + 1) * dimension);
      const from = length;
      for (let at = groups.starts[article]!; at < groups.starts[article + 1]!; at++) {
        const comment = groups.comments[at]!;
        const weight = comments.wordCounts[comment]! > 0 ? weights[comment]! : 0;
        if (weight === 0) continue;
        this.totals[article]! += weight;
        for (let k = 0; k < dimension; k++)
          sum[k] = sum[k]! + weight * comments.vectors[comment * dimension + k]!;
        for (let i = comments.starts[comment]!; i < comments.starts[comment + 1]!; i++) {
          const bucket = comments.buckets[i]!;
          if (held[bucket] === 0) buckets[length++] = bucket;
          held[bucket]! += weight * comments.weights[i]!;
        }
      }
      for (let i = from; i < length; i++) {
        items[i] = article;
        shares[i] = held[buckets[i]!]!;
        held[buckets[i]!] = 0;
        this.wordSquares[article]! += shares[i]! ** 2;
      }
      for (const value of sum) this.squares[article]! += value * value;
    }
    this.words = new Postings(
      bits,
      count,
      items.subarray(0, length),
      buckets.subarray(0, length),
      shares.subarray(0, length),
    );
  }
}

/**
 * Cosine of a unit vector with a sum that contains it with `weight`, leaving its own share out.
 *
 * @param product dot product of the vector with the sum
 * @param square squared length of the sum
 */
export function cosineWithout(product: number, square: number, weight: number): number {
  const rest = square - 2 * weight * product + weight * weight;
  return (product - weight) / Math.sqrt(Math.max(rest, 1e-9));
}
