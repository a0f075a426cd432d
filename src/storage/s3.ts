import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, type LocalizedText } from '../fault.js';
import { S3_FAULTS } from '../wording/storage.js';
import { checkName, missing, parseRemote, type Source, type Storage } from './storage.js';

/** The most objects that S3 deletes in one request. */
const REMOVED_AT_ONCE = 1000;

/** Files as objects below a prefix of a bucket. Loads the AWS SDK: import this module only when an `s3://` address is used. */
export class S3Storage implements Storage {
  readonly url: string;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  /**
   * @param url `s3://bucket/prefix`
   * @throws Fault `storage/address`
   */
  constructor(url: string) {
    const { bucket, key } = parseRemote(url);
    this.url = url;
    this.#client = openClient();
    this.#bucket = bucket;
    this.#prefix = key === '' ? '' : `${key}/`;
  }

  /** See {@link Storage.read}. @throws Fault with the object's address */
  read(name: string): AsyncGenerator<Buffer> {
    return readObject(this.#client, this.#bucket, this.#key(name));
  }

  /** See {@link Storage.write}. @throws Fault with the object's address */
  async write(name: string, source: Source): Promise<void> {
    await writeObject(this.#client, this.#bucket, this.#key(name), source);
  }

  /** See {@link Storage.exists}. @throws Fault with the object's address */
  async exists(name: string): Promise<boolean> {
    const key = this.#key(name);
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      return true;
    } catch (error) {
      const fault = s3Fault(error, this.#bucket, key);
      if (fault.code === 'storage/missing') return false;
      throw fault;
    }
  }

  /** See {@link Storage.list}. @throws Fault with the object's address */
  async *list(folder: string): AsyncGenerator<string> {
    const key = `${this.#key(folder)}/`;
    try {
      const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: key });
      for await (const { Contents = [] } of pages)
        for (const { Key } of Contents) if (Key !== undefined) yield Key.slice(this.#prefix.length);
    } catch (error) {
      throw s3Fault(error, this.#bucket, key);
    }
  }

  /** See {@link Storage.remove}. @throws Fault with the object's address */
  async remove(names: readonly string[]): Promise<void> {
    for (let from = 0; from < names.length; from += REMOVED_AT_ONCE) {
      const keys = names.slice(from, from + REMOVED_AT_ONCE).map((name) => ({ Key: this.#key(name) }));
      try {
        const { Errors = [] } = await this.#client.send(
          new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects: keys, Quiet: true } }),
        );
        const [failed] = Errors;
        if (failed !== undefined) throw Object.assign(new Error(failed.Message), { name: failed.Code });
      } catch (error) {
        throw s3Fault(error, this.#bucket, keys[0]!.Key);
      }
    }
  }

  /** See {@link Storage.removeAll}. @throws Fault with the object's address */
  async removeAll(folder: string): Promise<void> {
    let names: string[] = [];
    for await (const name of this.list(folder)) {
      names.push(name);
      if (names.length < REMOVED_AT_ONCE) continue;
      await this.remove(names);
      names = [];
    }
    await this.remove(names);
  }

  #key(name: string): string {
    return `${this.#prefix}${checkName(name)}`;
  }
}

/** Connection breaks in a row without a byte in between, after which the read fails. */
const MAX_BREAKS = 5;
/** Pause before a broken connection is resumed, in ms; multiplied by the number of breaks in a row. */
const RESUME_MS = 500;

/**
 * Streams the bytes of an object. When the connection breaks, it requests the rest of the same version (`IfMatch`).
 *
 * @throws Fault `storage/…` or `work/storage…` with the object's address
 */
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
      if (!isNetwork(error) || breaks >= MAX_BREAKS) throw s3Fault(error, bucket, key);
      await sleep(RESUME_MS * (breaks + 1));
    }
  }
}

const MEBI = 1024 * 1024;
/** The least bytes of a part. S3 accepts 5 MiB to 5 GiB, https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html. */
const PART_BYTES = 8 * MEBI;
/** S3 accepts 10,000 parts; some fewer here, because a file may grow after its size was read. */
const MAX_PARTS = 9_000;
/** Parts uploaded at the same time; each is in memory. */
const PARTS_AT_ONCE = 4;

