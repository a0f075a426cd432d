import { FolderStorage } from './folder.js';
import { isRemote } from './remote-address.js';
import type { Storage } from './storage.js';

/** Opens a folder, or what an `s3://bucket/prefix` address names. */
export async function openStorage(url: string): Promise<Storage> {
  if (!isRemote(url)) return new FolderStorage(url);
  // Loaded when asked for: the client of S3 is large.
  const { S3Storage } = await import('./s3/index.js');
  return new S3Storage(url);
}
