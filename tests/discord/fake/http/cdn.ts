import type { ServerResponse } from 'node:http';
import { signatureOf } from '../world/files.js';
import type { World } from '../world/world.js';

const PATH = /^\/(?:ephemeral-)?attachments\/\d+\/(\d+)\/[^/]+$/;

/** Hands out an uploaded file; links that were changed or have run out get what Discord's CDN says. */
export function serveFile(world: World, url: URL, path: string, response: ServerResponse): void {
  const id = PATH.exec(path)?.[1] ?? '';
  const file = world.files.get(id);
  const [expires, issued, signature] = ['ex', 'is', 'hm'].map((key) => url.searchParams.get(key) ?? '');
  const isGood =
    signature === signatureOf(id, expires!, issued!) && parseInt(expires!, 16) * 1000 > Date.now();
  if (!file || !isGood) {
    const text = 'This content is no longer available.';
    response.writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' }).end(text);
    return;
  }
  response
    .writeHead(200, {
      'content-type': file.contentType,
      'content-length': file.bytes.length,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    })
    .end(file.bytes);
}
