import type { Article } from '../article/index.js';
import { pieces, sentences } from './article-text.js';
import type { Encoder } from './encoder.js';
import { type Terms, termsOf, termsOfAll } from './pool-terms.js';
import type { WordReader } from './pool-words.js';
import { toUnit } from './vector.js';
import type { Words } from './words.js';

/** A text as both models of it see it: what it means and which n-grams it holds. */
export interface Text {
  readonly vector: Float32Array;
  readonly terms: Terms;
}

/** An article ready for many comments, in any pool. */
export interface PreparedText {
  readonly title: Text;
  readonly titleWords: Words;
  /** Null when the article has no body. The vector is the mean of its pieces. */
  readonly body: Text | null;
  readonly pieces: readonly Float32Array[];
  /** Of title and body. */
  readonly allWords: Words | null;
}

/** A comment ready for many articles. */
export interface PreparedComment extends Text {
  /** Its weightiest words. */
  readonly wordList: Words;
  /** Eojeols in it. */
  readonly words: number;
}

/** Pieces of a body that are kept: 8 pieces of three sentences are most of a news article. */
const MOST_PIECES = 8;
export const MOST_TITLE_WORDS = 24;
export const MOST_ARTICLE_WORDS = 300;
/** Words of a comment that are matched one by one: three in four comments are shorter. */
const MOST_COMMENT_WORDS = 24;
/** Of these, the weightiest decide. */
const HEAVY_WORDS = 10;

/** Reads an article once: its title, and its body as a whole and in pieces of some sentences. */
export function prepareText(
  encoder: Encoder,
  reader: WordReader,
  article: Pick<Article, 'title' | 'body'>,
): PreparedText {
  const { rarities } = encoder.tower;
  const { vector, buckets, list } = reader.read(article.title, MOST_TITLE_WORDS);
  const body = article.body ?? '';
  const parts = pieces(body, MOST_PIECES).map((piece) => encoder.encode(piece));
  return {
    title: { vector, terms: termsOf(buckets, rarities) },
    titleWords: list,
    body: parts.length === 0 ? null : { vector: meanOf(parts), terms: bodyTerms(encoder, buckets, body) },
    pieces: parts,
    allWords: parts.length === 0 ? null : reader.read(`${article.title}\n${body}`, MOST_ARTICLE_WORDS).list,
  };
}

/** Reads a comment once. */
export function prepareComment(encoder: Encoder, reader: WordReader, text: string): PreparedComment {
  const { vector, buckets, words, list } = reader.read(text, MOST_COMMENT_WORDS, HEAVY_WORDS);
  return { vector, terms: termsOf(buckets, encoder.tower.rarities), words, wordList: list };
}

/** What a title holds counts as in two sentences more. */
function bodyTerms(encoder: Encoder, title: Int32Array, body: string): Terms {
  const bags = sentences(body).map((sentence) => encoder.read(sentence).buckets);
  return termsOfAll([title, title, ...bags], encoder.tower.rarities);
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + vector[i]!;
  return toUnit(sum);
}
