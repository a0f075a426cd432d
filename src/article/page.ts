import { Fault } from '../fault.js';
import type { Page } from './article.js';
import { decodeText } from './decode.js';
import { readPageCopy } from './page-text/page-text.js';
import { badJson, binaryPage, emptyPage, errorPage, noArticle } from './faults.js';
import { errorPageOf } from './page-kind.js';
import { declaredCharset, looksLikeHtml, readHtml } from './html/html.js';
import { readJson } from './json.js';
import { JSON_FAULTS } from '../wording/article.js';

/** How to read a page. */
export interface PageOptions {
  /** Name of the encoding; detected when left out. */
  readonly encoding?: string | undefined;
  /** The file's name, for faults only: the content alone decides the format. */
  readonly name?: string | undefined;
  /** The article's id where the page gives none; `a1` when left out. */
  readonly articleId?: string | undefined;
}

/**
 * Reads an article and its comments from a JSON page, an HTML file or text copied from a site; the content decides which.
 * A page without comments has `comments: []`.
 *
 * @throws Fault `article/empty`, `article/binary`, `article/no-article`, `article/error-page`, `article/list-page`,
 * `article/bad-json`, `article/too-large`, `article/unknown-encoding`; never any other error
 * @example readPage(await readFile('page.txt'), { name: 'page.txt' }).comments[0]?.text
 */
export function readPage(bytes: Uint8Array, options: PageOptions = {}): Page {
  const { encoding, name, articleId = 'a1' } = options;
  if (bytes.length === 0) throw emptyPage(name);
  const kind = magic(bytes);
  if (kind !== null) throw binaryPage(name, kind);
  const { text } = decodeText(bytes, encoding, declaredCharset(bytes));
  if (!/\S/u.test(text)) throw emptyPage(name);
  if (isBinary(text)) throw binaryPage(name, null);
  return readPageText(text, { name, articleId });
}

/**
 * As `readPage`, for text that is already decoded.
 *
 * @throws Fault as `readPage`
 */
export function readPageText(text: string, options: Omit<PageOptions, 'encoding'> = {}): Page {
  const { name, articleId = 'a1' } = options;
  const json = jsonKind(text);
  if (json === 'page') return readJson(text, articleId, name);
  if (json === 'list') throw badJson(name, JSON_FAULTS.array);
  if (!looksLikeHtml(text)) {
    const page = readPageCopy(text, articleId, name);
    const error = page.comments.length > 0 ? null : errorPageOf(page.article.title, page.article.body);
    if (error !== null) throw errorPage(name, error);
    return page;
  }
  try {
    return readHtml(text, articleId, name);
  } catch (error) {
    if (error instanceof Fault) throw error;
    // Third-party parsers crash on markup that no browser writes; to the user that is a page without an article.
    throw noArticle(name, { cause: error });
  }
}

/** Titles may begin with `[속보] …` or `{…}` too: the characters after the bracket tell JSON from a title. */
function jsonKind(text: string): 'page' | 'list' | null {
  const head = text.slice(0, 4096).replace(/^[\uFEFF\s]+/u, '');
  if (/^\{\s*(?:["}]|$)/u.test(head)) return 'page';
  if (!/^\[\s*[[{"\]]/u.test(head)) return null;
  try {
    JSON.parse(text);
    return 'list';
  } catch {
    return null;
  }
}

/** Magic numbers of formats that people try by mistake. */
const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['ZIP, DOCX, XLSX, HWPX', [0x50, 0x4b, 0x03, 0x04]],
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['HWP, DOC', [0xd0, 0xcf, 0x11, 0xe0]],
  ['ELF', [0x7f, 0x45, 0x4c, 0x46]],
];

function magic(bytes: Uint8Array): string | null {
  return MAGIC.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0] ?? null;
}

/** Not text: more than one character in ten is a control or U+FFFD. A stray NUL is let through. */
function isBinary(text: string): boolean {
  const size = Math.min(text.length, 65_536);
  let strange = 0;
  for (let i = 0; i < size; i += 1) {
    const code = text.charCodeAt(i);
    if (
      (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13) ||
      code === 0xfffd ||
      code === 0x7f
    )
      strange += 1;
  }
  return strange * 10 > size;
}
