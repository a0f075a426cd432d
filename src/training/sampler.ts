import type { Corpus, CorpusArticle } from './corpus.js';
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
    corpus.articles.forEach(({ comments, trusts }, i) => {
      this.#cumulated[i] = sum += (trusts === null ? comments : trusts[comments - 1]!) ** POWER;
    });
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
    return indexAt(sums, this.#random() * sums[sums.length - 1]!);
  }
}

/** Draws two different comments of an article, by their trusts; returns their numbers within it. */
export function pickTwo(
  random: Random,
  { comments, trusts }: Pick<CorpusArticle, 'comments' | 'trusts'>,
): [number, number] {
  if (trusts === null) {
    const first = pick(random, comments);
    const second = pick(random, comments - 1);
    return [first, second < first ? second : second + 1];
  }
  const all = trusts[comments - 1]!;
  const first = indexAt(trusts, random() * all);
  const before = first === 0 ? 0 : trusts[first - 1]!;
  const own = trusts[first]! - before;
  const at = random() * (all - own);
  const second = indexAt(trusts, at < before ? at : at + own);
  return [first, second];
}

/** The index of the first of the running sums that is above `at`, or the last. */
function indexAt(sums: Float64Array, at: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
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
