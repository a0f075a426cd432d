import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isNetwork, s3Fault } from './faults.js';

/** Breaks of the connection in a row without a byte between them, after which the server counts as gone. */
const BREAKS = 5;
/** Ms before a broken connection is taken up again; grows with each break. */
const PAUSE = 500;

/** The bytes of an object; where the connection breaks, the same version of it is asked for the rest. */
export async function* readObject(client: S3Client, bucket: string, key: string): AsyncGenerator<Buffer> {
  let offset = 0;
  let version: string | undefined;
  for (let breaks = 0; ; breaks++) {
    const rest = offset === 0 ? {} : { Range: `bytes=${offset}-`, IfMatch: version };
    const answer = await client
      .send(new GetObjectCommand({ Bucket: bucket, Key: key, ...rest }))
      .catch((error: unknown) => {
        throw s3Fault(error, bucket, key);
      });
    version = answer.ETag;
    try {
      for await (const piece of answer.Body as Readable as AsyncIterable<Buffer>) {
        offset += piece.length;
        breaks = 0;
        yield piece;
      }
      return;
    } catch (error) {
      if (!isNetwork(error) || breaks >= BREAKS) throw s3Fault(error, bucket, key);
      await sleep(PAUSE * (breaks + 1));
    }
  }
}
