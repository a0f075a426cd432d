import type { Readable } from 'node:stream';
import { request } from 'undici';
import { Fault } from '../../../fault.js';
import type { AllowList } from './allow-list.js';
import { readBody, TooManyBytes, UnknownEncoding } from './body.js';
import { guardedAgent, type Resolve } from './connect.js';
import { badStatus, broken, notAPage, tooLargePage, tooManyRedirects, tooSlow } from './faults.js';
import { connectionFault } from './connection-fault.js';
import { bareHost, readTarget } from './target.js';

export interface FetchLimits {
  /** Time for all of it, redirects included. */
  readonly totalMs: number;
  /** Bytes of a page, decompressed. */
  readonly mostBytes: number;
  readonly redirects: number;
}

export const FETCH_LIMITS: FetchLimits = { totalMs: 10_000, mostBytes: 5 * 1024 * 1024, redirects: 5 };

/** A page as it came. */
export interface Fetched {
  readonly bytes: Buffer;
  /** The address that answered, after redirects. */
  readonly url: URL;
  /** The charset that the server named, if any. */
  readonly charset: string | undefined;
}

/** What browsers send, and who asks: sites that keep bots away may do so. */
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; matgeul/0.1; reads articles that moderators name)',
  accept: 'text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8',
  'accept-language': 'ko-KR,ko;q=0.9,en;q=0.5',
  'accept-encoding': 'gzip, br',
};
const PAGES = new Set(['', 'text/html', 'application/xhtml+xml', 'text/plain']);

/**
 * Fetches a page that a stranger named: public addresses only (checked anew at each redirect, at the socket), no more
 * bytes and no longer than the limits say, web pages and plain text only.
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
      // A body that is left unread would be an unhandled error once it is dropped.
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
    // What is still open is dropped, not waited for.
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
