import type { Fault } from '../../../fault.js';
import { badCertificate, broken, noSuchHost, tooSlow, unreachable } from './faults.js';

const NO_SUCH_HOST = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL', 'EAI_NODATA', 'EAI_NONAME']);
const SLOW = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const CERTIFICATE =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO$)/;
/** Of the parsers of HTTP and of compressed data. */
const BROKEN = /^(?:HPE_|Z_|ERR_BROTLI|ERR__ERROR|UND_ERR_(?:RES_|HEADERS_OVERFLOW|INVALID))/;

/** What went wrong with a connection, in words; a fault that was thrown inside of it comes out as it is. */
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
