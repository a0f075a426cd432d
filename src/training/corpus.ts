import { sentences } from '../relevance/encoder/article-text.js';
import { BagReader } from '../relevance/encoder/ngrams.js';

/** An article with the comments that stood under it. */
export interface TrainingArticle {
  readonly title: string;
  readonly body: string | null;
  readonly comments: readonly string[];
}

/** All texts as bags, one after the other: bag `i` is `buckets[starts[i] … starts[i + 1] - 1]`. */
export interface Corpus {
  readonly buckets: Int32Array;
  readonly starts: Int32Array;
  readonly articles: readonly CorpusArticle[];
  /** How many bags hold a bucket. */
  readonly documents: Int32Array;
}

/** Numbers of bags; comments and sentences lie in a row. */
export interface CorpusArticle {
  readonly title: number;
  readonly firstSentence: number;
  readonly sentences: number;
  readonly firstComment: number;
  readonly comments: number;
}

/** A comment of fewer features is a shout. */
const FEWEST_FEATURES = 4;
/** Features of a text that are trained on: the first 40 eojeols or so. */
const MOST_FEATURES = 280;

/** Reads all texts into bags. Articles with fewer than two comments that say anything are left out. */
export function readCorpus(articles: readonly TrainingArticle[], bits: number): Corpus {
  const reader = new BagReader(bits);
  const documents = new Int32Array(2 ** bits);
  const bags: Int32Array[] = [];
  const kept: CorpusArticle[] = [];
  const addAll = (found: readonly Int32Array[]): number => {
    for (const bag of found) {
      bags.push(bag);
      for (const bucket of bag) documents[bucket]!++;
    }
    return bags.length - found.length;
  };
  const read = (text: string): Int32Array => reader.read(text).buckets.slice(0, MOST_FEATURES);
  for (const article of articles) {
    const comments = article.comments.map(read).filter((bag) => bag.length >= FEWEST_FEATURES);
    const title = read(article.title);
    if (comments.length < 2 || title.length === 0) continue;
    const body = sentences(article.body ?? '')
      .map(read)
      .filter((bag) => bag.length >= FEWEST_FEATURES);
    kept.push({
      title: addAll([title]),
      firstSentence: addAll(body),
      sentences: body.length,
      firstComment: addAll(comments),
      comments: comments.length,
    });
  }
  return { ...joined(bags), articles: kept, documents };
}

function joined(bags: readonly Int32Array[]): { buckets: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(bags.length + 1);
  bags.forEach((bag, i) => (starts[i + 1] = starts[i]! + bag.length));
  const buckets = new Int32Array(starts[bags.length]!);
  bags.forEach((bag, i) => {
    buckets.set(bag, starts[i]);
  });
  return { buckets, starts };
}

/** An article of an archive, with what tells a fair false pair: another section, another week. */
export interface ArchiveArticle extends TrainingArticle {
  readonly id: string;
  /** ISO 8601, or null. */
  readonly date: string | null;
  readonly section: string | null;
  /** The collection it came from: false pairs and simulated sites are drawn within one. */
  readonly set: string;
}
