import type { Article } from '../../article/index.js';
import { pieces, sentences } from '../encoder/article-text.js';
import type { Encoder } from '../encoder/encoder.js';
import { type Terms, termsOf, termsOfAll } from './pool/pool-terms.js';
import type { WordReader } from './pool/pool-words.js';
import { normalise } from '../encoder/vector.js';
import type { Words } from '../encoder/words.js';

/** A text as both models of it see it: what it means and which n-grams it holds. */
export interface Text {
  readonly vector: Float32Array;
  readonly terms: Terms;
}

/** An article ready for many comments, in any pool. */
export interface PreparedArticle {
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
  readonly wordCount: number;
}

/** Pieces of a body that are kept: 8 pieces of three sentences are most of a news article. */
const MAX_PIECES = 8;
export const MAX_TITLE_WORDS = 24;
/** Words of a comment that are matched one by one: three in four comments are shorter. */
const MAX_COMMENT_WORDS = 24;
/** Of these, the weightiest decide. */
const KEPT_COMMENT_WORDS = 10;

/** Reads an article once: its title, and its body as a whole and in pieces of some sentences. */
export function prepareArticle(
  encoder: Encoder,
  reader: WordReader,
  article: Pick<Article, 'title' | 'body'>,
): PreparedArticle {
  const { idfCodes } = encoder.table;
  const { vector, buckets, wordList } = reader.read(article.title, MAX_TITLE_WORDS);
  const title = { vector, terms: termsOf(buckets, idfCodes) };
  const told = sentences(article.body ?? '');
  if (told.length === 0) return { title, titleWords: wordList, body: null, pieces: [], allWords: null };
  // Every sentence is read once: its n-grams make the vectors of pieces and the terms, its words those of the article.
  const { bags, words } = reader.readAll([article.title, ...told]);
  const parts = pieces(told, MAX_PIECES).map(([from, to]) =>
    encoder.encodeBags(bags.slice(from + 1, to + 1)),
  );
  return {
    title,
    titleWords: wordList,
    // What a title holds counts as in two sentences more.
    body: { vector: meanOf(parts), terms: termsOfAll([buckets, ...bags], idfCodes) },
    pieces: parts,
    allWords: words,
  };
}

/** Reads a comment once. */
export function prepareComment(encoder: Encoder, reader: WordReader, text: string): PreparedComment {
  const { vector, buckets, wordCount: words, wordList } = reader.read(text, MAX_COMMENT_WORDS, KEPT_COMMENT_WORDS);
  return { vector, terms: termsOf(buckets, encoder.table.idfCodes), wordCount: words, wordList: wordList };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + vector[i]!;
  return normalise(sum);
}