/**
 * Writes an object, in several parts when it is larger than one. Atomic: readers see the whole object or none.
 *
 * @param size of a stream in bytes, where known: large ones need larger parts
 * @throws Fault `storage/…` or `work/storage…` with the object's address
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
      partSize: Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS)),
      queueSize: PARTS_AT_ONCE,
    }).done();
  } catch (error) {
    throw s3Fault(error, bucket, key);
  }
}

/** Attempts of one request, with the SDK's growing pauses in between: some seconds in all. */
const ATTEMPTS = 6;

/** In ms: until a server counts as unreachable, and until a silent one counts as gone. */
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 60_000 };

/**
 * Opens an S3 client by the standard environment variables: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL for compatible servers,
 * AWS_REGION or AWS_DEFAULT_REGION, and credentials as the SDK finds them (variables, profile, the machine's role).
 */
export function openClient(variables: Readonly<Record<string, string | undefined>> = process.env): S3Client {
  // The SDK's warnings about Node versions do not concern users of this program.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const own = filled(variables.AWS_ENDPOINT_URL_S3) ?? filled(variables.AWS_ENDPOINT_URL);
  const region =
    filled(variables.AWS_REGION) ??
    filled(variables.AWS_DEFAULT_REGION) ??
    // Compatible servers have no regions, but the signature of a request needs one.
    (own === undefined ? undefined : 'us-east-1');
  return new S3Client({
    maxAttempts: ATTEMPTS,
    requestHandler: TIMEOUTS,
    // Most compatible servers have no host name per bucket, and not all support the newer checksums.
    forcePathStyle: own !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(own === undefined ? {} : { endpoint: own }),
    ...(region === undefined ? {} : { region }),
  });
}

function filled(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/** Faults by the error's name: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and the SDK's own. */
const BY_NAME: Readonly<Record<string, readonly [code: string, text: LocalizedText]>> = {
  NoSuchBucket: ['storage/no-bucket', S3_FAULTS.noBucket],
  AccessDenied: ['storage/denied', S3_FAULTS.denied],
  Forbidden: ['storage/denied', S3_FAULTS.denied],
  InvalidAccessKeyId: ['storage/denied', S3_FAULTS.denied],
  SignatureDoesNotMatch: ['storage/denied', S3_FAULTS.denied],
  ExpiredToken: ['storage/denied', S3_FAULTS.denied],
  CredentialsProviderError: ['storage/no-credentials', S3_FAULTS.noCredentials],
  PermanentRedirect: ['storage/region', S3_FAULTS.wrongRegion],
  AuthorizationHeaderMalformed: ['storage/region', S3_FAULTS.wrongRegion],
  PreconditionFailed: ['work/storage-changed', S3_FAULTS.changed],
};
const MISSING = new Set(['NoSuchKey', 'NotFound']);

/** Translates an error of the SDK into a fault with the object's address. It never holds a secret. */
function s3Fault(error: unknown, bucket: string, key: string): Fault {
  if (error instanceof Fault) return error;
  const file = `s3://${bucket}/${key}`;
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : '';
  const cause = new Error(`${name} ${message}`.trim());
  if (MISSING.has(name)) return missing(file, cause);
  const known =
    BY_NAME[name] ?? (message === 'Region is missing' ? ['storage/region', S3_FAULTS.noRegion] : undefined);
  if (known !== undefined) return new Fault(known[0], known[1], { file }, { cause });
  if (isNetwork(error))
    return new Fault('work/storage-unreachable', S3_FAULTS.unreachable, { file }, { cause });
  return new Fault('work/storage', S3_FAULTS.failed, { file }, { cause });
}

/** Whether an error comes from the network: the server did not respond, or was too busy to. */
function isNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(?:E[A-Z_]+|UND_ERR.*)$/.test(code) ||
    /Timeout|SlowDown|ServiceUnavailable|aborted/i.test(error.name + error.message)
  );
}
