import { heaviestTerms } from './pool/pool-terms.js';
import type { Words } from '../encoder/words.js';
import type { PreparedComment, PreparedArticle, Text } from './single-text.js';

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
