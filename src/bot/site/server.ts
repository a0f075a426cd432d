import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { Fault } from '../../fault.js';
import { SITE_SERVER } from '../../wording/bot/site.js';
import type { BotConfig } from '../config.js';
import type { Metrics } from '../health/metrics.js';
import { readBytes } from './body.js';
import { routeOf, type SiteAnswer, type SiteServices } from './handle.js';
import { Refusal, refusalBody } from './refusal.js';

/** Ms for the headers of a request, and for all of it: a batch of 1 MiB arrives in a fraction of a second. */
const HEADERS_MS = 5000;
const REQUEST_MS = 15_000;
/** Ms between looks for requests that take longer. */
const CHECK_MS = 1000;
/** Bytes of the headers: ours have some 500. */
const MOST_HEADER_BYTES = 8 * 1024;
/** Open connections: as many bodies may be in memory. */
const MOST_CONNECTIONS = 64;
/** Seconds after which a request may be repeated that was not carried out because the bot stops or its store fails. */
const RETRY_S = 5;

/** A listening server of the API for sites. */
export interface SiteServer {
  readonly port: number;
  /** Finishes what is being handled, refuses the rest, and closes. */
  stop(): Promise<void>;
}

interface ServerParts extends SiteServices {
  readonly config: Pick<BotConfig, 'siteHost'> & { readonly sitePort: number };
  readonly metrics: Pick<Metrics, 'siteComments' | 'siteRequest'>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/**
 * Serves the API that sites send comments to, as `schemas/site.openapi.json` describes it. Every refusal has a code and a
 * sentence in both languages.
 *
 * @throws `Fault` `site/port-taken`, `site/cannot-listen`
 */
export async function startSiteServer(parts: ServerParts): Promise<SiteServer> {
  const { config } = parts;
  let stopping = false;
  let inHand = 0;
  let idle: (() => void) | undefined;
  const server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: MOST_HEADER_BYTES,
    },
    (request, response) => {
      inHand++;
      void respond(request, response, parts, () => stopping).finally(() => {
        inHand--;
        if (inHand === 0) idle?.();
      });
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.on('clientError', refuseBroken);
  await listen(server, config.sitePort, config.siteHost);
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      stopping = true;
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeIdleConnections();
      if (inHand > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Handles a request and answers it. Never rejects. */
async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ServerParts,
  isStopping: () => boolean,
): Promise<void> {
  const { log, metrics } = parts;
  try {
    const { status, body } = await handle(request, parts, isStopping);
    write(response, status, body);
    metrics.siteRequest(status);
  } catch (error) {
    // The connection broke, or took too long: nobody is there to be answered.
    if (request.destroyed && !request.complete) return;
    const refusal = refusalOf(error);
    if (refusal.status >= 500 && !(error instanceof Refusal))
      log.error({ err: error }, 'a request of a site could not be carried out');
    metrics.siteRequest(refusal.status);
    write(response, refusal.status, refusalBody(refusal), refusal.headers);
  }
}

async function handle(
  request: IncomingMessage,
  parts: ServerParts,
  isStopping: () => boolean,
): Promise<SiteAnswer> {
  const { method = '', url: target = '', headers } = request;
  const body = await readBytes(request);
  const answer = routeOf(method, target);
  if (method === 'POST' && !isPlainJson(headers)) throw new Refusal(415, 'not-json');
  if (isStopping()) throw new Refusal(503, 'stopping', { headers: { 'retry-after': String(RETRY_S) } });
  return answer({ method, target, headers, body }, parts);
}

function isPlainJson(headers: IncomingMessage['headers']): boolean {
  const encoding = headers['content-encoding'] ?? 'identity';
  return (
    encoding === 'identity' &&
    /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(headers['content-type'] ?? '')
  );
}

/** A failure of the store passes, so the site is to send again; anything else is ours to mend. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal(503, 'stopping', { headers: { 'retry-after': String(RETRY_S) } });
}

function write(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`);
  response.writeHead(status, { ...HEADERS, ...headers, 'content-length': bytes.length });
  response.end(bytes);
}

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** Answers what is no HTTP, has too many headers, or did not arrive in time. */
function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, fault] = BROKEN[error.code ?? ''] ?? [400, 'Bad Request', 'bad-request'];
  const body = `${JSON.stringify(refusalBody({ fault, issues: undefined }))}\n`;
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'connection: close',
    ...Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const BROKEN: Readonly<Record<string, readonly [number, string, 'too-slow' | 'headers-too-large']>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'too-slow'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'headers-too-large'],
};

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(cannotListen(error, `${host}:${port}`));
    });
    server.listen(port, host, resolve);
  });
}

function cannotListen(error: NodeJS.ErrnoException, where: string): Fault {
  return error.code === 'EADDRINUSE'
    ? new Fault('site/port-taken', SITE_SERVER.portTaken(where), {}, { cause: error })
    : new Fault(
        'site/cannot-listen',
        SITE_SERVER.cannotListen(where, error.code ?? 'unknown'),
        {},
        { cause: error },
      );
}
