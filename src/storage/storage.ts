import { Fault } from '../fault.js';

/** A bucket and a key or prefix in it (without a slash at either end; empty for the whole bucket). */
interface RemoteAddress {
  readonly bucket: string;
  readonly key: string;
}

/** Whether a path is an address of S3. */
export function isRemote(path: string): boolean {
  return /^s3:\/\//i.test(path);
}

/**
 * Takes `s3://bucket/key` apart. The key is taken as it is written: `%` and spaces stand for themselves, as with the
 * command line of AWS.
 */
export function parseRemote(url: string): RemoteAddress {
  const [, bucket, key = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/+(.*))?$/is.exec(url) ?? [];
  if (bucket !== undefined) return { bucket, key: key.replace(/\/+$/, '') };
  throw new Fault(
    'storage/address',
    { ko: 'S3 주소는 s3://버킷/경로 꼴이어야 합니다', en: 'an address of S3 reads s3://bucket/path' },
    { file: url.slice(0, 200) },
  );
}

/** Letters, digits, `.`, `-`, `_` between slashes; no part begins with a dot, so that none leaves its folder. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** A file's name within a storage, as it is; a Fault where it could lead out of the storage or hide in it. */
export function checkName(name: string): string {
  if (NAME.test(name) && name.length <= 500) return name;
  throw new Fault('storage/name', {
    ko: `저장소에 쓸 수 없는 파일 이름입니다: ${JSON.stringify(name.slice(0, 80))}`,
    en: `no name for a file in a storage: ${JSON.stringify(name.slice(0, 80))}`,
  });
}

/** There is no such file. */
export const missing = (file: string, cause?: unknown): Fault =>
  new Fault('storage/missing', { ko: '파일이 없습니다', en: 'no such file' }, { file }, { cause });

/** What a file is written from: bytes at hand, or a stream of them. */
export type Source = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * A place for files which all machines see: a folder, or a bucket. Names are relative, `/` between their parts, see
 * {@link checkName}. All methods throw Faults that name the file.
 */
export interface Storage {
  /** The absolute path of the folder, or the address, as other machines are told of it. */
  readonly url: string;
  /** @throws Fault `storage/missing` when there is no such file */
  read(name: string): AsyncIterable<Buffer>;
  /** The file is there whole or not at all; one of that name is replaced. */
  write(name: string, source: Source): Promise<void>;
  exists(name: string): Promise<boolean>;
  /** The names below a folder, in any order; none when there is no such folder. */
  list(folder: string): AsyncIterable<string>;
  /** What is not there is gone already. */
  remove(names: readonly string[]): Promise<void>;
  /** Removes a folder with all that is below it. */
  removeAll(folder: string): Promise<void>;
}

/** All bytes of a file. */
export async function readWhole(storage: Storage, name: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of storage.read(name)) pieces.push(piece);
  return Buffer.concat(pieces);
}
