import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileFault } from '../assets/file-fault.js';
import { FolderStorage } from './folder.js';
import { isRemote, parseRemote, type Storage } from './storage.js';

/**
 * The bytes of one object, for a dump whose path is an `s3://…` address. A connection that breaks on the way is taken up
 * where it broke.
 *
 * @throws Fault when there is no such object or it may not be read
 */
export async function* openRemote(url: string): AsyncGenerator<Buffer> {
  const { bucket, key } = parseRemote(url);
  const { openClient, readObject } = await import('./s3.js');
  const client = openClient();
  try {
    yield* readObject(client, bucket, key);
  } finally {
    client.destroy();
  }
}

/**
 * Puts a finished file where an `s3://…` address says, in parts where it is large. The object is there whole or not at
 * all.
 */
export async function putFile(path: string, url: string): Promise<void> {
  const { bucket, key } = parseRemote(url);
  const { openClient, writeObject } = await import('./s3.js');
  const client = openClient();
  try {
    const { size } = await stat(path);
    await writeObject(client, bucket, key, createReadStream(path), size);
  } catch (error) {
    throw fileFault(error, path);
  } finally {
    client.destroy();
  }
}

/** Opens a folder, or what an `s3://bucket/prefix` address names. */
export async function openStorage(url: string): Promise<Storage> {
  if (!isRemote(url)) return new FolderStorage(url);
  // Loaded when asked for: the client of S3 is large.
  const { S3Storage } = await import('./s3.js');
  return new S3Storage(url);
}
