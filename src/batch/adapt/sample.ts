import { z } from 'zod';
import { commentsPerArticle, type AdaptationArticle, type AdaptationComment } from '../../training/adapt.js';
import { articleFrom } from '../work/articles.js';
import type { WorkDatabase } from '../work/database.js';

/** What a dump can teach: some comments of every article that has more than one. */
export interface DumpSample {
  readonly articles: readonly AdaptationArticle[];
  readonly comments: readonly AdaptationComment[];
  /** First and last date of the articles, `YYYY-MM-DD`; null where none is known. */
  readonly period: Period | null;
}

export type Period = readonly [from: string, to: string];

/** Size of a gathered dump: comments, and articles that have some. */
export function sizeOf(db: WorkDatabase): { readonly comments: number; readonly articles: number } {
  const row = db
    .prepare('SELECT count(*) AS comments, count(DISTINCT article) AS articles FROM comment')
    .get();
  return z.object({ comments: z.int(), articles: z.int() }).parse(row);
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * Draws the sample from the work database, so that a dump of any size takes no more memory than what is learned from:
 * of each article the comments of lowest hash. The same for any order of the dump.
 */
export function sampleDump(db: WorkDatabase): DumpSample {
  const counted = db
    .prepare('SELECT article, count(*) AS comments FROM comment GROUP BY article HAVING count(*) > 1')
    .all() as { article: number; comments: number }[];
  const most = commentsPerArticle(counted.map(({ comments }) => comments));
  const indexes = new Map(counted.map(({ article }, index) => [article, index]));
  const find = db.prepare('SELECT at, json FROM article WHERE no = ?');
  const dates: string[] = [];
  const articles = counted.map(({ article }): AdaptationArticle => {
    const { at, json } = find.get(article) as { at: string; json: string };
    if (ISO_DATE.test(at)) dates.push(at.slice(0, 10));
    const { title, body } = articleFrom(json);
    return { title, body };
  });
  const drawn = db.prepare(
    `SELECT article, text FROM (
       SELECT article, json ->> 1 AS text, row_number() OVER (PARTITION BY article ORDER BY hash, json ->> 1) AS place
       FROM comment) WHERE place <= ?`,
  );
  const comments: AdaptationComment[] = [];
  for (const row of drawn.iterate(most) as IterableIterator<{ article: number; text: string }>) {
    const article = indexes.get(row.article);
    if (article !== undefined) comments.push({ article, text: row.text });
  }
  dates.sort();
  return { articles, comments, period: dates.length === 0 ? null : [dates[0]!, dates.at(-1)!] };
}
