import { Fault } from '../fault.js';
import { STORAGE_FAULTS } from '../wording/storage.js';

/** A bucket, and a key or prefix in it without slashes at its ends; empty for the whole bucket. */
interface RemoteAddress {
  readonly bucket: string;
  readonly key: string;
}

/** Whether a path is an S3 address (`s3://…`). */
export function isRemote(path: string): boolean {
  return /^s3:\/\//i.test(path);
}

/**
 * Splits `s3://bucket/key`. The key is taken literally (`%` and spaces are not decoded), as the AWS command line does.
 *
 * @throws Fault `storage/address`
 * @example parseRemote('s3://bucket/a/b') // { bucket: 'bucket', key: 'a/b' }
 */
export function parseRemote(url: string): RemoteAddress {
  const [, bucket, key = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/+(.*))?$/is.exec(url) ?? [];
  if (bucket !== undefined) return { bucket, key: key.replace(/\/+$/, '') };
  throw new Fault('storage/address', STORAGE_FAULTS.address, { file: url.slice(0, 200) });
}

/** Letters, digits, `.`, `-`, `_` between slashes; no part begins with a dot, so that none leaves the storage. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/**
 * Returns a file's name within a storage unchanged.
 *
 * @throws Fault `storage/name` where the name could leave the storage or be hidden in it
 */
export function checkName(name: string): string {
  if (NAME.test(name) && name.length <= 500) return name;
  throw new Fault('storage/name', STORAGE_FAULTS.name(JSON.stringify(name.slice(0, 80))));
}

/** `storage/missing`: there is no such file. */
export const missing = (file: string, cause?: unknown): Fault =>
  new Fault('storage/missing', STORAGE_FAULTS.missing, { file }, { cause });

/** The content of a new file: bytes, or a stream of them. */
export type Source = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Files that all machines can reach: a shared folder or a bucket. Names are relative, with `/` between their parts, see
 * {@link checkName}. All methods throw Faults that name the file.
 */
export interface Storage {
  /** The absolute path of the folder, or the S3 address: what other machines open. */
  readonly url: string;
  /**
   * Streams a file.
   *
   * @throws Fault `storage/missing`
   */
  read(name: string): AsyncIterable<Buffer>;
  /** Writes or replaces a file, atomically: readers see the whole file or none. */
  write(name: string, source: Source): Promise<void>;
  /** Whether there is a file of that name. */
  exists(name: string): Promise<boolean>;
  /** Lists the names below a folder, in any order; none when there is no such folder. */
  list(folder: string): AsyncIterable<string>;
  /** Removes files; missing ones are no error. */
  remove(names: readonly string[]): Promise<void>;
  /** Removes a folder with everything below it. */
  removeAll(folder: string): Promise<void>;
}

/**
 * Reads a whole file into memory.
 *
 * @throws Fault `storage/missing`
 */
export async function readWhole(storage: Storage, name: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of storage.read(name)) pieces.push(piece);
  return Buffer.concat(pieces);
}
