import { usableBody } from '../article/index.js';
import { sentences } from '../relevance/encoder/sentences.js';
import { BagReader } from '../relevance/encoder/ngrams.js';

/** An article with its own comments. */
export interface TrainingArticle {
  readonly title: string;
  readonly body: string | null;
  readonly comments: readonly string[];
  /** How often each comment is drawn in relation to the others of its article, above 0; all alike when left out. */
  readonly trusts?: readonly number[] | undefined;
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
  /** Running sums of the comments' trusts; null where all are alike. */
  readonly trusts: Float64Array | null;
}

/** Texts with fewer n-grams are interjections. */
const MIN_FEATURES = 4;
/** N-grams per text used in training: about the first 40 eojeols. */
const MAX_FEATURES = 280;

/** Reads all texts into bags of n-grams. Articles with fewer than two informative comments are left out. */
export function readCorpus(articles: readonly TrainingArticle[], bits: number): Corpus {
  const reader = new BagReader(bits);
  const documents = new Int32Array(2 ** bits);
  const all: Int32Array[] = [];
  const found: CorpusArticle[] = [];
  const addAll = (added: readonly Int32Array[]): number => {
    for (const bag of added) {
      all.push(bag);
      for (const bucket of bag) documents[bucket]!++;
    }
    return all.length - added.length;
  };
  const read = (text: string): Int32Array => reader.read(text).buckets.slice(0, MAX_FEATURES);
  for (const article of articles) {
    const bags = article.comments.map(read);
    const kept = [...bags.keys()].filter((i) => bags[i]!.length >= MIN_FEATURES);
    const comments = kept.map((i) => bags[i]!);
    const title = read(article.title);
    if (comments.length < 2 || title.length === 0) continue;
    const body = sentences(usableBody(article) ?? '')
      .map(read)
      .filter((bag) => bag.length >= MIN_FEATURES);
    found.push({
      title: addAll([title]),
      firstSentence: addAll(body),
      sentences: body.length,
      firstComment: addAll(comments),
      comments: comments.length,
      trusts: article.trusts === undefined ? null : runningSums(kept.map((i) => article.trusts![i]!)),
    });
  }
  return { ...joined(all), articles: found, documents };
}

function runningSums(numbers: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(numbers, (number) => (sum += number));
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
