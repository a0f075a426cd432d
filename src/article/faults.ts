import { Fault, type LocalizedText, type SourcePosition } from '../fault.js';
import { ARTICLE_FAULTS } from '../wording/article.js';
import type { ErrorPage } from './page-kind.js';

/** The source position of a fault, with the file where the caller named one. */
function at(file: string | undefined, position: SourcePosition = {}): SourcePosition {
  return file === undefined ? position : { file, ...position };
}

/** `article/empty`: a file without a single visible character. */
export const emptyPage = (file?: string): Fault => new Fault('article/empty', ARTICLE_FAULTS.empty, at(file));

/** `article/binary`: not text; `kind` names the format where its magic number is known. */
export const binaryPage = (file: string | undefined, kind: string | null): Fault =>
  new Fault('article/binary', ARTICLE_FAULTS.binary(kind), at(file));

/** `article/no-article`: text without a title. */
export const noArticle = (file?: string, options?: ErrorOptions): Fault =>
  new Fault('article/no-article', ARTICLE_FAULTS.noArticle, at(file), options);

/** `article/error-page`: the page says that there is no article, or that this reader may not see it. */
export const errorPage = (file: string | undefined, kind: ErrorPage): Fault =>
  new Fault('article/error-page', ARTICLE_FAULTS.errorPage(kind), at(file));

/** `article/list-page`: headlines of a section or of a search, and no article. */
export const listPage = (file?: string): Fault =>
  new Fault('article/list-page', ARTICLE_FAULTS.listPage, at(file));

/** `article/bad-json`: JSON that is broken or not a page; `why` completes the sentence. */
export const badJson = (file: string | undefined, why: LocalizedText, position: SourcePosition = {}): Fault =>
  new Fault('article/bad-json', ARTICLE_FAULTS.badJson(why), at(file, position));

/** `article/too-large`: more than one page may hold; `limit` has its unit. */
export const tooLarge = (file: string | undefined, limit: string): Fault =>
  new Fault('article/too-large', ARTICLE_FAULTS.tooLarge(limit), at(file));

/** `article/unknown-encoding`: an encoding name that iconv does not know. */
export const unknownEncoding = (encoding: string): Fault =>
  new Fault('article/unknown-encoding', ARTICLE_FAULTS.unknownEncoding(encoding.slice(0, 40)));
