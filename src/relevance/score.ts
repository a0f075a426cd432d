import type { Article } from '../article/index.js';
import { pieces, sentences } from './article-text.js';
import { weightOf } from './calibration.js';
import type { Encoder } from './encoder.js';
import { BucketSet } from './overlap.js';
import { dot, type Spread, spreadOver } from './vector.js';

/** A title or a piece of a body, and how it lies towards ordinary comments. */
export interface PreparedPiece {
  readonly vector: Float32Array;
  readonly spread: Spread;
}

/** An article ready for many comments. */
export interface PreparedText {
  readonly title: PreparedPiece;
  /** Empty when the article has no body. */
  readonly body: readonly PreparedPiece[];
  readonly titleBuckets: BucketSet;
  readonly allBuckets: BucketSet;
}

/** A comment ready for many articles: its vector, and how it lies towards ordinary articles. */
export interface PreparedComment {
  readonly vector: Float32Array;
  readonly spread: Spread;
  readonly buckets: Int32Array;
  /** Eojeols in it. */
  readonly words: number;
}

export interface Relevance {
  /** Of the comment to the nearest piece of the article, title included; -1 to 1. Says little without its background. */
  readonly cosine: number;
  /** Nats; positive speaks against the comment belonging to the article, negative for it. */
  readonly weight: number;
}

/** Pieces of a body that are kept: 8 pieces of three sentences are most of a news article. */
const MOST_PIECES = 8;

/** Reads an article once: its title and its body in pieces of some sentences. */
export function prepareText(encoder: Encoder, article: Pick<Article, 'title' | 'body'>): PreparedText {
  const { tower, background, ordinary } = encoder;
  const prepare = (text: string): PreparedPiece => {
    const vector = encoder.encode(text);
    return { vector, spread: spreadOver(vector, background.comments) };
  };
  const titleBag = encoder.read(article.title).buckets;
  const bodyBags = sentences(article.body ?? '').map((sentence) => encoder.read(sentence).buckets);
  return {
    title: prepare(article.title),
    body: pieces(article.body ?? '', MOST_PIECES).map(prepare),
    titleBuckets: new BucketSet([titleBag], tower.rarities, ordinary),
    allBuckets: new BucketSet([titleBag, ...bodyBags], tower.rarities, ordinary),
  };
}

/** Reads a comment once. */
export function prepareComment(encoder: Encoder, text: string): PreparedComment {
  const read = encoder.read(text);
  return { ...read, spread: spreadOver(read.vector, encoder.background.articles) };
}

/** How well a comment belongs to an article by what both speak of, learned from real comments. */
export function relevanceOf(
  encoder: Encoder,
  article: PreparedText,
  comment: PreparedComment | string,
): Relevance {
  const read = typeof comment === 'string' ? prepareComment(encoder, comment) : comment;
  const scale = article.body.length > 0 ? encoder.calibration.body : encoder.calibration.title;
  const cosine = [article.title, ...article.body].reduce(
    (best, piece) => Math.max(best, dot(piece.vector, read.vector)),
    -1,
  );
  return { cosine, weight: weightOf(scoresOf(encoder, article, read), read.words, scale) };
}

/** Scores of an article with title only, and those that a body adds. */
export const TITLE_SCORES = 3;
export const BODY_SCORES = 8;

/**
 * Cosines in deviations from what is ordinary: for this piece towards comments at large, and for this comment towards
 * articles at large (as the symmetric normalisation of speaker recognition); and which n-grams they share, beyond
 * chance. Title first; with a body also the best piece, the mean, and what is shared with title and body.
 */
export function scoresOf(encoder: Encoder, article: PreparedText, comment: PreparedComment): Float64Array {
  const scores = new Float64Array(article.body.length > 0 ? BODY_SCORES : TITLE_SCORES);
  const [byPiece, byComment] = centred(article.title, comment);
  scores[0] = byPiece;
  scores[1] = byComment;
  scores[2] = article.titleBuckets.excess(comment.buckets, encoder.tower.rarities);
  if (article.body.length === 0) return scores;
  scores[7] = article.allBuckets.excess(comment.buckets, encoder.tower.rarities);
  scores[3] = -Infinity;
  scores[4] = -Infinity;
  for (const piece of article.body) {
    const [ofPiece, ofComment] = centred(piece, comment);
    scores[3] = Math.max(scores[3], ofPiece);
    scores[4] = Math.max(scores[4], ofComment);
    scores[5]! += ofPiece / article.body.length;
    scores[6]! += ofComment / article.body.length;
  }
  return scores;
}

function centred(piece: PreparedPiece, comment: PreparedComment): [number, number] {
  const cosine = dot(piece.vector, comment.vector);
  return [
    (cosine - piece.spread.mean) / piece.spread.deviation,
    (cosine - comment.spread.mean) / comment.spread.deviation,
  ];
}
