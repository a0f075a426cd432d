import { createHash } from 'node:crypto';
import type { Article } from '../article/article.js';
import { KNOWN_ARTICLES } from './limits.js';
import type { ArticleRow, PairRow } from './row.js';

/** The articles met so far: comments find theirs here, and the latest of them are the known articles. */
export class Shelf {
  readonly #byId = new Map<string, Article>();
  #known: readonly Article[] = [];

  /** The latest articles, at most KNOWN_ARTICLES, in the order they came. */
  get known(): readonly Article[] {
    return this.#known;
  }

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
    if (there !== undefined)
      return there.title === article.title && there.body === article.body ? there : undefined;
    this.#byId.set(article.id, article);
    this.#known = [...this.#known, article].slice(-KNOWN_ARTICLES);
    return article;
  }

  addRow(row: ArticleRow): Article | undefined {
    return this.add(articleOf(row, row.id));
  }

  /** The article of a pair; without an id of its own it gets one from its words, so that equal articles are one. */
  addPair({ article }: PairRow): Article | undefined {
    return this.add(articleOf(article, article.id ?? wordsId(article)));
  }
}

function articleOf(row: Omit<ArticleRow, 'id'>, id: string): Article {
  return {
    id,
    title: row.title,
    body: row.body ?? null,
    url: row.url ?? undefined,
    publishedAt: row.publishedAt ?? row.date ?? undefined,
    section: row.section ?? undefined,
  };
}

function wordsId({ title, body }: Omit<ArticleRow, 'id'>): string {
  return `x${createHash('sha256')
    .update(JSON.stringify([title, body ?? null]))
    .digest('hex')
    .slice(0, 12)}`;
}
