import type { Article, Comment } from '../article/index.js';
import { eojeols } from '../hangul/index.js';
import type { Reason, Result } from '../judge/index.js';

/** What is known of a comment beforehand: read by people, or planted. */
export type Truth = 'off-topic' | 'on-topic' | 'unclear';

export type Kind = Reason['kind'];

/** A judged comment with the truth about it, folded to the numbers that measuring needs. */
export interface Case {
  readonly truth: Truth;
  readonly score: number;
  readonly flag: boolean;
  readonly review: boolean;
  /** Sum of the weights of each kind of evidence, in logits. */
  readonly weights: ReadonlyMap<Kind, number>;
  /** Ids of the articles that the judge found to fit better, best first. */
  readonly homes: readonly string[];
  /** The article that a planted comment was taken from, where the judge knew it. */
  readonly home: string | undefined;
  /** Cases of one group (an article) are drawn together by the bootstrap: they are no independent witnesses. */
  readonly group: string;
  /** Length of the comment in eojeols. */
  readonly words: number;
  /** Of the article under which it was judged. */
  readonly section: string | undefined;
}

/** A comment as it was put to the judge, and what is true of it. */
export interface Trial {
  /** The article under which it is judged. */
  readonly article: Article;
  readonly comment: Comment;
  readonly truth: Truth;
  readonly home?: string | undefined;
  readonly group: string;
}

/** Folds a result; its reasons may be forgotten then. */
export function caseOf({ article, comment, truth, home, group }: Trial, result: Result): Case {
  const weights = new Map<Kind, number>();
  for (const { kind, weight } of result.reasons) weights.set(kind, (weights.get(kind) ?? 0) + weight);
  const homes = result.homes ?? (result.home === null ? [] : [result.home]);
  return {
    truth,
    score: result.score,
    flag: result.flag,
    review: result.review,
    weights,
    homes: homes.map(({ articleId }) => articleId),
    home,
    group,
    words: eojeols(comment.text).length,
    section: article.section,
  };
}
