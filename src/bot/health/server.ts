import { type Client, Status } from 'discord.js';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { Fault } from '../../fault.js';
import type { Store } from '../../store/store.js';
import { HEALTH } from '../../wording/bot/core.js';
import type { BotConfig } from '../config.js';
import type { Metrics } from './metrics.js';

/** Dependencies of the health check. */
export interface HealthSources {
  /** Whether every shard of this process is connected. */
  readonly gatewayReady: () => boolean;
  readonly store: Pick<Store, 'ping'> & {
    readonly outbox: Pick<Store['outbox'], 'backlog'>;
    readonly campaigns: Pick<Store['campaigns'], 'counts'>;
  };
  readonly now: () => number;
  /** Whether the second reader reads comments; `off` when left out. */
  readonly reader?: () => ReaderState;
  /** Whether a thread judges long comments; `off` when left out. */
  readonly judging?: () => JudgingState;
}

/** `away`: its thread cannot start, and the event loop judges long comments too. */
export type JudgingState = 'judges' | 'away' | 'off';

/** `off`: switched off, or its file is missing; `away`: its thread broke or does not answer, and will be started again. */
export type ReaderState = 'reads' | 'away' | 'off';

/** Answer of `/healthz`. */
interface Health {
  readonly ok: boolean;
  readonly gateway: 'ready' | 'not-ready';
  readonly database: 'ok' | 'failed' | 'slow';
  /** Being away is not unhealthy: the first reader judges alone meanwhile. */
  readonly reader: ReaderState;
  /** Nor is this: the event loop judges meanwhile, and answers later. */
  readonly judging: JudgingState;
  /** Null when the database does not answer. A backlog does not count as unhealthy: Discord's rate limits may cause it. */
  readonly outbox: {
    readonly waiting: number;
    readonly oldestSeconds: number;
    readonly abandoned: number;
  } | null;
}

/** Ms after which the database counts as slow, which is unhealthy. */
const SLOW_DATABASE_MS = 2_000;

/** Healthy: connected to Discord, and the database answers. Never rejects. */
async function checkHealth({
  gatewayReady,
  store,
  now,
  reader: state,
  judging: thread,
}: HealthSources): Promise<Health> {
  const gateway = gatewayReady() ? 'ready' : 'not-ready';
  const reader = state?.() ?? 'off';
  const judging = thread?.() ?? 'off';
  const answered = (async () => {
    await store.ping();
    return store.outbox.backlog(now());
  })().catch(() => 'failed' as const);
  const backlog = await Promise.race([answered, slow()]);
  if (typeof backlog === 'string')
    return { ok: false, gateway, database: backlog, reader, judging, outbox: null };
  const { waiting, oldestMs, abandoned } = backlog;
  const outbox = { waiting, oldestSeconds: Math.round(oldestMs / 1000), abandoned };
  return { ok: gateway === 'ready', gateway, database: 'ok', reader, judging, outbox };
}

/** Whether all shards of a client are connected; false for a client without shards. */
export function allShardsReady(client: Pick<Client, 'ws'>): boolean {
  const { shards } = client.ws;
  return shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
}

function slow(): Promise<'slow'> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve('slow');
    }, SLOW_DATABASE_MS).unref();
  });
}

/** Ms for a request to arrive: a scraper sends a few hundred bytes. */
const REQUEST_TIMEOUT_MS = 5_000;

/** A listening server of `/metrics` and `/healthz`. */
export interface HealthServer {
  /** The port it listens on: the configured one, or a free one for 0. */
  readonly port: number;
  /** Closes the server and its connections. */
  stop(): Promise<void>;
}

/**
 * Serves `GET /metrics` (Prometheus) and `GET /healthz` (200 or 503, JSON), and nothing else.
 *
 * @returns null when the port is `off`
 * @throws `Fault` `health/port-taken`, `health/cannot-listen`
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
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
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
  if (outbox !== null) {
    metrics.outbox({ ...outbox, oldestMs: outbox.oldestSeconds * 1000 });
    metrics.campaigns(await sources.store.campaigns.counts());
  }
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
    return new Fault('health/port-taken', HEALTH.portTaken(where), {}, { cause: error });
  }
  const code = error.code ?? 'unknown';
  return new Fault('health/cannot-listen', HEALTH.cannotListen(where, code), {}, { cause: error });
}
