import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { Agent, buildConnector, request } from 'undici';
import { Fault } from '../../../fault.js';
import { type AllowList, bareHost, readTarget, refusal } from './address-guard.js';
import { readBody, TooManyBytes, UnknownEncoding } from './body.js';
import {
  badPort,
  badStatus,
  broken,
  connectionFault,
  notAPage,
  privateAddress,
  tooLargePage,
  tooManyRedirects,
  tooSlow,
} from './faults.js';

/** Resolves a host name to its addresses; tests inject their own. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Resolves a name with the system's resolver. */
export const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });

/**
 * An agent whose sockets connect to allowed addresses only. A name is resolved once, its addresses are checked, and the
 * socket connects to exactly these addresses, which prevents DNS rebinding.
 */
export function guardedAgent(allow: AllowList, resolve: Resolve, timeoutMs: number): Agent {
  // One agent per fetch, so that no connection is reused for another URL.
  return new Agent({ connect: guardedConnector(allow, resolve, timeoutMs), pipelining: 0 });
}

function guardedConnector(allow: AllowList, resolve: Resolve, timeout: number): buildConnector.connector {
  return (options, callback) => {
    const { hostname } = options;
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    // Node does not call `lookup` for IP addresses, so they are checked here.
    if (isIP(hostname) !== 0) {
      const refused = refusal(hostname, hostname, port, allow);
      if (refused !== null) {
        callback(refused === 'private' ? privateAddress(hostname) : badPort(hostname), null);
        return;
      }
    }
    buildConnector({ lookup: guardedLookup(allow, resolve, port), timeout })(options, callback);
  };
}

/** A `lookup` for Node that returns only the allowed addresses of a name and fails if there are none. */
function guardedLookup(allow: AllowList, resolve: Resolve, port: number): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async (): Promise<readonly LookupAddress[]> => {
      const found = await resolve(hostname);
      const allowed = found.filter(({ address }) => refusal(hostname, address, port, allow) === null);
      if (allowed.length > 0) return allowed;
      throw found.some(({ address }) => refusal(hostname, address, port, allow) === 'port')
        ? badPort(hostname)
        : privateAddress(hostname);
    };
    answer().then(
      (addresses) => {
        const [first] = addresses;
        if (options.all === true) callback(null, [...addresses]);
        else callback(null, first!.address, first!.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, '');
      },
    );
  };
}

export interface FetchLimits {
  /** Timeout of the whole fetch, redirects included. */
  readonly totalMs: number;
  /** Maximum bytes of a page after decompression. */
  readonly mostBytes: number;
  readonly redirects: number;
}

export const FETCH_LIMITS: FetchLimits = { totalMs: 10_000, mostBytes: 5 * 1024 * 1024, redirects: 5 };

/** A fetched page. */
interface Fetched {
  readonly bytes: Buffer;
  /** The final URL after redirects. */
  readonly url: URL;
  /** The charset of `Content-Type`, if any. */
  readonly charset: string | undefined;
}

/** Headers like a browser's, but with an honest user agent, so that sites can refuse bots. */
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; matgeul/0.1; reads articles that moderators name)',
  accept: 'text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8',
  'accept-language': 'ko-KR,ko;q=0.9,en;q=0.5',
  'accept-encoding': 'gzip, br',
};
const PAGES = new Set(['', 'text/html', 'application/xhtml+xml', 'text/plain']);

/**
 * Fetches a page from an untrusted URL: public addresses only (checked at the socket, for each redirect), within the
 * limits for bytes and time, web pages and plain text only.
 *
 * @throws Fault `fetch/…`; never another error
 */
export async function guardedFetch(
  address: string,
  { allow, resolve, limits = FETCH_LIMITS }: { allow: AllowList; resolve: Resolve; limits?: FetchLimits },
): Promise<Fetched> {
  let url = readTarget(address, allow);
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort(tooSlow(bareHost(url)));
  }, limits.totalMs);
  const agent = guardedAgent(allow, resolve, limits.totalMs);
  try {
    for (let hop = 0; hop <= limits.redirects; hop += 1) {
      const answer = await request(url, { dispatcher: agent, headers: HEADERS, signal: stop.signal });
      // Destroying an unread body would otherwise raise an unhandled error.
      answer.body.on('error', () => undefined);
      const next = redirectOf(answer.statusCode, answer.headers.location);
      if (next === null) return await pageOf(answer, url, limits);
      answer.body.destroy();
      url = readTarget(next, allow, url);
    }
    throw tooManyRedirects(bareHost(url));
  } catch (error) {
    if (stop.signal.aborted) throw tooSlow(bareHost(url));
    throw error instanceof Fault ? error : connectionFault(bareHost(url), error);
  } finally {
    clearTimeout(timer);
    // Drop open connections without waiting for them.
    void agent.destroy();
  }
}

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}

async function pageOf(
  { statusCode, headers, body }: Answer,
  url: URL,
  limits: FetchLimits,
): Promise<Fetched> {
  const host = bareHost(url);
  if (statusCode < 200 || statusCode >= 300) throw badStatus(host, statusCode);
  const [type = '', ...parameters] = one(headers['content-type']).toLowerCase().split(';');
  if (!PAGES.has(type.trim())) throw notAPage(host);
  if (Number(one(headers['content-length'])) > limits.mostBytes) throw tooLargePage(host, limits.mostBytes);
  try {
    const bytes = await readBody(body, one(headers['content-encoding']), limits.mostBytes);
    return { bytes, url, charset: charsetOf(parameters) };
  } catch (error) {
    if (error instanceof TooManyBytes) throw tooLargePage(host, limits.mostBytes);
    if (error instanceof UnknownEncoding) throw broken(host, error);
    throw error;
  }
}

function redirectOf(status: number, location: string | string[] | undefined): string | null {
  return [301, 302, 303, 307, 308].includes(status) && location !== undefined ? one(location) : null;
}

function charsetOf(parameters: readonly string[]): string | undefined {
  const found = parameters.flatMap((each) => /^\s*charset\s*=\s*["']?([\w.:-]{1,40})/.exec(each)?.[1] ?? []);
  return found[0];
}

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
