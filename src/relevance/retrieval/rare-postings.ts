import { idfOf, type Terms } from '../encoder/tf-idf.js';

/** n-grams in fewer than one of e^5 = 150 texts are rare: names, mostly. The others would only lengthen the lists. */
const MIN_IDF = 5;
const END = -1;
/** Entries visited per comment at most, so that words in half of all titles cost no more than others. */
const MAX_ENTRIES = 20_000;

/**
 * A growing inverted index over rare n-grams: for each one a linked list of the articles that contain it, most recent
 * first, in two arrays. Articles are numbered in the order in which they are added.
 */
export class RarePostings {
  readonly #idfCodes: Uint8Array;
  /** First entry of each bucket's list. */
  readonly #heads: Int32Array;
  /** Length of each bucket's list. */
  readonly #counts: Int32Array;
  #articles = new Int32Array(1024);
  #next = new Int32Array(1024);
  #length = 0;
  /** 1 / tf-idf norm of each article. */
  #scales = new Float32Array(64);
  #count = 0;

  constructor(bits: number, idfCodes: Uint8Array) {
    this.#idfCodes = idfCodes;
    this.#heads = new Int32Array(2 ** bits).fill(END);
    this.#counts = new Int32Array(2 ** bits);
  }

  /** Bytes of all arrays, spare capacity included. */
  get bytes(): number {
    return 4 * (2 * this.#heads.length + this.#articles.length + this.#next.length + this.#scales.length);
  }

  /** Adds an article under the next number. */
  add({ buckets, norm }: Terms): void {
    if (this.#count === this.#scales.length)
      this.#scales = copiedInto(this.#scales, new Float32Array(2 * this.#count));
    this.#scales[this.#count] = norm > 0 ? 1 / norm : 0;
    for (const bucket of buckets) {
      if (idfOf(this.#idfCodes, bucket) < MIN_IDF) continue;
      if (this.#length === this.#next.length) {
        this.#articles = copiedInto(this.#articles, new Int32Array(2 * this.#length));
        this.#next = copiedInto(this.#next, new Int32Array(2 * this.#length));
      }
      this.#articles[this.#length] = this.#count;
      this.#next[this.#length] = this.#heads[bucket]!;
      this.#heads[bucket] = this.#length++;
      this.#counts[bucket]!++;
    }
    this.#count++;
  }

  /** Adds to `into[article]` the part of its cosine with `terms` that rare n-grams contribute. */
  addCosines({ buckets, weights }: Terms, into: Float32Array): void {
    const [articles, next, scales] = [this.#articles, this.#next, this.#scales];
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i]!;
      const weight = weights[i]! * idfOf(this.#idfCodes, bucket);
      for (let at = this.#heads[bucket]!; at !== END; at = next[at]!) {
        const article = articles[at]!;
        into[article]! += weight * scales[article]!;
      }
    }
  }

  /**
   * As `addCosines`, visiting the rarest n-grams first and stopping before lists that are too long to tell anything.
   *
   * @param into all zeros on entry
   * @returns articles that received a score, in no particular order
   */
  addRarestCosines({ buckets, weights }: Terms, into: Float32Array): number[] {
    const [articles, next, scales] = [this.#articles, this.#next, this.#scales];
    const found: number[] = [];
    const held = [...buckets.keys()].filter((i) => this.#counts[buckets[i]!]! > 0);
    held.sort((a, b) => this.#counts[buckets[a]!]! - this.#counts[buckets[b]!]! || a - b);
    let entries = 0;
    for (const i of held) {
      const bucket = buckets[i]!;
      entries += this.#counts[bucket]!;
      if (entries > MAX_ENTRIES) break;
      const weight = weights[i]! * idfOf(this.#idfCodes, bucket);
      for (let at = this.#heads[bucket]!; at !== END; at = next[at]!) {
        const article = articles[at]!;
        if (into[article] === 0) found.push(article);
        into[article]! += weight * scales[article]!;
      }
    }
    return found;
  }
}

function copiedInto<Numbers extends Int32Array | Float32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
