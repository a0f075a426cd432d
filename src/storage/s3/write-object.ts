import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Readable } from 'node:stream';
import type { Source } from '../storage.js';
import { s3Fault } from './faults.js';

const MEBI = 1024 * 1024;
/** Bytes of a part. S3 takes 5 MiB to 5 GiB, https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html. */
const PART = 8 * MEBI;
/** S3 takes 10,000 parts; some fewer, as a file may have grown since its size was asked. */
const PARTS = 9_000;
/** Parts on their way at the same time; each is in memory. */
const AT_ONCE = 4;

/**
 * Writes an object, in parts where it is larger than one. It is there whole or not at all.
 *
 * @param size of a stream, in bytes, where it is known: large ones take larger parts
 */
export async function writeObject(
  client: S3Client,
  bucket: string,
  key: string,
  source: Source,
  size = 0,
): Promise<void> {
  const Body = source instanceof Uint8Array || source instanceof Readable ? source : Readable.from(source);
  try {
    await new Upload({
      client,
      params: { Bucket: bucket, Key: key, Body },
      partSize: Math.max(PART, Math.ceil(size / PARTS)),
      queueSize: AT_ONCE,
    }).done();
  } catch (error) {
    throw s3Fault(error, bucket, key);
  }
}
