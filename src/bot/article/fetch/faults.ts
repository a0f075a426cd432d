import { Fault, type LocalizedText } from '../../../fault.js';
import { FETCH } from '../../../wording/bot/fetch.js';

// Faults of fetching: each names its host and, where pasting helps, says so.

/** A fault that ends with the hint to paste the article instead. */
function fault(code: string, text: LocalizedText, cause?: unknown): Fault {
  const { ko, en } = FETCH.paste;
  return plain(code, { ko: `${text.ko} ${ko}`, en: `${text.en} ${en}` }, cause);
}

function plain(code: string, text: LocalizedText, cause?: unknown): Fault {
  return new Fault(`fetch/${code}`, text, {}, cause === undefined ? {} : { cause });
}

/** Strangers choose host names: only characters without meaning in markdown are shown. */
const shown = (host: string): string => host.replace(/[^a-z0-9.:-]/gi, '').slice(0, 80);

const mebibytes = (bytes: number): number => Math.round((bytes / 1024 / 1024) * 10) / 10;

/** The text is no `http(s)` address. */
export const badUrl = (): Fault => plain('bad-url', FETCH.badUrl);
/** A port other than 80 and 443. */
export const badPort = (host: string): Fault => fault('bad-port', FETCH.badPort(shown(host)));
/** An address that is not on the public internet. */
export const privateAddress = (host: string): Fault => fault('private', FETCH.privateAddress(shown(host)));
/** DNS knows no such name. */
export const noSuchHost = (host: string, cause: unknown): Fault =>
  fault('dns', FETCH.noSuchHost(shown(host)), cause);
/** TLS failed. */
export const badCertificate = (host: string, cause: unknown): Fault =>
  fault('tls', FETCH.badCertificate(shown(host)), cause);
/** No connection. */
export const unreachable = (host: string, cause: unknown): Fault =>
  fault('unreachable', FETCH.unreachable(shown(host)), cause);
/** A timeout passed. */
export const tooSlow = (host: string): Fault => fault('too-slow', FETCH.tooSlow(shown(host)));
/** More than `most` bytes. */
export const tooLargePage = (host: string, most: number): Fault =>
  fault('too-large', FETCH.tooLargePage(shown(host), mebibytes(most)));
/** A chain of redirects without end. */
export const tooManyRedirects = (host: string): Fault =>
  fault('redirects', FETCH.tooManyRedirects(shown(host)));
/** Neither HTML nor text. */
export const notAPage = (host: string): Fault => fault('not-a-page', FETCH.notAPage(shown(host)));
/** Malformed HTTP or compressed data. */
export const broken = (host: string, cause: unknown): Fault =>
  fault('broken', FETCH.broken(shown(host)), cause);
/** A page without an article. */
export const noArticleThere = (host: string): Fault => fault('no-article', FETCH.noArticleThere(shown(host)));

/** What an HTTP status other than success means to a moderator. */
export function badStatus(host: string, status: number): Fault {
  if (status === 404 || status === 410) return fault('not-found', FETCH.notFound(shown(host), status));
  if ([401, 402, 403, 429, 451].includes(status))
    return fault('forbidden', FETCH.forbidden(shown(host), status));
  return fault('status', FETCH.badStatus(shown(host), status));
}

/** An attachment's address that is not Discord's. */
export const foreignFile = (): Fault => plain('foreign-file', FETCH.foreignFile);
/** An attachment of more than `most` bytes. */
export const tooLargeFile = (most: number): Fault =>
  plain('file-too-large', FETCH.tooLargeFile(mebibytes(most)));
/** An attachment that Discord no longer serves. */
export const fileGone = (): Fault => plain('file-gone', FETCH.fileGone);
