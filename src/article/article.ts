/** An article that readers comment on. */
export interface Article {
  readonly id: string;
  readonly title: string;
  /** Null where only the title is known; comments are then judged with less certainty. */
  readonly body: string | null;
  readonly url?: string | undefined;
  /** ISO 8601. */
  readonly publishedAt?: string | undefined;
  /** The section of the paper in its own words (`politics`, `연예`). */
  readonly section?: string | undefined;
}

/** A comment in its raw form; `text` is never normalised, because evidence spans point into it. */
export interface Comment {
  readonly id: string;
  readonly articleId: string;
  readonly text: string;
  readonly parentId?: string | undefined;
  readonly author?: string | undefined;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
}

/** A page: one article and its comments, in the page's order. */
export interface Page {
  readonly article: Article;
  readonly comments: readonly Comment[];
  /** Lines among the comments that are not comments (deleted, hidden by the portal, counters); `line` counts from 1. */
  readonly dropped: readonly { readonly line: number; readonly text: string; readonly why: string }[];
}
