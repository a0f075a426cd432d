import type { Encoder } from '../encoder/encoder.js';
import type { PreparedComment, PreparedArticle } from '../pair/single-text.js';
import type { PairScorer } from '../pair/single.js';
import type { Bodies, Corpus } from './pool.js';
import { packTexts, type Texts } from './texts.js';

const NO_BUCKETS = new Int32Array(0);

/** The titles of articles that have been read. */
function titlesOf(encoder: Encoder, articles: readonly PreparedArticle[]): Texts {
  return packTexts(
    encoder,
    articles.map(({ title }) => ({ vector: title.vector, buckets: title.terms.buckets, wordCount: 1 })),
  );
}

/** Comments that have been read. */
function commentsOf(encoder: Encoder, comments: readonly PreparedComment[]): Texts {
  return packTexts(
    encoder,
    comments.map(({ vector, terms, wordCount }) => ({ vector, buckets: terms.buckets, wordCount })),
  );
}

/** The bodies of articles that have been read; null when none has one. */
function bodiesOf(encoder: Encoder, articles: readonly PreparedArticle[]): Bodies | null {
  if (articles.every(({ body }) => body === null)) return null;
  const starts = new Int32Array(articles.length + 1);
  articles.forEach(({ pieces }, i) => (starts[i + 1] = starts[i]! + pieces.length));
  const pieces = articles.flatMap(({ pieces }) => pieces);
  const bags = articles.map(({ title, body }) => ({
    vector: title.vector,
    buckets: (body ?? title).terms.buckets,
    wordCount: 1,
  }));
  return {
    pieces: packTexts(
      encoder,
      pieces.map((vector) => ({ vector, buckets: NO_BUCKETS, wordCount: 1 })),
    ),
    starts,
    bags: packTexts(encoder, bags, Infinity),
  };
}

/**
 * Puts a dump together from what has been read.
 *
 * @param under the number of the article that each comment stands under; comments of one article follow each other
 */
export function readCorpus(
  scorer: PairScorer,
  articles: readonly PreparedArticle[],
  comments: readonly PreparedComment[],
  under: Int32Array,
): Corpus {
  const { encoder } = scorer;
  const pool = scorer.openPool(articles);
  return {
    bits: encoder.table.bits,
    titles: titlesOf(encoder, articles),
    bodies: bodiesOf(encoder, articles),
    comments: commentsOf(encoder, comments),
    articleOf: under,
    pairResults: comments.map((comment, i) => scorer.relevanceOf(pool, articles[under[i]!]!, comment)),
  };
}
