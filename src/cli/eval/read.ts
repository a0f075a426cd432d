import { isPlaceholder, type Article, type Comment } from '../../article/index.js';
import type { Reject } from '../../dumps/reject.js';
import type { Label } from '../../dumps/row.js';
import { ArticleIndex } from '../../dumps/article-index.js';
import { readLabelledRows } from '../labelled-rows.js';
import { seededRandom, shuffle } from '../../training/random.js';

/** A comment, with its label if a reader gave one. */
export interface LabelledComment extends Comment {
  readonly label?: Label;
}

/** An article and the comments under it. */
export interface LabelledStand {
  readonly article: Article;
  readonly comments: readonly LabelledComment[];
}

/** Content of the files. */
export interface PairsRead {
  /** Articles in the order of the files; some have no comments. */
  readonly stands: readonly LabelledStand[];
  /** All comment rows, empty ones too. */
  readonly comments: number;
  readonly labelled: number;
  /** Placeholders and empty texts. */
  readonly empty: number;
  readonly rejects: number;
}

/** Options of {@link readPairs}. */
export interface PairsOptions {
  /** Files of articles for rows without `type`, read first. */
  readonly articles: readonly string[];
  readonly encoding?: string | undefined;
  readonly onReject: (reject: Reject) => void;
}

/**
 * Reads all pairs with their labels into memory; `batch` streams instead.
 *
 * @throws Fault when a file cannot be read
 */
export async function readPairs(files: readonly string[], options: PairsOptions): Promise<PairsRead> {
  const index = new ArticleIndex();
  const byArticle = new Map<string, LabelledComment[]>();
  const counts = { comments: 0, labelled: 0, empty: 0, rejects: 0 };
  const take = (comment: LabelledComment): void => {
    counts.comments++;
    if (comment.text.trim() === '' || isPlaceholder(comment.text)) {
      counts.empty++;
      return;
    }
    if (comment.label !== undefined) counts.labelled++;
    const there = byArticle.get(comment.articleId);
    if (there === undefined) byArticle.set(comment.articleId, [comment]);
    else there.push(comment);
  };
  await readLabelledRows(files, index, {
    ...options,
    onComment: (comment, label) => {
      take(label === undefined ? comment : { ...comment, label });
    },
    onReject: (reject) => {
      counts.rejects++;
      options.onReject(reject);
    },
  });
  const stands = index.all().map((article) => ({ article, comments: byArticle.get(article.id) ?? [] }));
  return { stands, ...counts };
}

/** At most `most` comments, drawn by the seed, in their order; articles without any are dropped. */
export function sample(stands: readonly LabelledStand[], most: number, seed: number): LabelledStand[] {
  const all = stands.flatMap(({ comments }) => comments);
  if (all.length <= most) return [...stands];
  const drawn = new Set(shuffle([...all], seededRandom(seed)).slice(0, most));
  return stands
    .map(({ article, comments }) => ({ article, comments: comments.filter((comment) => drawn.has(comment)) }))
    .filter(({ comments }) => comments.length > 0);
}
