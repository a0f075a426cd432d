import type { Article } from '../../article/index.js';

/** What is kept of an article: far more than newspapers print, far less than a page made to fill the store. */
const MOST = { title: 300, body: 50_000, date: 60 };

/** An article without its id, cut to what is kept. */
export function clipArticle({ title, body, url, publishedAt }: Omit<Article, 'id'>): Omit<Article, 'id'> {
  return {
    title: clip(title.replace(/\s+/gu, ' ').trim(), MOST.title),
    body: body === null ? null : clip(body, MOST.body),
    ...(url === undefined ? {} : { url }),
    ...(publishedAt === undefined ? {} : { publishedAt: clip(publishedAt, MOST.date) }),
  };
}

/** Never in the middle of a surrogate pair. */
function clip(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/u, '');
}
