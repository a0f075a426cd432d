import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileFault } from '../assets/file-fault.js';
import { parseRemote } from './remote-address.js';

/**
 * The bytes of one object, for a dump whose path is an `s3://…` address. A connection that breaks on the way is taken up
 * where it broke.
 *
 * @throws Fault when there is no such object or it may not be read
 */
export async function* openRemote(url: string): AsyncGenerator<Buffer> {
  const { bucket, key } = parseRemote(url);
  const { openClient, readObject } = await import('./s3/index.js');
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
  const { openClient, writeObject } = await import('./s3/index.js');
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
