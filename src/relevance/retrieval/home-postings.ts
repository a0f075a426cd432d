import { idfOf, type Terms } from '../encoder/tf-idf.js';

/** n-grams in less than one of e^RARE = 150 texts are rare: names, mostly. The others only lengthen the lists. */
const MIN_IDF = 5;
const END = -1;
/** Entries that are looked at for a comment at most, so that words of half of all titles cost no more than others. */
const MAX_ENTRIES = 20_000;

/**
 * An inverted index that grows: for each rare n-gram the articles with it, the last one first, each list linked through
 * two arrays. Articles are numbered in the order in which they are added.
 */
export class RarePostings {
  readonly #rarities: Uint8Array;
  /** The first entry of each bucket. */
  readonly #heads: Int32Array;
  /** How many entries each bucket has. */
  readonly #counts: Int32Array;
  #articles = new Int32Array(1024);
  #next = new Int32Array(1024);
  #length = 0;
  /** 1 / length of an article's tf-idf. */
  #scales = new Float32Array(64);
  #count = 0;

  constructor(bits: number, rarities: Uint8Array) {
    this.#rarities = rarities;
    this.#heads = new Int32Array(2 ** bits).fill(END);
    this.#counts = new Int32Array(2 ** bits);
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    return 4 * (2 * this.#heads.length + this.#articles.length + this.#next.length + this.#scales.length);
  }

  add({ buckets, norm }: Terms): void {
    if (this.#count === this.#scales.length)
      this.#scales = copiedInto(this.#scales, new Float32Array(2 * this.#count));
    this.#scales[this.#count] = norm > 0 ? 1 / norm : 0;
    for (const bucket of buckets) {
      if (idfOf(this.#rarities, bucket) < MIN_IDF) continue;
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

  /** Adds to `into[article]` its cosine to `terms` as far as rare n-grams make it. */
  addCosines({ buckets, weights }: Terms, into: Float32Array): void {
    const [articles, next, scales] = [this.#articles, this.#next, this.#scales];
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i]!;
      const weight = weights[i]! * idfOf(this.#rarities, bucket);
      for (let at = this.#heads[bucket]!; at !== END; at = next[at]!) {
        const article = articles[at]!;
        into[article]! += weight * scales[article]!;
      }
    }
  }

  /**
   * As `share`, of articles that share at least one rare n-gram: what stands in fewest titles counts first, and n-grams
   * of so many titles that they tell nothing are left out.
   *
   * @param into all zeros before
   * @returns the articles that got something, in no order
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
      const weight = weights[i]! * idfOf(this.#rarities, bucket);
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
