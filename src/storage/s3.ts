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
import { checkName, missing, parseRemote, type Source, type Storage } from './storage.js';

/** Attempts of one request, with the SDK's growing pauses between them: some seconds of patience with a busy server. */
const ATTEMPTS = 6;

/** Ms until a server that does not answer counts as unreachable, and until a silent one counts as gone. */
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 60_000 };

/**
 * A client of S3 by the standard variables: AWS_ENDPOINT_URL (or AWS_ENDPOINT_URL_S3) for servers that are compatible,
 * AWS_REGION, and credentials as the SDK finds them (variables, profile, the machine's role).
 */
export function openClient(variables: Readonly<Record<string, string | undefined>> = process.env): S3Client {
  // What the SDK has to say of Node's versions is not for users of this program.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const own = filled(variables.AWS_ENDPOINT_URL_S3) ?? filled(variables.AWS_ENDPOINT_URL);
  const region =
    filled(variables.AWS_REGION) ??
    filled(variables.AWS_DEFAULT_REGION) ??
    // Compatible servers know no regions, but requests are signed for one.
    (own === undefined ? undefined : 'us-east-1');
  return new S3Client({
    maxAttempts: ATTEMPTS,
    requestHandler: TIMEOUTS,
    // Compatible servers mostly have no host name for each bucket, and not all know the newer checksums.
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

const NO_BUCKET: LocalizedText = {
  ko: '그런 버킷이 없습니다. 주소와 AWS_ENDPOINT_URL을 살피세요',
  en: 'no such bucket; check the address and AWS_ENDPOINT_URL',
};
const DENIED: LocalizedText = {
  ko: 'S3가 허락하지 않습니다. AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY, 버킷의 권한을 살피세요',
  en: 'S3 refuses; check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the rights on the bucket',
};
const NO_CREDENTIALS: LocalizedText = {
  ko: 'S3에 내보일 자격 증명이 없습니다. AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY, 또는 AWS 프로필을 정하세요',
  en: 'no credentials for S3; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile of AWS',
};
const NO_REGION: LocalizedText = {
  ko: 'S3의 리전을 모릅니다. AWS_REGION을 정하세요',
  en: 'the region of S3 is unknown; set AWS_REGION',
};
const WRONG_REGION: LocalizedText = {
  ko: '버킷이 다른 리전에 있습니다. AWS_REGION을 고치세요',
  en: 'the bucket is in another region; correct AWS_REGION',
};
const UNREACHABLE: LocalizedText = {
  ko: 'S3 서버에 닿지 않거나 대답이 없습니다. AWS_ENDPOINT_URL과 네트워크를 살피세요',
  en: 'S3 cannot be reached or does not answer; check AWS_ENDPOINT_URL and the network',
};
const FAILED: LocalizedText = { ko: 'S3가 요청을 처리하지 못했습니다', en: 'S3 could not do what was asked' };
const CHANGED: LocalizedText = {
  ko: '읽는 동안 파일이 바뀌었습니다. 다 쓰인 뒤에 다시 하세요',
  en: 'the object changed while it was read; try again when it is finished',
};

/** By the names of errors: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and the SDK's own. */
const BY_NAME: Readonly<Record<string, readonly [code: string, said: LocalizedText]>> = {
  NoSuchBucket: ['storage/no-bucket', NO_BUCKET],
  AccessDenied: ['storage/denied', DENIED],
  Forbidden: ['storage/denied', DENIED],
  InvalidAccessKeyId: ['storage/denied', DENIED],
  SignatureDoesNotMatch: ['storage/denied', DENIED],
  ExpiredToken: ['storage/denied', DENIED],
  CredentialsProviderError: ['storage/no-credentials', NO_CREDENTIALS],
  PermanentRedirect: ['storage/region', WRONG_REGION],
  AuthorizationHeaderMalformed: ['storage/region', WRONG_REGION],
  PreconditionFailed: ['work/storage-changed', CHANGED],
};
const MISSING = new Set(['NoSuchKey', 'NotFound']);

/** The fault that an error of the SDK stands for, with the object's address; secrets are in none of them. */
export function s3Fault(error: unknown, bucket: string, key: string): Fault {
  if (error instanceof Fault) return error;
  const file = `s3://${bucket}/${key}`;
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : '';
  const cause = new Error(`${name} ${message}`.trim());
  if (MISSING.has(name)) return missing(file, cause);
  const known =
    BY_NAME[name] ?? (message === 'Region is missing' ? ['storage/region', NO_REGION] : undefined);
  if (known !== undefined) return new Fault(known[0], known[1], { file }, { cause });
  if (isNetwork(error)) return new Fault('work/storage-unreachable', UNREACHABLE, { file }, { cause });
  return new Fault('work/storage', FAILED, { file }, { cause });
}

/** Whether the network is to blame: no answer of the server came at all, or it said that it cannot answer now. */
export function isNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(?:E[A-Z_]+|UND_ERR.*)$/.test(code) ||
    /Timeout|SlowDown|ServiceUnavailable|aborted/i.test(error.name + error.message)
  );
}

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

/** Objects that one request deletes, as many as S3 takes. */
const REMOVED_AT_ONCE = 1000;

/** Files as objects below a prefix of a bucket. */
export class S3Storage implements Storage {
  readonly url: string;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor(url: string) {
    const { bucket, key } = parseRemote(url);
    this.url = url;
    this.#client = openClient();
    this.#bucket = bucket;
    this.#prefix = key === '' ? '' : `${key}/`;
  }

  read(name: string): AsyncGenerator<Buffer> {
    return readObject(this.#client, this.#bucket, this.#key(name));
  }

  async write(name: string, source: Source): Promise<void> {
    await writeObject(this.#client, this.#bucket, this.#key(name), source);
  }

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

// Loaded when an address of S3 is met: the client of S3 is large.
