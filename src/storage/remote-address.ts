import { Fault } from '../fault.js';

/** A bucket and a key or prefix in it (without a slash at either end; empty for the whole bucket). */
export interface RemoteAddress {
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
