import type { Corpus } from './corpus.js';

/** Titles at least this alike (cosine of tf-idf) tell of one event: a comment of one is no stranger under the other. */
const ALIKE = 0.25;
/** A bucket in more titles than this share says nothing of the event. */
const COMMON = 0.03;

/** For each article, the articles whose titles are alike; an inverted index over the buckets of the titles. */
export function lookAlikes(corpus: Corpus): readonly (readonly number[])[] {
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
