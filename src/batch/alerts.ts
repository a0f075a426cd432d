import type { Article } from '../article/article.js';

/** Several comments in review under one article that fit the same other one: one thing to look at, not many. */
export interface ArticleAlert {
  readonly article: Article;
  readonly home: Article;
  readonly count: number;
}

/** The same by ids, of any number of comments: what a part of a dump knows. */
export interface AlertCount {
  readonly article: string;
  readonly home: string;
  readonly count: number;
}

/** So many comments with one home are no chance: as many as `alertsOf` of src/relevance wants. */
const FEWEST = 3;

/**
 * The alerts of a dump from the counts of its parts: articles under which at least three comments in review fit the same
 * other one, most comments first, at equal counts by ids.
 */
export function articleAlerts(counts: readonly AlertCount[], find: (id: string) => Article): ArticleAlert[] {
  const sums = new Map<string, AlertCount>();
  for (const { article, home, count } of counts) {
    const key = JSON.stringify([article, home]);
    sums.set(key, { article, home, count: count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.entries()]
    .filter(([, { count }]) => count >= FEWEST)
    .sort(([one, a], [other, b]) => b.count - a.count || (one < other ? -1 : 1))
    .map(([, { article, home, count }]) => ({ article: find(article), home: find(home), count }));
}
