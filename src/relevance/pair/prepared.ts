import type { Article } from '../../article/index.js';
import { pieces, sentences } from '../encoder/article-text.js';
import type { Encoder, Words } from '../encoder/encoder.js';
import { heaviestTerms, type Terms, termsOf, termsOfAll } from '../encoder/tf-idf.js';
import { normalise } from '../encoder/vector.js';
import type { WordReader } from '../encoder/word-reader.js';

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

/** What ordinary articles and comments look like: the model file carries them as numbers, without any text. */
export interface Background {
  /** Stand in for articles that are not known. */
  readonly articles: readonly BackgroundArticle[];
  /** What an article gets from comments that are not its own. */
  readonly comments: readonly Text[];
  /** The first so many titles tell what the words of a comment find anywhere. */
  readonly titles: number;
}

export interface BackgroundArticle {
  readonly title: Text;
  readonly titleWords: Words;
  readonly body: Text | null;
}

const TITLES = 8;
/** n-grams that are kept of a body and of a comment, the weightiest: the others hardly move a cosine. */
const BODY_TERMS = 160;
const COMMENT_TERMS = 80;

/** A background of articles and of comments that do not belong to them. */
export function backgroundOf(
  articles: readonly PreparedArticle[],
  comments: readonly PreparedComment[],
): Background {
  const kept = ({ vector, terms }: Text, most: number): Text => ({ vector, terms: heaviestTerms(terms, most) });
  return {
    articles: articles.map(({ title, titleWords, body }) => ({
      title: { vector: title.vector, terms: title.terms },
      titleWords,
      body: body === null ? null : kept(body, BODY_TERMS),
    })),
    comments: comments.map((comment) => kept(comment, COMMENT_TERMS)),
    titles: Math.min(TITLES, articles.length),
  };
}
