import type { Article } from '../article/article.js';
import type { Result } from '../judge/result.js';

/** Several comments in review under one article that fit the same other article: for a moderator one thing to look at. */
export interface ArticleAlert {
  readonly article: Article;
  readonly home: Article;
  readonly count: number;
}

/** The same by the articles' ids and for any number of comments: the share of one chunk. */
export interface AlertCount {
  readonly article: string;
  readonly home: string;
  readonly count: number;
}

/** Comments that make an alert: fewer with one home may be chance. `alertsOf` of src/relevance has the same limit. */
const FEWEST = 3;

/** Counts, for each article and each other one that comments in review under it fit, how many do. */
export function countAlerts(results: readonly Result[]): AlertCount[] {
  const counts = new Map<string, AlertCount>();
  for (const { articleId: article, home, review } of results)
    if (home !== null && review) add(counts, { article, home: home.articleId, count: 1 });
  return [...counts.values()];
}

/**
 * The alerts of a dump from the counts of its chunks: articles under which at least three comments in review fit the same
 * other one, most comments first, at equal counts by ids.
 *
 * @param find the article of an id; every id of `counts` has one
 */
export function articleAlerts(counts: readonly AlertCount[], find: (id: string) => Article): ArticleAlert[] {
  const sums = new Map<string, AlertCount>();
  for (const one of counts) add(sums, one);
  return [...sums.entries()]
    .filter(([, { count }]) => count >= FEWEST)
    .sort(([one, a], [other, b]) => b.count - a.count || (one < other ? -1 : 1))
    .map(([, { article, home, count }]) => ({ article: find(article), home: find(home), count }));
}

function add(sums: Map<string, AlertCount>, { article, home, count }: AlertCount): void {
  const key = JSON.stringify([article, home]);
  sums.set(key, { article, home, count: count + (sums.get(key)?.count ?? 0) });
}
