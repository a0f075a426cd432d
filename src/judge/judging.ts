import type { Article, Comment } from '../article/index.js';
import type { Reading } from '../relevance/index.js';
import type { Levels } from './decide.js';
import type { TitleSearch } from './relevance-scorer.js';
import type { CampaignMember, ReadCounts, Result } from './result.js';

/**
 * What the second reader reads: every comment, none, or those that are suspect without it: of a dump judged as a whole
 * this share of its comments (`SUSPECT_SHARE`), of comments alone those from `READ_FROM` on.
 */
export type Reads = 'all' | 'none' | number;

/** What the second reader does in one call. */
export interface ReadOrder {
  readonly reads?: Reads | undefined;
  /** The call adds to these what was read, and what that changed. */
  readonly counts?: ReadCounts | undefined;
}

/** What is known of the comments of a dump besides. */
export interface DumpOrder extends ReadOrder {
  /** The campaign that each comment is part of, by its index; none where it is missing. */
  readonly campaigns?: ReadonlyMap<number, CampaignMember> | undefined;
}

/** The neighbours of a comment that is judged alone. */
export interface Beside extends ReadOrder {
  /**
   * Estimated share of foreign comments under the article, 0 to 1, as `foreignShareAmong` gives it for the last comments
   * of a channel; without it the share that the prior assumes.
   */
  readonly share?: number;
  /** What the second reader makes of the comment where another thread has asked it; null: it is not read. */
  readonly reading?: Reading | null;
  /** The comment that it replies to. */
  readonly parent?: Comment;
  /** The campaign that it is part of. */
  readonly campaign?: CampaignMember | undefined;
}

/** Judges comments. Pure: the same articles, comments, packs and model give the same results. */
export interface Judging {
  /** Prior and thresholds of the scores. */
  readonly levels: Levels;
  /**
   * Judges all comments of an article, each with the others as context; results in the order of the comments.
   *
   * @param beside what is known of other comments under the article, in place of the share among these
   */
  page(article: Article, comments: readonly Comment[], known?: readonly Article[], beside?: Beside): Result[];
  /**
   * Judges one comment on its own.
   *
   * @param beside what is known of the other comments under the article
   */
  comment(article: Article, comment: Comment, known?: readonly Article[], beside?: Beside): Result;
  /**
   * Judges comments of many articles together: comments of one article are context for each other, and every article is
   * a possible home. Results come in the order of the comments and do not depend on the order of articles and comments.
   *
   * @param elsewhere searches the whole dump for homes when `articles` are only a part of it
   * @throws RangeError when a comment names an article that is not among `articles`
   */
  dump(
    articles: readonly Article[],
    comments: readonly Comment[],
    elsewhere?: TitleSearch,
    order?: DumpOrder,
  ): Result[];
}
