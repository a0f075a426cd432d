/** An article: what comments stand under. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly body: string | null;
  readonly url?: string | undefined;
  readonly publishedAt?: string | undefined;
  /** The part of the paper as the source names it (`politics`, `연예`). */
  readonly section?: string | undefined;
}

/** A comment as it was given; `text` is never normalised, so that spans of evidence point into it. */
export interface Comment {
  readonly id: string;
  readonly articleId: string;
  readonly text: string;
  readonly parentId?: string | undefined;
  readonly author?: string | undefined;
  readonly createdAt?: string | undefined;
}

/** A page: one article and what stood under it, in the page's order. */
export interface Page {
  readonly article: Article;
  readonly comments: readonly Comment[];
  /** Lines that stand among the comments but are none (deleted, hidden by the portal, counters), with their line from 1. */
  readonly dropped: readonly { readonly line: number; readonly text: string; readonly why: string }[];
}
