import type { Article } from '../../article/index.js';
import type { LocalizedText, SourcePosition } from '../../fault.js';

/** A page for the worker thread to read. */
export interface PageOrder {
  readonly bytes: Uint8Array;
  /** The charset that the server declared. */
  readonly charset?: string | undefined;
  /** File name for fault messages. */
  readonly name?: string | undefined;
}

/** The worker thread's result. */
export type PageResult =
  | { readonly kind: 'done'; readonly article: Omit<Article, 'id'> }
  | {
      readonly kind: 'fault';
      readonly code: string;
      readonly text: LocalizedText;
      readonly position: SourcePosition;
    };

/** Stored characters of an article: well above any newspaper article, well below a page built to fill the store. */
const MOST = { title: 300, body: 50_000, date: 60 };

/** Truncates an article to the stored lengths. */
export function clipArticle({ title, body, url, publishedAt }: Omit<Article, 'id'>): Omit<Article, 'id'> {
  return {
    title: clip(title.replace(/\s+/gu, ' ').trim(), MOST.title),
    body: body === null ? null : clip(body, MOST.body),
    ...(url === undefined ? {} : { url }),
    ...(publishedAt === undefined ? {} : { publishedAt: clip(publishedAt, MOST.date) }),
  };
}

/** Truncates a text without splitting a surrogate pair. */
function clip(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/u, '');
}
