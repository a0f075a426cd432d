import type { Corpus } from './corpus.js';
import { pick, type Random } from './random.js';

/**
 * Articles are drawn with probability proportional to this power of their number of comments: large ones more often,
 * but not by so much.
 */
const POWER = 0.5;
/** Draws per slot of a batch before a similar article is accepted. */
const TRIES = 30;

/** Draws batches of articles without two similar titles in one batch. */
export class ArticleSampler {
  readonly #random: Random;
  readonly #cumulated: Float64Array;
  readonly #alike: readonly (readonly number[])[];
  readonly #banned: Int32Array;
  #batches = 0;

  constructor(corpus: Corpus, random: Random) {
    this.#random = random;
    this.#alike = lookAlikes(corpus);
    this.#banned = new Int32Array(corpus.articles.length);
    this.#cumulated = new Float64Array(corpus.articles.length);
    let sum = 0;
    corpus.articles.forEach(({ comments }, i) => (this.#cumulated[i] = sum += comments ** POWER));
  }

  /** Fills `into` with the article indexes of a batch. */
  draw(into: Int32Array): void {
    this.#batches++;
    for (let place = 0; place < into.length; place++) {
      let article = this.#one();
      for (let tries = 0; this.#banned[article] === this.#batches && tries < TRIES; tries++)
        article = this.#one();
      into[place] = article;
      this.#banned[article] = this.#batches;
      for (const other of this.#alike[article]!) this.#banned[other] = this.#batches;
    }
  }

  #one(): number {
    const sums = this.#cumulated;
    const at = this.#random() * sums[sums.length - 1]!;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Draws two distinct integers below `end` (at least 2). */
export function pickTwo(random: Random, end: number): [number, number] {
  const first = pick(random, end);
  const second = pick(random, end - 1);
  return [first, second < first ? second : second + 1];
}

/** Titles above this cosine of tf-idf report the same event: a comment on one is not foreign under the other. */
const ALIKE = 0.25;
/** Buckets in a larger share of titles say nothing about the event. */
const COMMON = 0.03;

/** For each article, the articles with similar titles; found by an inverted index over the titles' buckets. */
function lookAlikes(corpus: Corpus): readonly (readonly number[])[] {
  const { articles, buckets, starts } = corpus;
  const bags = articles.map(({ title }) => buckets.subarray(starts[title], starts[title + 1]));
  const posts = new Map<number, number[]>();
  bags.forEach((bag, article) => {
    for (const bucket of bag) {
      const post = posts.get(bucket);
      if (post === undefined) posts.set(bucket, [article]);
      else post.push(article);
    }
  });
  const rarity = (bucket: number): number => Math.log(articles.length / posts.get(bucket)!.length) ** 2;
  const lengths = bags.map((bag) => Math.sqrt(bag.reduce((sum, bucket) => sum + rarity(bucket), 0)) || 1);
  const most = Math.max(2, articles.length * COMMON);
  return bags.map((bag, article) => {
    const shared = new Map<number, number>();
    for (const bucket of bag) {
      const post = posts.get(bucket)!;
      if (post.length > most) continue;
      const weight = rarity(bucket);
      for (const other of post) shared.set(other, (shared.get(other) ?? 0) + weight);
    }
    return [...shared]
      .filter(([other, sum]) => other !== article && sum > ALIKE * lengths[article]! * lengths[other]!)
      .map(([other]) => other);
  });
}
