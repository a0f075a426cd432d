import { Fault, type LocalizedText } from '../../../fault.js';
import { FETCH } from '../../../wording/bot/fetch.js';

// Faults of fetching: each names the host and suggests pasting the article where that helps.

/** A fault whose text ends with the suggestion to paste the article instead. */
function fault(code: string, text: LocalizedText, cause?: unknown): Fault {
  const { ko, en } = FETCH.paste;
  return plain(code, { ko: `${text.ko} ${ko}`, en: `${text.en} ${en}` }, cause);
}

function plain(code: string, text: LocalizedText, cause?: unknown): Fault {
  return new Fault(`fetch/${code}`, text, {}, cause === undefined ? {} : { cause });
}

/** Host names are untrusted: keeps only characters without meaning in markdown. */
const shown = (host: string): string => host.replace(/[^a-z0-9.:-]/gi, '').slice(0, 80);

const mebibytes = (bytes: number): number => Math.round((bytes / 1024 / 1024) * 10) / 10;

/** The text is no `http(s)` address. */
export const badUrl = (): Fault => plain('bad-url', FETCH.badUrl);
/** A port other than 80 and 443. */
export const badPort = (host: string): Fault => fault('bad-port', FETCH.badPort(shown(host)));
/** An address that is not on the public internet. */
export const privateAddress = (host: string): Fault => fault('private', FETCH.privateAddress(shown(host)));
/** DNS knows no such name. */
const noSuchHost = (host: string, cause: unknown): Fault =>
  fault('dns', FETCH.noSuchHost(shown(host)), cause);
/** TLS failed. */
const badCertificate = (host: string, cause: unknown): Fault =>
  fault('tls', FETCH.badCertificate(shown(host)), cause);
/** No connection. */
const unreachable = (host: string, cause: unknown): Fault =>
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

/** The fault for an HTTP status other than success. */
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

const NO_SUCH_HOST = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL', 'EAI_NODATA', 'EAI_NONAME']);
const SLOW = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const CERTIFICATE =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO$)/;
/** Error codes of the HTTP parser and of decompression. */
const BROKEN = /^(?:HPE_|Z_|ERR_BROTLI|ERR__ERROR|UND_ERR_(?:RES_|HEADERS_OVERFLOW|INVALID))/;

/** Maps a connection error to a fault by its error code; unknown codes count as unreachable. */
export function connectionFault(host: string, error: unknown): Fault {
  const code = codeOf(error);
  if (NO_SUCH_HOST.has(code)) return noSuchHost(host, error);
  if (SLOW.has(code)) return tooSlow(host);
  if (CERTIFICATE.test(code)) return badCertificate(host, error);
  if (BROKEN.test(code)) return broken(host, error);
  return unreachable(host, error);
}

/** The code of an error, of the first of several attempts, or of its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
