import type { Article } from '../../article/index.js';
import type { LocalizedText, SourcePosition } from '../../fault.js';

/** A page to be read in a thread. */
export interface PageOrder {
  readonly bytes: Uint8Array;
  /** What the server said of its encoding. */
  readonly charset?: string | undefined;
  /** The file's name, for faults. */
  readonly name?: string | undefined;
}

/** What the thread answers. */
export type PageResult =
  | { readonly kind: 'done'; readonly article: Omit<Article, 'id'> }
  | {
      readonly kind: 'fault';
      readonly code: string;
      readonly text: LocalizedText;
      readonly position: SourcePosition;
    };

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
