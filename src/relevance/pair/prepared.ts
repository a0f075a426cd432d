import { type Article, usableBody } from '../../article/index.js';
import { pieces, sentences } from '../encoder/sentences.js';
import type { Encoder, Words } from '../encoder/encoder.js';
import { heaviestTerms, type Terms, termsOf, termsOfAll } from '../encoder/tf-idf.js';
import { normalise } from '../encoder/vector.js';
import type { WordReader } from '../encoder/word-reader.js';

/** A text in both representations: embedding and tf-idf. */
export interface Text {
  readonly vector: Float32Array;
  readonly terms: Terms;
}

/** An article read once, for many comments in any pool. */
export interface PreparedArticle {
  readonly title: Text;
  readonly titleWords: Words;
  /** Null when the article has no body. Its vector is the mean of the pieces' vectors. */
  readonly body: Text | null;
  readonly pieces: readonly Float32Array[];
  /** Words of title and body; positions refer to the sentence of each. */
  readonly allWords: Words | null;
}

/** A comment read once, for many articles. */
export interface PreparedComment extends Text {
  /** Its heaviest words. */
  readonly wordList: Words;
  /** Number of eojeols. */
  readonly wordCount: number;
}

/** Pieces kept per body: 8 pieces of three sentences cover most news articles. */
const MAX_PIECES = 8;
export const MAX_TITLE_WORDS = 24;
/** Distinct words of a comment that are considered for matching: three in four comments have fewer. */
const MAX_COMMENT_WORDS = 24;
/** Of these, the heaviest that are kept. */
const KEPT_COMMENT_WORDS = 10;

/**
 * Reads an article: its title, and its body as a whole and in pieces of some sentences. A blank body or a stub
 * (`usableBody`) is no body.
 */
export function prepareArticle(
  encoder: Encoder,
  reader: WordReader,
  article: Pick<Article, 'title' | 'body'>,
): PreparedArticle {
  const { idfCodes } = encoder.table;
  const { vector, buckets, wordList } = reader.read(article.title, MAX_TITLE_WORDS);
  const title = { vector, terms: termsOf(buckets, idfCodes) };
  const bodySentences = sentences(usableBody(article) ?? '');
  if (bodySentences.length === 0)
    return { title, titleWords: wordList, body: null, pieces: [], allWords: null };
  // Every sentence is read once: its n-grams make the vectors of pieces and the tf-idf, its words those of the article.
  const { bags, words } = reader.readAll([article.title, ...bodySentences]);
  const parts = pieces(bodySentences, MAX_PIECES).map(([from, to]) =>
    encoder.encodeBags(bags.slice(from + 1, to + 1)),
  );
  return {
    title,
    titleWords: wordList,
    // The title counts as two sentences: `buckets`, and the first of `bags`.
    body: { vector: meanOf(parts), terms: termsOfAll([buckets, ...bags], idfCodes) },
    pieces: parts,
    allWords: words,
  };
}

/** Reads a comment. */
export function prepareComment(encoder: Encoder, reader: WordReader, text: string): PreparedComment {
  const {
    vector,
    buckets,
    wordCount: words,
    wordList,
  } = reader.read(text, MAX_COMMENT_WORDS, KEPT_COMMENT_WORDS);
  return { vector, terms: termsOf(buckets, encoder.table.idfCodes), wordCount: words, wordList: wordList };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + vector[i]!;
  return normalise(sum);
}

/** A background sample of ordinary articles and comments; the model file stores it as numbers, without any text. */
export interface Background {
  /** Fill up a pool of few known articles. */
  readonly articles: readonly BackgroundArticle[];
  /** Comments at large: the reference distribution of each article's scores. */
  readonly comments: readonly Text[];
  /** The first `titles` articles are the reference for word matches. */
  readonly titles: number;
}

export interface BackgroundArticle {
  readonly title: Text;
  readonly titleWords: Words;
  readonly body: Text | null;
}

const TITLES = 8;
/** Heaviest n-grams kept per body and per comment: the others hardly change a cosine. */
const BODY_TERMS = 160;
const COMMENT_TERMS = 80;

/** Makes a background sample from articles and from comments that do not belong to them. */
export function backgroundOf(
  articles: readonly PreparedArticle[],
  comments: readonly PreparedComment[],
): Background {
  const kept = ({ vector, terms }: Text, most: number): Text => ({
    vector,
    terms: heaviestTerms(terms, most),
  });
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
