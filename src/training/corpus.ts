import { usableBody } from '../article/index.js';
import { sentences } from '../relevance/encoder/sentences.js';
import { BagReader } from '../relevance/encoder/ngrams.js';

/** An article with its own comments. */
export interface TrainingArticle {
  readonly title: string;
  readonly body: string | null;
  readonly comments: readonly string[];
}

/** All texts of an archive as bags of buckets, concatenated: bag `i` is `buckets[starts[i] … starts[i + 1] - 1]`. */
export interface Corpus {
  readonly buckets: Int32Array;
  readonly starts: Int32Array;
  readonly articles: readonly CorpusArticle[];
  /** Document frequency of each bucket. */
  readonly documents: Int32Array;
}

/** An article by bag indexes; its comments and its sentences are contiguous. */
export interface CorpusArticle {
  readonly title: number;
  readonly firstSentence: number;
  readonly sentences: number;
  readonly firstComment: number;
  readonly comments: number;
}

/** Texts with fewer n-grams are interjections. */
const MIN_FEATURES = 4;
/** N-grams per text used in training: about the first 40 eojeols. */
const MAX_FEATURES = 280;

/** Reads all texts into bags of n-grams. Articles with fewer than two informative comments are left out. */
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
  const read = (text: string): Int32Array => reader.read(text).buckets.slice(0, MAX_FEATURES);
  for (const article of articles) {
    const comments = article.comments.map(read).filter((bag) => bag.length >= MIN_FEATURES);
    const title = read(article.title);
    if (comments.length < 2 || title.length === 0) continue;
    const body = sentences(usableBody(article) ?? '')
      .map(read)
      .filter((bag) => bag.length >= MIN_FEATURES);
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

/** An article of an archive, with the section and date that tell which other articles are surely unrelated. */
export interface ArchiveArticle extends TrainingArticle {
  readonly id: string;
  /** ISO 8601, or null. */
  readonly date: string | null;
  readonly section: string | null;
  /** The collection it came from; foreign comments and simulated sites are drawn within one collection. */
  readonly set: string;
}
