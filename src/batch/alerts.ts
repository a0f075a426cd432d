import type { Article } from '../article/article.js';
import type { Result } from '../judge/result.js';
import { alertsOf } from '../relevance/index.js';

/** Several comments in review under one article that fit the same other one: one thing to look at, not many. */
export interface ArticleAlert {
  readonly article: Article;
  readonly home: Article;
  readonly count: number;
}

/** The alerts of a dump, most comments first. */
export function articleAlerts(articles: readonly Article[], results: readonly Result[]): ArticleAlert[] {
  const numbers = new Map(articles.map(({ id }, i) => [id, i]));
  const suspects = results.map(({ articleId, home, review }) => ({
    article: numbers.get(articleId)!,
    home: home === null ? undefined : numbers.get(home.articleId),
    probability: review ? 1 : 0,
  }));
  return alertsOf(suspects, 1).map(({ article, home, count }) => ({
    article: articles[article]!,
    home: articles[home]!,
    count,
  }));
}
