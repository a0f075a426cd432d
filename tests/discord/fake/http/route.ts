import type { World } from '../world/world.js';

/** A file of a multipart request: `n` of its field `files[n]`. */
export interface SentFile {
  readonly n: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A request as the routes see it. */
export interface Call {
  readonly world: World;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly SentFile[];
  /** The audit-log reason. */
  readonly reason: string | null;
}

/** What a route answers. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: unknown;
}

/** The answer with a body. */
export const ok = (body: unknown): Answer => ({ status: 200, body });
/** The answer that something was made. */
export const created = (body: unknown): Answer => ({ status: 201, body });
/** The answer that there is nothing to say. */
export const nothing: Answer = { status: 204 };

/** One operation of the HTTP API; its path is written as the OpenAPI description writes it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Whether the path's own token stands for the bot's. */
  readonly withoutBotToken?: boolean;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** The path parameter of a name. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route has no parameter ${name}`);
  return value;
}

/** Finds routes by method and path. */
export class Router {
  readonly #routes: { route: Route; pattern: RegExp; names: string[] }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
      const pattern = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
      return { route, pattern, names };
    });
  }

  /** The first route that fits, with its parameters. */
  find(method: string, path: string): { route: Route; params: Record<string, string> } | null {
    for (const { route, pattern, names } of this.#routes) {
      // Clients may encode the at sign of `@me` and `@original`.
      const match = route.method === method ? pattern.exec(path.replaceAll('%40', '@')) : null;
      if (!match) continue;
      const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1]!)]));
      return { route, params };
    }
    return null;
  }
}
