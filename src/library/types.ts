import type { Article, Page as ReadPage } from '../article/article.js';

// What the library takes and gives. It imports nothing but the article, whose declarations ship beside these.

export type { Article, Comment } from '../article/article.js';

/** An article with its comments, in the page's order. */
export type Page = Pick<ReadPage, 'article' | 'comments'>;

export type Verdict = 'on-topic' | 'off-topic' | 'unclear';

/** One reason of a result. */
export interface Reason {
  readonly kind: 'rule' | 'article' | 'relevance' | 'reader' | 'home' | 'campaign' | 'filler' | 'parent';
  /** `pack/rule` for rules, otherwise the judge's own id. */
  readonly id: string;
  /** In logits: positive weights speak against the article, negative ones for it. */
  readonly weight: number;
  /** `[start, end)` in UTF-16 code units of the comment's text. */
  readonly span?: readonly [number, number] | undefined;
  /** The words at `span`, as written. */
  readonly text?: string | undefined;
  /** The disguises that were undone to read `reads`. */
  readonly via?: readonly string[] | undefined;
  readonly reads?: string | undefined;
  /** The reason in words. */
  readonly title?: { readonly ko: string; readonly en: string } | undefined;
  /** On the last reason of a rule: further places at which it was found, beyond the 100 that become reasons. */
  readonly more?: number | undefined;
}

/** The result for one comment; `schemas/result.schema.json` is the same as JSON Schema. Later versions may add keys. */
export interface Result {
  readonly commentId: string;
  readonly articleId: string;
  readonly verdict: Verdict;
  /** Probability that the comment does not belong to its article, 0 to 1. */
  readonly score: number;
  /** Certain enough to show to a moderator at once; only with `off-topic`. */
  readonly flag: boolean;
  /** Worth a moderator's look; every flagged comment is in review too. */
  readonly review: boolean;
  /** The strongest first. */
  readonly reasons: readonly Reason[];
  /** The known article that the comment was most likely meant for. */
  readonly home: { readonly articleId: string; readonly score: number } | null;
  readonly homes?: readonly { readonly articleId: string; readonly score: number }[] | undefined;
  readonly campaign: string | null;
  /** The beginning and the end that were judged, `[start, end)`, of a text of more than 4,000 UTF-16 code units. */
  readonly judged?: readonly (readonly [number, number])[] | undefined;
  /** The beginning that was read of an article's body of more than 20,000 UTF-16 code units. */
  readonly judgedBody?: readonly [number, number] | undefined;
}

/** What a judge works with. */
export interface JudgeOptions {
  /** Folder of rule packs; the shipped ones by default. */
  readonly rules?: string | undefined;
  /** File of a relevance model (`matgeul train` makes one); null for rules alone; the shipped one by default. */
  readonly model?: string | null | undefined;
  /** File of the second reader; null for none; the shipped one by default. It is opened with the first comment. */
  readonly reader?: string | null | undefined;
}

/** Judges comments. Calls are synchronous and keep nothing but a cache of articles; equal input gives equal results. */
export interface Judge {
  /**
   * Judges comments of one article, each with the others as context: the better way wherever more than one is known.
   *
   * @param known other articles that comments may have been meant for
   * @returns results in the order of the comments
   */
  judgePage(page: Page, known?: readonly Article[]): Result[];
  /** Judges one comment on its own. */
  judgeComment(article: Article, text: string, known?: readonly Article[]): Result;
}

/** How a page is read. */
export interface PageOptions {
  /** Name of the encoding (`euc-kr`); found out by default. */
  readonly encoding?: string | undefined;
  /** Id of the article where the page gives none; `a1` by default. */
  readonly articleId?: string | undefined;
}
