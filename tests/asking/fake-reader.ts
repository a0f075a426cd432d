import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DECOYS } from '../../src/judge/asked/decoys.js';
import type { Label } from '../../src/judge/asked/index.js';

/** A request as the fake endpoint read it. */
export interface ReadRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly temperature?: number;
    readonly response_format?: { readonly type: string };
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
  readonly article: { readonly title: string; readonly body: string };
  readonly comments: readonly { readonly id: string; readonly text: string; readonly reply?: boolean }[];
}

/** Answers one request. */
export type Behaviour = (request: ReadRequest, response: ServerResponse, http: IncomingMessage) => void;

/** An OpenAI-compatible endpoint on loopback that behaves as told. */
export interface FakeReader {
  readonly url: string;
  readonly host: string;
  readonly requests: ReadRequest[];
  behave(behaviour: Behaviour): void;
  /** Texts of the comments of each request, without decoys. */
  asked(): string[][];
  stop(): Promise<void>;
}

export async function startFakeReader(behaviour: Behaviour): Promise<FakeReader> {
  let current = behaviour;
  const requests: ReadRequest[] = [];
  const server = createServer((http, response) => {
    const chunks: Buffer[] = [];
    http.on('data', (chunk: Buffer) => chunks.push(chunk));
    http.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as ReadRequest['body'];
      const told = JSON.parse(body.messages.at(-1)!.content) as Pick<ReadRequest, 'article' | 'comments'>;
      const request = { path: http.url ?? '', authorization: http.headers.authorization, body, ...told };
      requests.push(request);
      current(request, response, http);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    host: `127.0.0.1:${port}`,
    requests,
    behave: (next) => {
      current = next;
    },
    asked: () =>
      requests.map(({ article, comments }) =>
        comments.map(({ text }) => text).filter((text) => !isDecoy(text, article.title)),
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export function isDecoy(text: string, title: string): boolean {
  return text === title || DECOYS.some((decoy) => decoy.text === text);
}

/** Sends a chat completion with this content. */
export function say(response: ServerResponse, content: string): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: 'x', choices: [{ index: 0, message: { role: 'assistant', content } }] }));
}

/** Sends answers. */
export function answer(
  response: ServerResponse,
  labels: readonly (readonly [id: string, label: string])[],
): void {
  say(response, JSON.stringify({ answers: labels.map(([id, label]) => ({ id, label })) }));
}

/** A reader that labels each comment by its text, and knows the decoys. */
export const honest =
  (labelOf: (text: string) => Label): Behaviour =>
  ({ article, comments }, response) => {
    answer(
      response,
      comments.map(({ id, text }) => [id, honestLabel(text, article.title, labelOf)]),
    );
  };

export function honestLabel(text: string, title: string, labelOf: (text: string) => Label): Label {
  if (text === title) return 'on-topic';
  return isDecoy(text, title) ? 'off-topic' : labelOf(text);
}

/** Answers with a status. */
export const status =
  (code: number, headers: Record<string, string> = {}): Behaviour =>
  (_, response) => {
    response.writeHead(code, headers).end('{"error":{"message":"no"}}');
  };

/** Behaves so many times in one way, then in another. */
export function first(times: number, one: Behaviour, then: Behaviour): Behaviour {
  let left = times;
  return (...given) => {
    (left-- > 0 ? one : then)(...given);
  };
}
