import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults } from '../faults/faults.js';
import type { Violations } from '../openapi/violations.js';
import type { World } from '../world/world.js';
import { serveFile } from './cdn.js';
import { ApiError, fail } from './errors.js';
import { RateLimits } from './rate-limits.js';
import { parseBody, readBytes } from './request-body.js';
import { type Answer, type Route, Router } from './route.js';

/** One request as it came in, for tests that count them. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  /** `cut` when there was no answer. */
  status: number | 'cut';
}

interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}
type FaultOf<K extends Fault['kind']> = Extract<Fault, { kind: K }>;

/** The HTTP side: the API under `/api/v10`, files under `/cdn`. */
export class HttpSide {
  readonly server: Server;
  readonly requests: SeenRequest[] = [];
  /** How many 429 it answered. */
  rateLimitHits = 0;
  readonly #limits: RateLimits | null;
  readonly #router: Router;

  constructor(
    private readonly world: World,
    routes: readonly Route[],
    private readonly faults: Faults,
    private readonly violations: Violations | null,
  ) {
    const { rateLimits } = world.settings;
    this.#limits = rateLimits ? new RateLimits(rateLimits.rules, rateLimits.globalPerSecond) : null;
    this.#router = new Router(routes);
    this.server = createServer((request, response) => void this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname.startsWith('/cdn/')) {
      serveFile(this.world, url, url.pathname.slice('/cdn'.length), response);
      return;
    }
    const method = request.method ?? 'GET';
    const path = url.pathname.replace(/^\/api(?:\/v10)?/, '');
    const seen: SeenRequest = { method, path, at: Date.now(), status: 'cut' };
    this.requests.push(seen);
    const faults = this.faults.strike(method, path);
    const is = <K extends Fault['kind']>(kind: K): FaultOf<K> | undefined =>
      faults.find((fault): fault is FaultOf<K> => fault.kind === kind);
    const cut = is('cut');
    const bytes = await readBytes(request).catch(() => null);
    if (!bytes) return;
    if (cut?.when === 'before') {
      cutOff(request, cut.how);
      return;
    }
    const slow = is('slow');
    if (slow) await sleep(slow.ms);
    const refusal = is('rate-limit');
    const status = is('status');
    let reply: Reply;
    if (refusal) reply = this.#refuse({ ...refusal, scope: refusal.global ? 'global' : 'user' });
    else if (status?.when === 'before') reply = failing(status.status);
    else {
      reply = await this.#answer(method, path, url, request, bytes);
      if (status) reply = failing(status.status);
    }
    if (cut) {
      cutOff(request, cut.how);
      return;
    }
    seen.status = reply.status;
    send(response, reply);
  }

  async #answer(
    method: string,
    path: string,
    url: URL,
    request: IncomingMessage,
    bytes: Buffer,
  ): Promise<Reply> {
    let headers: Record<string, string> = {};
    try {
      const found = this.#router.find(method, path);
      if (!found) throw fail.notFound();
      const { route, params } = found;
      const limit = this.#limits?.take(method, route.path, params);
      headers = limit?.headers ?? {};
      if (limit?.refused) return this.#refuse(limit.refused, headers);
      if (!route.withoutBotToken && request.headers.authorization !== `Bot ${this.world.settings.token}`)
        throw fail.unauthorized();
      const { json, files } = await parseBody(bytes, request.headers['content-type'] ?? '');
      this.violations?.checkRequest(route, json);
      const reason = request.headers['x-audit-log-reason'];
      const answer = await route.handle({
        world: this.world,
        params,
        query: url.searchParams,
        body: json,
        files,
        reason: typeof reason === 'string' ? decodeURIComponent(reason) : null,
      });
      return this.#checked(route, answer, headers);
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.body, headers };
      // A body of another shape than any client of Discord sends, or a fault of this fake: either way a test wants to see it.
      console.error(`fake Discord, ${method} ${path}:`, error);
      return { status: 500, body: { code: 0, message: '500: Internal Server Error' }, headers };
    }
  }

  #checked(route: Route, answer: Answer, headers: Record<string, string>): Reply {
    this.violations?.checkResponse(route, answer.status, answer.body);
    return { ...answer, headers };
  }

  #refuse(
    { retryAfter, global, scope }: { retryAfter: number; global: boolean; scope: string },
    headers: Record<string, string> = {},
  ): Reply {
    this.rateLimitHits++;
    return {
      status: 429,
      body: { message: 'You are being rate limited.', code: 0, retry_after: retryAfter, global },
      headers: {
        ...headers,
        'retry-after': String(Math.ceil(retryAfter * 1000) / 1000),
        'x-ratelimit-scope': scope,
        ...(global && { 'x-ratelimit-global': 'true' }),
      },
    };
  }
}

function cutOff({ socket }: IncomingMessage, how: 'reset' | 'close'): void {
  if (how === 'reset') socket.resetAndDestroy();
  else socket.end();
}

const failing = (status: number): Reply => ({
  status,
  body: { code: 0, message: `${status}: the fake fails on purpose` },
});

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (response.destroyed) return;
  // A 204 with a content type makes discord.js parse a body that is not there.
  if (status === 204) response.writeHead(status, headers).end();
  else
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}
