import { z } from 'zod';
import type { Article } from '../../article/index.js';
import type { Base } from '../base.js';
import { bytes, checked, checkedJson } from '../row.js';
import { contextOf } from '../sealed.js';

const rowSchema = z.object({ id: z.string(), content: bytes });
const contentSchema = z.object({
  title: z.string(),
  body: z.string().nullable(),
  url: z.string().optional(),
  publishedAt: z.string().optional(),
  section: z.string().optional(),
});

/** An article may be what a member wrote as the first message of a thread, so it is encrypted like comments are. */
export function sealArticle(base: Base, id: string, article: Omit<Article, 'id'>): Buffer {
  const { title, body, url, publishedAt, section } = article;
  return base.vault.seal(
    JSON.stringify({ title, body, url, publishedAt, section }),
    contextOf('articles.content', id),
  );
}

/** An article as it stands in the database. */
export function readArticle(base: Base, row: unknown): Article {
  const { id, content } = checked(rowSchema, row, 'articles');
  const text = base.vault.open(content, contextOf('articles.content', id));
  return { id, ...checkedJson(contentSchema, text, 'articles.content') };
}
