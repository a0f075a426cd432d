import type { Article, Comment } from '../article/index.js';
import type { Placed } from './learned-result.js';

/** A dump as it is judged, whatever the order it came in. */
export interface OrderedDump {
  /** By date and id. */
  readonly articles: readonly Article[];
  /** In the order of their articles, then by text and id. */
  readonly placed: readonly Placed[];
  /** The place of each of `placed` among the comments as they came. */
  readonly places: Int32Array;
}

/**
 * Puts a dump in order.
 *
 * @throws RangeError when a comment names an article that is not among `articles`
 */
export function inOrder(articles: readonly Article[], comments: readonly Comment[]): OrderedDump {
  const sorted = articles.toSorted(
    (a, b) => compare(a.publishedAt ?? '', b.publishedAt ?? '') || compare(a.id, b.id),
  );
  const numbers = new Map(sorted.map(({ id }, i) => [id, i]));
  const under = Int32Array.from(comments, ({ id, articleId }) => {
    const number = numbers.get(articleId);
    if (number === undefined) throw new RangeError(`no article ${articleId} for ${id}`);
    return number;
  });
  const places = Int32Array.from(comments.keys()).sort((i, j) => {
    const [a, b] = [comments[i]!, comments[j]!];
    return under[i]! - under[j]! || compare(a.text, b.text) || compare(a.id, b.id);
  });
  const placed = Array.from(places, (i) => ({ article: sorted[under[i]!]!, comment: comments[i]! }));
  return { articles: sorted, placed, places };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
