import { createHash, randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import type { APIAttachment } from 'discord-api-types/v10';
import type { World } from './world.js';

/** A file on its way in: what a person picks, or a request carries. */
export interface Upload {
  name: string;
  content: Buffer | string;
  contentType?: string;
  description?: string;
}

const TYPES: Record<string, string> = {
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  png: 'image/png',
  jpg: 'image/jpeg',
  gz: 'application/gzip',
  zip: 'application/zip',
};

/** Discord's links to files are good for a day. */
const LINK_MS = 24 * 3600_000;

/** Keeps an uploaded file and says where it is to be had. */
export function storeFile(world: World, channelId: string, upload: Upload, ephemeral = false): APIAttachment {
  const id = world.ids.next();
  const bytes = Buffer.from(upload.content);
  const filename = fileName(upload.name);
  const extension = filename.split('.').at(-1)?.toLowerCase() ?? '';
  const contentType = upload.contentType ?? TYPES[extension];
  world.files.set(id, { filename, contentType: contentType ?? 'application/octet-stream', bytes });
  const folder = ephemeral ? 'ephemeral-attachments' : 'attachments';
  const path = `/${folder}/${channelId}/${id}/${encodeURIComponent(filename)}`;
  const expires = Math.floor((Date.now() + LINK_MS) / 1000).toString(16);
  const issued = Math.floor(Date.now() / 1000).toString(16);
  const signed = `${path}?ex=${expires}&is=${issued}&hm=${signatureOf(id, expires, issued)}&`;
  return {
    id,
    filename,
    ...(filename !== upload.name && {
      title: upload.name.slice(0, -extname(upload.name).length || undefined),
    }),
    size: bytes.length,
    url: world.cdnBase + signed,
    proxy_url: world.cdnBase + signed,
    ...(contentType !== undefined && { content_type: contentType }),
    ...(upload.description !== undefined && { description: upload.description }),
    ...(ephemeral && { ephemeral }),
  };
}

/** The signature of a link: whoever changes a part of it gets 403, as at Discord. */
export const signatureOf = (id: string, expires: string, issued: string): string =>
  createHash('sha256').update(`${id}.${expires}.${issued}`).digest('hex');

/**
 * A file's name as far as Discord keeps it, which cleanses it like werkzeug's `secure_filename`: ASCII letters, digits,
 * dots, dashes, underscores. What the name was stands in the attachment's `title`.
 */
export const cleansed = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .trim()
    .replaceAll(/\s+/g, '_')
    .replaceAll(/[^\w.-]/g, '')
    .replaceAll(/^[._]+|[._]+$/g, '');

// Of a name all in Hangul nothing is left: such a file gets a name nobody can foresee.
function fileName(name: string): string {
  const extension = cleansed(extname(name));
  const stem = cleansed(name.slice(0, name.length - extname(name).length));
  return [stem || randomBytes(8).toString('hex'), extension].filter(Boolean).join('.');
}
