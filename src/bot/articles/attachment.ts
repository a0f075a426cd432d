import { Agent, request } from 'undici';
import { Fault } from '../../fault.js';
import { readBody, TooManyBytes } from './fetch/body.js';
import { connectionFault, fileGone, foreignFile, tooLargeFile, tooSlow } from './fetch/faults.js';

/** A file as Discord tells of it. */
export interface Attached {
  readonly url: string;
  readonly size: number;
}

/** 10 MiB over a slow line. */
const TOTAL_MS = 30_000;
/** Where Discord keeps files; anything else in an attachment's address was put there by somebody else. */
const DISCORD_HOSTS = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** Reads an attached file, from Discord's own hosts and the configured CDN only, and no more of it than asked. */
export async function readAttachment(
  { url: address, size }: Attached,
  mostBytes: number,
  cdnBase: string,
): Promise<Buffer> {
  const url = parse(address);
  if (url === null || !isDiscords(url, cdnBase)) throw foreignFile();
  if (size > mostBytes) throw tooLargeFile(mostBytes);
  const stop = AbortSignal.timeout(TOTAL_MS);
  const agent = new Agent({ pipelining: 0 });
  try {
    const { statusCode, headers, body } = await request(url, { dispatcher: agent, signal: stop });
    body.on('error', () => undefined);
    // No redirects: Discord's files have none.
    if (statusCode !== 200) throw fileGone();
    return await readBody(body, String(headers['content-encoding'] ?? ''), mostBytes);
  } catch (error) {
    if (error instanceof TooManyBytes) throw tooLargeFile(mostBytes);
    if (stop.aborted) throw tooSlow(url.hostname);
    throw error instanceof Fault ? error : connectionFault(url.hostname, error);
  } finally {
    void agent.destroy();
  }
}

function isDiscords(url: URL, cdnBase: string): boolean {
  if (url.origin === new URL(cdnBase).origin) return true;
  return url.protocol === 'https:' && url.port === '' && DISCORD_HOSTS.has(url.hostname);
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
