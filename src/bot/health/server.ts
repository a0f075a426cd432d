import { type Client, Status } from 'discord.js';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { Fault } from '../../fault.js';
import type { Store } from '../../store/store.js';
import type { BotConfig } from '../config.js';
import type { Metrics } from './metrics.js';

/** What is asked whether the bot is well. */
export interface HealthSources {
  /** Whether every shard of this process is connected. */
  readonly gatewayReady: () => boolean;
  readonly store: Pick<Store, 'ping'> & { readonly outbox: Pick<Store['outbox'], 'backlog'> };
  readonly now: () => number;
}

interface Health {
  readonly ok: boolean;
  readonly gateway: 'ready' | 'not-ready';
  readonly database: 'ok' | 'failed' | 'slow';
  /** Null when the database does not answer. Its age is told but does not count: Discord's limits may make it wait. */
  readonly outbox: {
    readonly waiting: number;
    readonly oldestSeconds: number;
    readonly abandoned: number;
  } | null;
}

/** A database that takes longer than this is not well. */
const DATABASE_MS = 2_000;

/** Whether the bot is well: connected to Discord, and its database answers. Never rejects. */
async function checkHealth({ gatewayReady, store, now }: HealthSources): Promise<Health> {
  const gateway = gatewayReady() ? 'ready' : 'not-ready';
  const asked = (async () => {
    await store.ping();
    return store.outbox.backlog(now());
  })().catch(() => 'failed' as const);
  const backlog = await Promise.race([asked, slow()]);
  if (typeof backlog === 'string') return { ok: false, gateway, database: backlog, outbox: null };
  const { waiting, oldestMs, abandoned } = backlog;
  const outbox = { waiting, oldestSeconds: Math.round(oldestMs / 1000), abandoned };
  return { ok: gateway === 'ready', gateway, database: 'ok', outbox };
}

/** Whether all shards of a client are connected; a client without shards is not. */
export function allShardsReady(client: Pick<Client, 'ws'>): boolean {
  const { shards } = client.ws;
  return shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
}

function slow(): Promise<'slow'> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve('slow');
    }, DATABASE_MS).unref();
  });
}

/** Whoever scrapes sends a few hundred bytes; anything slower or larger is not answered. */
const REQUEST_MS = 5_000;

export interface HealthServer {
  /** The port it listens on: the one that was asked for, or a free one for 0. */
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves `GET /metrics` (Prometheus) and `GET /healthz` (200 or 503, JSON), and nothing else.
 *
 * @returns null when the settings ask for no port
 * @throws Fault `health/port-taken`, `health/cannot-listen`
 */
export async function startHealthServer(parts: {
  readonly config: Pick<BotConfig, 'metricsPort' | 'metricsHost'>;
  readonly metrics: Metrics;
  readonly sources: HealthSources;
  readonly log: Pick<Logger, 'warn'>;
}): Promise<HealthServer | null> {
  const { metricsPort, metricsHost } = parts.config;
  if (metricsPort === null) return null;
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
    (request, response) => {
      answer(request, response, parts.metrics, parts.sources).catch((error: unknown) => {
        parts.log.warn({ err: error }, 'health request failed');
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  );
  await listen(server, metricsPort, metricsHost);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  metrics: Metrics,
  sources: HealthSources,
): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0];
  if (path !== '/metrics' && path !== '/healthz') {
    response.writeHead(404).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const health = await checkHealth(sources);
  if (path === '/healthz') {
    response.writeHead(health.ok ? 200 : 503, { 'content-type': 'application/json; charset=utf-8' });
    response.end(`${JSON.stringify(health)}\n`);
    return;
  }
  const { outbox } = health;
  if (outbox !== null) metrics.outbox({ ...outbox, oldestMs: outbox.oldestSeconds * 1000 });
  response.writeHead(200, { 'content-type': metrics.registry.contentType });
  response.end(await metrics.text());
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(cannotListen(error, port, host));
    });
    server.listen(port, host, resolve);
  });
}

function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): Fault {
  const where = `${host}:${port}`;
  if (error.code === 'EADDRINUSE') {
    return new Fault(
      'health/port-taken',
      {
        ko: `${where} 포트를 다른 프로그램이 쓰고 있습니다. MATGEUL_METRICS_PORT를 다른 포트로 바꾸거나 off로 끄세요.`,
        en: `another program uses ${where}; set MATGEUL_METRICS_PORT to another port, or to off.`,
      },
      {},
      { cause: error },
    );
  }
  const code = error.code ?? 'unknown';
  return new Fault(
    'health/cannot-listen',
    {
      ko: `${where}에서 들을 수 없습니다(${code}). MATGEUL_METRICS_HOST와 MATGEUL_METRICS_PORT를 확인하세요.`,
      en: `cannot listen on ${where} (${code}); check MATGEUL_METRICS_HOST and MATGEUL_METRICS_PORT.`,
    },
    {},
    { cause: error },
  );
}
