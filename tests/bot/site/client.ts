import { createServer, type IncomingMessage as Request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newSecret, newSiteId, signed } from '../../../src/bot/site/signature.js';
import type { Site } from '../../../src/moderation/index.js';
import type { Store } from '../../../src/store/index.js';

let count = 0;

/** A site of a test: it signs, sends, and notes what it is told. */
export class TestSite {
  readonly site: Site;
  readonly secret: string;
  readonly port: number;
  readonly now: () => number;

  constructor(site: Site, secret: string, port: number, now: () => number = Date.now) {
    this.site = site;
    this.secret = secret;
    this.port = port;
    this.now = now;
  }

  static async create(store: Store, guildId: string, port: number, name = '맞글 뉴스'): Promise<TestSite> {
    const secret = newSecret();
    const site = await store.sites.create({ id: newSiteId(), guildId, name, secret, now: Date.now() });
    return new TestSite(site, secret, port);
  }

  /** Sends a request, signed unless told otherwise. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    {
      id = `req_${(count += 1)}`,
      at = this.now(),
      secret = this.secret,
      headers = {},
    }: { id?: string; at?: number; secret?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
    const payload = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: {
        ...(payload === '' ? {} : { 'content-type': 'application/json' }),
        'matgeul-site': this.site.id,
        ...signed([secret], { id, at, payload: payload === '' ? `${method} ${path}` : payload }),
        ...headers,
      },
      ...(payload === '' ? {} : { body: payload }),
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as Record<string, unknown>,
    };
  }

  /** Posts comments under an article that is sent along. */
  comments(...comments: readonly Record<string, unknown>[]): ReturnType<TestSite['send']> {
    return this.send('POST', '/v1/comments', { comments });
  }
}

/** What a webhook received. */
export interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: string;
  readonly body: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

/** A server that webhooks are sent to. */
export class Receiver {
  readonly received: Received[] = [];
  /** What it answers. */
  status = 204;
  location: string | undefined;
  /** Bytes of its answers. */
  length = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#take(request).then(() => {
        response.writeHead(this.status, this.location === undefined ? {} : { location: this.location });
        response.end(this.length > 0 ? Buffer.alloc(this.length, 32) : undefined);
      });
    });
  }

  static async start(): Promise<Receiver> {
    const made = new Receiver();
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  of(type: string): Received[] {
    return this.received.filter(({ body }) => body.type === type);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: Request): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    this.received.push({ headers: request.headers, raw, body: JSON.parse(raw) as Received['body'] });
  }
}
