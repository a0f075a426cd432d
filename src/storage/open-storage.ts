import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileFault } from '../assets/file-fault.js';
import { FolderStorage } from './folder.js';
import { isRemote, parseRemote, type Storage } from './storage.js';

/**
 * Streams one object, for a dump whose path is an `s3://…` address. A broken connection is resumed at the byte where it
 * broke.
 *
 * @throws Fault `storage/address`, `storage/missing`, `storage/denied` and others with the object's address
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
 * Uploads a finished file to an `s3://…` address, in several parts when it is large. Atomic: readers see the whole object
 * or none.
 *
 * @throws Fault `storage/…` with the object's address, or `file/…` with the local path
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

/**
 * Opens a folder, or the bucket and prefix of an `s3://bucket/prefix` address.
 *
 * @throws Fault `storage/address`
 */
export async function openStorage(url: string): Promise<Storage> {
  if (!isRemote(url)) return new FolderStorage(url);
  // The AWS SDK is large, so it is loaded only for S3 addresses.
  const { S3Storage } = await import('./s3.js');
  return new S3Storage(url);
}
