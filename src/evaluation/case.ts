import { usableBody, type Article, type Comment } from '../article/index.js';
import { eojeols } from '../hangul/index.js';
import type { Reason, Result } from '../judge/index.js';

/** Ground truth of a comment: labelled by people, or known because the comment was moved. */
export type Truth = 'off-topic' | 'on-topic' | 'unclear';

/** A kind of evidence, as in a result's reasons. */
export type Kind = Reason['kind'];

/** A judged comment with its ground truth, reduced to the numbers that an evaluation needs. */
export interface Case {
  readonly truth: Truth;
  readonly score: number;
  readonly flag: boolean;
  readonly review: boolean;
  /** Summed weight of each kind of evidence, in logits. */
  readonly weights: ReadonlyMap<Kind, number>;
  /** Whether the article has a body to compare with. */
  readonly body: boolean;
  /** Id of the article named as its home; undefined where none is likely enough. */
  readonly named: string | undefined;
  /** Ids of better fitting articles by the judge, best first. */
  readonly homes: readonly string[];
  /** Original article of a synthetic negative, when the judge knew it. */
  readonly home: string | undefined;
  /** Cases of one group (an article) are resampled together by the bootstrap: they are not independent. */
  readonly group: string;
  /** Length of the comment in eojeols. */
  readonly words: number;
  /** Section of the article under which it was judged. */
  readonly section: string | undefined;
}

/** A comment to be judged under an article, with its ground truth. */
export interface Trial {
  /** The article under which it is judged. */
  readonly article: Article;
  readonly comment: Comment;
  readonly truth: Truth;
  readonly home?: string | undefined;
  readonly group: string;
}

/** Reduces a result to a case; its reasons need not be kept. */
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
    body: usableBody(article) !== null,
    named: result.home?.articleId,
    homes: homes.map(({ articleId }) => articleId),
    home,
    group,
    words: eojeols(comment.text).length,
    section: article.section,
  };
}
