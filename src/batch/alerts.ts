import type { Article } from '../article/article.js';
import { HOME_NAMED_FROM } from '../judge/certainty.js';
import type { Result } from '../judge/result.js';

/** Several comments in review under one article that fit the same other article; a moderator reviews them together. */
export interface ArticleAlert {
  readonly article: Article;
  readonly home: Article;
  readonly count: number;
}

/** An alert with ids instead of articles and for any number of comments: the contribution of one chunk. */
export interface AlertCount {
  readonly article: string;
  readonly home: string;
  readonly count: number;
}

/** Fewest comments for an alert: fewer may be chance. `alertsOf` of src/relevance has the same limit. */
const FEWEST = 3;

/** Counts the comments in review for each pair of an article and the home that they fit; candidates do not count. */
export function countAlerts(results: readonly Result[]): AlertCount[] {
  const counts = new Map<string, AlertCount>();
  for (const { articleId: article, home, review } of results)
    if (home !== null && home.score >= HOME_NAMED_FROM && review)
      add(counts, { article, home: home.articleId, count: 1 });
  return [...counts.values()];
}

/**
 * Sums the counts of all chunks into the alerts of a dump: pairs of article and home with at least three comments in
 * review, most comments first, ties by ids.
 *
 * @param find returns the article of an id; called only with ids of `counts`
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
