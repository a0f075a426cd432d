import type { Encoder } from '../encoder/encoder.js';
import type { PreparedArticle, PreparedComment } from '../pair/prepared.js';
import type { PairScorer, Relevance } from '../pair/single.js';
import { DotProducts, Postings } from './similarity.js';
import { joinTexts, packTexts, type Texts } from './texts.js';

/** Comments that are multiplied at once. */
export const BLOCK_ROWS = 32;

/** Articles with their comments, all of them read. */
export interface Corpus {
  readonly bits: number;
  readonly titles: Texts;
  /** What the bodies say: null when no article has one. */
  readonly bodies: Bodies | null;
  readonly comments: Texts;
  /** The article of each comment. */
  readonly articleOf: Int32Array;
  /** What each comment says of its article by itself, beside the other articles; homes are numbers of articles. */
  readonly pairResults: readonly Relevance[];
}

interface Bodies {
  /** Pieces of bodies, in the order of their articles. */
  readonly pieces: Texts;
  /** Where the pieces of each article begin, and the end of the last. */
  readonly starts: Int32Array;
  /** The words of title and body of each article as one bag; no vectors. */
  readonly bags: Texts;
}

/** Ordinary titles and comments from elsewhere, so that a small dump too is held against enough others. */
export interface Background {
  readonly titles: Texts;
  readonly comments: Texts;
}

/** The articles of a dump and the titles of the background: what each comment is held against. */
export class Candidates {
  /** Articles of the dump: the first columns. */
  readonly articles: number;
  readonly columns: number;
  readonly titles: Texts;
  readonly titleVectors: DotProducts;
  readonly titleWords: Postings;
  readonly bodies: Bodies | null;
  readonly pieceVectors: DotProducts | null;
  readonly bodyWords: Postings | null;
  readonly background: Background;

  constructor(dump: Corpus, background: Background) {
    this.articles = dump.titles.count;
    this.titles = joinTexts(dump.titles, background.titles);
    this.columns = this.titles.count;
    this.titleVectors = new DotProducts(this.titles.vectors, this.titles.dimension, BLOCK_ROWS);
    this.titleWords = Postings.of(dump.bits, this.titles);
    this.bodies = dump.bodies;
    const pieces = dump.bodies?.pieces;
    this.pieceVectors = pieces === undefined ? null : new DotProducts(pieces.vectors, pieces.dimension, BLOCK_ROWS);
    this.bodyWords = dump.bodies === null ? null : Postings.of(dump.bits, dump.bodies.bags);
    this.background = background;
  }

  hasBody(article: number): boolean {
    return (
      this.bodies !== null &&
      article < this.articles &&
      this.bodies.starts[article]! < this.bodies.starts[article + 1]!
    );
  }
}

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
