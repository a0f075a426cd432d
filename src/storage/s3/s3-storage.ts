import {
  DeleteObjectsCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { checkName } from '../name.js';
import { parseRemote } from '../remote-address.js';
import type { Source, Storage } from '../storage.js';
import { openClient } from './client.js';
import { s3Fault } from './faults.js';
import { readObject } from './read-object.js';
import { writeObject } from './write-object.js';

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
