import type { IncomingMessage } from 'node:http';
import { ApiError } from './errors.js';
import type { SentFile } from './route.js';

/** What a request carries: its JSON, and its files when it is multipart. */
export interface SentBody {
  readonly json: unknown;
  readonly files: readonly SentFile[];
}

/** Reads a request to its end. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Takes a body apart by its content type. */
export async function parseBody(bytes: Buffer, contentType: string): Promise<SentBody> {
  if (bytes.length === 0) return { json: undefined, files: [] };
  if (!contentType.startsWith('multipart/form-data'))
    return { json: parseJson(bytes.toString('utf8')), files: [] };
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is advised against for servers that strangers reach
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  const files: SentFile[] = [];
  let json: unknown = {};
  for (const [key, value] of form) {
    if (typeof value === 'string') {
      if (key === 'payload_json') json = parseJson(value);
      continue;
    }
    const n = Number(/^files\[(\d+)\]$/.exec(key)?.[1] ?? files.length);
    const { name, type } = value;
    files.push({ n, name, contentType: type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return { json, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 50109, 'The request body contains invalid JSON.');
  }
}
