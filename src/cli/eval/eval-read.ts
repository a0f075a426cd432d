import { isPlaceholder, type Article, type Comment } from '../../article/index.js';
import type { Reject } from '../../dumps/reject.js';
import type { Label } from '../../dumps/row.js';
import { ArticleIndex } from '../../dumps/article-index.js';
import { readLabelledRows } from '../labelled-rows.js';
import { seededRandom, shuffle } from '../../training/random.js';

/** A comment with what a reader said of it. */
export interface LabelledComment extends Comment {
  readonly label?: Label;
}

/** An article and what stood under it. */
export interface LabelledStand {
  readonly article: Article;
  readonly comments: readonly LabelledComment[];
}

/** What the files held. */
export interface PairsRead {
  /** Articles in the order of the files; some may have no comments. */
  readonly stands: readonly LabelledStand[];
  readonly comments: number;
  readonly labelled: number;
  /** Placeholders and empty texts. */
  readonly empty: number;
  readonly rejects: number;
}

export interface PairsOptions {
  /** Files of articles for rows without `type`, read first. */
  readonly articles: readonly string[];
  readonly encoding?: string | undefined;
  readonly onReject: (reject: Reject) => void;
}

/** Reads all pairs, labels with them; unlike `batch`, which streams, it holds them. */
export async function readPairs(files: readonly string[], options: PairsOptions): Promise<PairsRead> {
  const shelf = new ArticleIndex();
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
  await readLabelledRows(files, shelf, {
    ...options,
    onComment: (comment, label) => {
      take(label === undefined ? comment : { ...comment, label });
    },
    onReject: (reject) => {
      counts.rejects++;
      options.onReject(reject);
    },
  });
  const stands = shelf.all().map((article) => ({ article, comments: byArticle.get(article.id) ?? [] }));
  return { stands, ...counts };
}

/** At most so many comments of all, drawn by the seed, in their order. */
export function sample(stands: readonly LabelledStand[], most: number, seed: number): LabelledStand[] {
  const all = stands.flatMap(({ comments }) => comments);
  if (all.length <= most) return [...stands];
  const drawn = new Set(shuffle([...all], seededRandom(seed)).slice(0, most));
  return stands
    .map(({ article, comments }) => ({ article, comments: comments.filter((comment) => drawn.has(comment)) }))
    .filter(({ comments }) => comments.length > 0);
}
