import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGES = new URL('../../../fixtures/pages/', import.meta.url);

/** The bytes of a page of `fixtures/pages/`. */
export const pageBytes = (name: string): Buffer => readFileSync(new URL(name, PAGES));

/** Answers one path. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A web server on loopback that answers paths as told; everything else is 404. */
export interface PageServer {
  readonly port: number;
  readonly base: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export async function startPageServer(answers: Readonly<Record<string, Answer>>): Promise<PageServer> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    asked.push(path);
    const answer = answers[path];
    if (answer === undefined) response.writeHead(404).end();
    else answer(response, request);
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    base: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A page with its headers. */
export const page =
  (bytes: Buffer | string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(bytes);
  };

export const redirect =
  (location: string, status = 302): Answer =>
  (response) => {
    response.writeHead(status, { location }).end();
  };
