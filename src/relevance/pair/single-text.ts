import type { Article } from '../../article/index.js';
import { pieces, sentences } from '../encoder/article-text.js';
import type { Encoder } from '../encoder/encoder.js';
import { type Terms, termsOf, termsOfAll } from './pool/pool-terms.js';
import type { WordReader } from './pool/pool-words.js';
import { toUnit } from '../encoder/vector.js';
import type { Words } from '../encoder/words.js';

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
  /** Of title and body; their places are those in the sentences. */
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
  const title = { vector, terms: termsOf(buckets, rarities) };
  const told = sentences(article.body ?? '');
  if (told.length === 0) return { title, titleWords: list, body: null, pieces: [], allWords: null };
  // Every sentence is read once: its n-grams make the vectors of pieces and the terms, its words those of the article.
  const { bags, words } = reader.readAll([article.title, ...told]);
  const parts = pieces(told, MOST_PIECES).map(([from, to]) =>
    encoder.encodeBags(bags.slice(from + 1, to + 1)),
  );
  return {
    title,
    titleWords: list,
    // What a title holds counts as in two sentences more.
    body: { vector: meanOf(parts), terms: termsOfAll([buckets, ...bags], rarities) },
    pieces: parts,
    allWords: words,
  };
}

/** Reads a comment once. */
export function prepareComment(encoder: Encoder, reader: WordReader, text: string): PreparedComment {
  const { vector, buckets, words, list } = reader.read(text, MOST_COMMENT_WORDS, HEAVY_WORDS);
  return { vector, terms: termsOf(buckets, encoder.tower.rarities), words, wordList: list };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + vector[i]!;
  return toUnit(sum);
}
