import { z } from 'zod';
import type { Article } from '../../article/article.js';
import { isSameArticle } from '../../dumps/article-index.js';
import type { KnownTitle } from '../executors/chunk.js';
import type { WorkDatabase } from './database.js';

const articleSchema = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  url: z.string().optional(),
  publishedAt: z.string().optional(),
  section: z.string().optional(),
});

/** Size of the cache of article numbers; small, since comments of an article are mostly consecutive. */
const REMEMBERED = 4096;

/** Parses an article of the work database. */
export function articleFrom(json: string): Article {
  return articleSchema.parse(JSON.parse(json));
}

/** The articles of a run, on disk. */
export class Articles {
  readonly #add;
  readonly #mention;
  readonly #byId;
  readonly #before;
  readonly #numbers = new Map<string, number>();
  readonly #db: WorkDatabase;

  constructor(db: WorkDatabase) {
    this.#db = db;
    this.#add = db.prepare(
      `INSERT INTO article (id, row, at, json) VALUES (@id, @row, @at, @json)
       ON CONFLICT (id) DO UPDATE SET row = excluded.row, at = excluded.at, json = excluded.json WHERE json IS NULL`,
    );
    this.#mention = db.prepare('INSERT INTO article (id) VALUES (?) ON CONFLICT DO NOTHING');
    this.#byId = db.prepare('SELECT no, row, json FROM article WHERE id = ?');
    this.#before = db.prepare('SELECT json FROM article WHERE id = ? AND row < ?').pluck();
  }

  /**
   * Stores the article of a row.
   *
   * @returns `there` when an earlier row has the same article, `differs` when it has another one with the same id
   */
  add(article: Article, row: number): 'added' | 'there' | 'differs' {
    const { id, publishedAt = '' } = article;
    if (this.#add.run({ id, row, at: publishedAt, json: JSON.stringify(article) }).changes === 1)
      return 'added';
    const there = this.#byId.get(id) as { row: number; json: string };
    // An interrupted run may have stored this very row.
    if (there.row === row) return 'added';
    return isSameArticle(articleFrom(there.json), article) ? 'there' : 'differs';
  }

  /** The number of an article, and whether its row has been read. */
  numberOf(id: string): { readonly no: number; readonly known: boolean } {
    const remembered = this.#numbers.get(id);
    if (remembered !== undefined) return { no: remembered, known: true };
    this.#mention.run(id);
    const { no, json } = this.#byId.get(id) as { no: number; json: string | null };
    if (json === null) return { no, known: false };
    if (this.#numbers.size >= REMEMBERED) this.#numbers.delete(this.#numbers.keys().next().value!);
    this.#numbers.set(id, no);
    return { no, known: true };
  }

  /** The article with an id, if it precedes a row. */
  before(id: string, row: number): Article | undefined {
    const json = this.#before.get(id, row) as string | undefined;
    return json === undefined ? undefined : articleFrom(json);
  }

  /** Number of articles read. */
  get size(): number {
    return this.#db.prepare('SELECT count(*) FROM article WHERE json IS NOT NULL').pluck().get() as number;
  }

  /** Ids and titles of all articles, in an order that does not depend on the order of the rows. */
  *titles(): Generator<KnownTitle> {
    const rows = this.#db
      .prepare("SELECT id, json ->> '$.title' AS title FROM article WHERE json IS NOT NULL ORDER BY at, id")
      .iterate();
    for (const row of rows) yield row as KnownTitle;
  }
}
