import { basename } from 'node:path';
import { stemOf } from '../article-index.js';
import { wordsId } from '../rows.js';
import { textOfHtml } from '../html-text.js';
import type { ArticleFields, CommentFields } from './fields.js';

/** Why a comment of a dump is no row: its site removed it, or it holds nothing that can be judged. */
export type LeftOut = 'deleted' | 'empty' | 'system' | 'unloaded';

/** Turns articles and comments of any shape into rows of the contract, as JSON. */
export class ShapeRows {
  /** The id of a file's one article where nothing names it: the file's name. */
  readonly fileId: string;
  readonly #file: string;
  #rows: string[] = [];
  #comments = 0;
  /** Articles whose row was written: a crawl repeats them; the first counts. */
  readonly #given = new Set<string>();
  /** How many comments were left out, by why. */
  readonly leftOut = new Map<LeftOut, number>();
  /** Whether any comment had no article of its own, so that it belongs to the file's. */
  withoutArticle = false;
  /** The first id of an article that comments name and that was not given before them. */
  named: string | undefined;
  /** Ids of articles that comments name and that were not given so far. */
  readonly #untitled = new Set<string>();

  constructor(file: string) {
    this.#file = basename(file);
    this.fileId = stemOf(file);
  }

  /** The number of articles so far. */
  get articles(): number {
    return this.#given.size;
  }

  /** The number of comments so far. */
  get comments(): number {
    return this.#comments;
  }

  /** Takes the rows since the last call. */
  taken(): string[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Adds a row that already has the contract's form. */
  raw(row: string): void {
    this.#rows.push(row);
  }

  /** Adds an article, unless one with its id was added before. @returns its id */
  article({ id, title, body, url, publishedAt, section }: ArticleFields): string {
    const words = body?.trim() === '' ? undefined : body;
    // One text in two normal forms (macOS writes NFD) is one id.
    const known = (id ?? url ?? wordsId(title.trim(), words ?? null)).normalize('NFC');
    if (this.#given.has(known)) return known;
    this.#given.add(known);
    this.#untitled.delete(known);
    this.#rows.push(
      JSON.stringify({
        type: 'article',
        id: known,
        title: textOfHtml(title).trim(),
        body: words === undefined ? null : textOfHtml(words),
        url,
        publishedAt,
        section,
      }),
    );
    return known;
  }

  /** Adds a comment; one without words is left out. @returns its id */
  comment(fields: CommentFields): string {
    this.#comments++;
    const { text, parentId, author, createdAt, label } = fields;
    const articleId = (fields.articleId ?? this.#ownArticle()).normalize('NFC');
    const id = fields.id ?? `${this.#file}:${this.#comments}`;
    if (text.trim() === '') {
      this.leave('empty');
      return id;
    }
    if (!this.#given.has(articleId)) {
      this.named ??= articleId;
      if (fields.articleId !== undefined) this.#untitled.add(articleId);
    }
    this.#rows.push(
      JSON.stringify({
        type: 'comment',
        id,
        articleId,
        text,
        // For comments that are no replies, Naver writes their own number, other sites 0.
        parentId: parentId === id || parentId === '0' ? undefined : parentId,
        author,
        createdAt,
        label,
      }),
    );
    return id;
  }

  /** Adds the articles that comments name by their ids and that are nowhere, without titles. */
  untitled(): void {
    for (const id of this.#untitled) this.article({ id, title: '' });
  }

  /** Counts a comment that is left out. */
  leave(why: LeftOut, count = 1): void {
    this.leftOut.set(why, (this.leftOut.get(why) ?? 0) + count);
  }

  #ownArticle(): string {
    this.withoutArticle = true;
    return this.fileId;
  }
}
