import type { Encoder } from '../encoder/encoder.js';
import type { PreparedArticle, PreparedComment } from '../pair/prepared.js';
import type { PairScorer, Relevance } from '../pair/scorer.js';
import { DotProducts, Postings } from './similarity.js';
import { joinTexts, packTexts, type Texts } from './texts.js';

/** Comments per block of dot products. */
export const BLOCK_ROWS = 32;

/** Articles with their comments, all encoded. */
export interface Corpus {
  readonly bits: number;
  readonly titles: Texts;
  /** Null when no article has a body. */
  readonly bodies: Bodies | null;
  readonly comments: Texts;
  /** Article index of each comment; comments of one article are contiguous. */
  readonly articleOf: Int32Array;
  /** The pair model's verdict on each comment; homes are article indexes. */
  readonly pairResults: readonly Relevance[];
}

interface Bodies {
  /** Pieces of the bodies, in article order. */
  readonly pieces: Texts;
  /** First piece of each article, and the end of the last. */
  readonly starts: Int32Array;
  /** Title and body of each article as one bag; without vectors. */
  readonly bags: Texts;
}

/** A background sample of ordinary titles and comments, so that a small dump too is compared with enough others. */
export interface Background {
  readonly titles: Texts;
  readonly comments: Texts;
}

/**
 * The candidates that each comment is compared with: the articles of the corpus and the background titles, one column
 * each.
 */
export class Candidates {
  /** Articles of the corpus: the first columns. */
  readonly articles: number;
  readonly columns: number;
  readonly titles: Texts;
  readonly titleVectors: DotProducts;
  readonly titleWords: Postings;
  readonly bodies: Bodies | null;
  readonly pieceVectors: DotProducts | null;
  readonly bodyWords: Postings | null;
  readonly background: Background;

  constructor(corpus: Corpus, background: Background) {
    this.articles = corpus.titles.count;
    this.titles = joinTexts(corpus.titles, background.titles);
    this.columns = this.titles.count;
    this.titleVectors = new DotProducts(this.titles.vectors, this.titles.dimension, BLOCK_ROWS);
    this.titleWords = Postings.of(corpus.bits, this.titles);
    this.bodies = corpus.bodies;
    const pieces = corpus.bodies?.pieces;
    this.pieceVectors =
      pieces === undefined ? null : new DotProducts(pieces.vectors, pieces.dimension, BLOCK_ROWS);
    this.bodyWords = corpus.bodies === null ? null : Postings.of(corpus.bits, corpus.bodies.bags);
    this.background = background;
  }

  /** Whether the article is one of the corpus and has a body. */
  hasBody(article: number): boolean {
    return (
      this.bodies !== null &&
      article < this.articles &&
      this.bodies.starts[article]! < this.bodies.starts[article + 1]!
    );
  }
}

const NO_BUCKETS = new Int32Array(0);

/** Packs the titles. */
function titlesOf(encoder: Encoder, articles: readonly PreparedArticle[]): Texts {
  return packTexts(
    encoder,
    articles.map(({ title }) => ({ vector: title.vector, buckets: title.terms.buckets, wordCount: 1 })),
  );
}

/** Packs the comments. */
function commentsOf(encoder: Encoder, comments: readonly PreparedComment[]): Texts {
  return packTexts(
    encoder,
    comments.map(({ vector, terms, wordCount }) => ({ vector, buckets: terms.buckets, wordCount })),
  );
}

/** Packs the bodies; null when no article has one. */
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
 * Assembles a corpus from prepared articles and comments, and judges each comment by the pair model.
 *
 * @param under article index of each comment; comments of one article must be contiguous
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

/** Judges the comments of one fold: a model that has not learned from them, and the articles as it reads them. */
export interface FoldReader {
  readonly scorer: PairScorer;
  readonly articles: readonly PreparedArticle[];
}

/**
 * As `readCorpus`, for a model that was adapted to the corpus: each comment is read, and judged alone, by the model of its
 * fold; articles are read by the mean of these models. So no comment has a vector that was learned from it, neither on
 * its own nor as context of others. On the dump of `TUNING` (src/training/adapt.ts) the AUC as a whole was .942; .930
 * where each model judged the whole corpus and the results were taken from the fold's own: there siblings looked alike
 * that it had learned from.
 *
 * @param folds fold of each comment
 */
export function readFoldedCorpus(
  scorer: PairScorer,
  articles: readonly PreparedArticle[],
  readers: readonly FoldReader[],
  texts: readonly string[],
  folds: readonly number[],
  under: Int32Array,
): Corpus {
  const { encoder } = scorer;
  const pools = readers.map((reader) => reader.scorer.openPool(reader.articles));
  const comments = texts.map((text, i) => readers[folds[i]!]!.scorer.prepareComment(text));
  return {
    bits: encoder.table.bits,
    titles: titlesOf(encoder, articles),
    bodies: bodiesOf(encoder, articles),
    comments: commentsOf(encoder, comments),
    articleOf: under,
    pairResults: comments.map((comment, i) => {
      const fold = folds[i]!;
      const reader = readers[fold]!;
      return reader.scorer.relevanceOf(pools[fold]!, reader.articles[under[i]!]!, comment);
    }),
  };
}
