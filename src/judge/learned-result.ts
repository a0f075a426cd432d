import type { Article, Comment } from '../article/index.js';
import type { MatchedWord } from '../relevance/index.js';

/** What the relevance model says of one comment. */
export interface Learned {
  /** Nats; positive speaks against the comment belonging to its article. */
  readonly weight: number;
  /** The words of the comment that the article speaks of, in its order. */
  readonly words: readonly MatchedWord[];
  /** Known articles it fits better, best first, five at most; `score` is how likely it is that one, 0 to 1. */
  readonly homes: readonly LearnedHome[];
  /** Nats more against the comment: other comments of its article point to the same home. */
  readonly shared: number;
}

export interface LearnedHome {
  readonly article: Article;
  readonly score: number;
}

/** A comment and the article it stands under. */
export interface Placed {
  readonly article: Article;
  readonly comment: Comment;
}
