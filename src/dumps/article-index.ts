import type { Article } from '../article/article.js';

/** The articles met so far: comments find theirs here. */
export class ArticleIndex {
  readonly #byId = new Map<string, Article>();

  get size(): number {
    return this.#byId.size;
  }

  /** All articles in the order they came. */
  all(): Article[] {
    return [...this.#byId.values()];
  }

  find(id: string): Article | undefined {
    return this.#byId.get(id);
  }

  /** Keeps an article; the one that holds its id already when that says the same, undefined when it says something else. */
  add(article: Article): Article | undefined {
    const there = this.#byId.get(article.id);
    if (there !== undefined) return isSameArticle(there, article) ? there : undefined;
    this.#byId.set(article.id, article);
    return article;
  }
}

/** Whether two articles with one id say the same. Line breaks and spaces may differ: crawls of one page differ in them. */
export function isSameArticle(a: Article, b: Article): boolean {
  return isSameText(a.title, b.title) && isSameText(a.body, b.body);
}

function isSameText(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  return a !== null && b !== null && squeezed(a) === squeezed(b);
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
