import { readFileSync } from 'node:fs';
import { Fault } from '../../src/fault.js';
import type { Page } from '../../src/article/article.js';
import { readPage } from '../../src/article/page.js';

const PAGES = new URL('../../fixtures/pages/', import.meta.url);

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const fixture = (name: string): Page => readPage(readFileSync(new URL(name, PAGES)), { name });
export const texts = (page: Page): string[] => page.comments.map(({ text }) => text);

const HEAD = '작은 도서관 새로 연다\n구청은 다음 달 동네마다 작은 도서관을 한 곳씩 새로 연다고 밝혔다.\n\n';

/** The comments that are read from these lines under a heading. */
export const commentsIn = (...lines: string[]): string[] => texts(pageOf(...lines));
export const pageOf = (...lines: string[]): Page => readPage(bytesOf(`${HEAD}댓글 0개\n${lines.join('\n')}`));

/** The code of the fault that reading throws, or null when it throws none; any other error is thrown on. */
export function faultOf(bytes: Uint8Array, name?: string): Fault | null {
  try {
    readPage(bytes, { name });
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
