import { basename, extname } from 'node:path';
import type { Article } from '../article/article.js';

/** The articles read so far, by id, in which comments find theirs. */
export class ArticleIndex {
  readonly #byId = new Map<string, Article>();

  /** The number of articles. */
  get size(): number {
    return this.#byId.size;
  }

  /** All articles in the order of reading. */
  all(): Article[] {
    return [...this.#byId.values()];
  }

  /** The article with an id, undefined without one. */
  find(id: string): Article | undefined {
    return this.#byId.get(id);
  }

  /**
   * Adds an article.
   *
   * @returns the article in the index: an earlier one where it has the same id and text; undefined where the text differs
   */
  add(article: Article): Article | undefined {
    const there = this.#byId.get(article.id);
    if (there !== undefined) return isSameArticle(there, article) ? there : undefined;
    this.#byId.set(article.id, article);
    return article;
  }
}

/** Whether two articles have the same title and body. Line breaks, spaces and the form of Unicode may differ, as between two crawls of a page. */
export function isSameArticle(a: Article, b: Article): boolean {
  return isSameText(a.title, b.title) && isSameText(a.body, b.body);
}

function isSameText(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  return a !== null && b !== null && squeezed(a) === squeezed(b);
}

function squeezed(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/**
 * A file's name without its folder and endings, in NFC: the id of the article of comments that name none.
 *
 * @example stemOf('2019-01-05/comments/001-0010429592.txt.gz') // '001-0010429592'
 */
export function stemOf(file: string): string {
  return basename(file)
    .replace(/(?:\.[a-z][a-z0-9]{0,6})+$/i, '')
    .normalize('NFC');
}

/** Chooses the id of a page's article, which so far has the page's own id or else the file's name. */
export type NameArticle = (article: Article, file: string) => string;

/**
 * Gives the articles of pages unique ids: a page whose id belongs to a different article gets its file's name, with a number
 * when that is taken too.
 *
 * @param find the known article with an id
 */
export function freeNames(find: (id: string) => Article | undefined): NameArticle {
  return (article, file) => {
    const there = find(article.id);
    if (there === undefined || isSameArticle(there, article)) return article.id;
    const name = basename(file, extname(file)).normalize('NFC');
    let id = name;
    for (let n = 2; find(id) !== undefined; n++) id = `${name}-${n}`;
    return id;
  };
}
