import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { noKey, unknownKey, unreadable } from '../faults.js';
import type { StoreKey } from './keys.js';

/*
 * A sealed value: format (1 byte), length of the key id (1), the key id, nonce (12), tag (16), ciphertext.
 * AES-256-GCM with random nonces: NIST SP 800-38D allows 2^32 values under one key, decades of comments of a busy server.
 */
const FORMAT = 1;
const NONCE = 12;
const TAG = 16;
const CIPHER = 'aes-256-gcm';

/**
 * Encrypts ("seals") texts and bytes for the database and decrypts ("opens") them. The additional authenticated data binds each value
 * to its `context` (table, column and row), so that nobody can move a text into another row.
 */
export class Vault {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #first: { readonly id: string; readonly key: Buffer };
  /** First bytes of every value that was sealed under the first key. */
  readonly head: Buffer;

  /**
   * @param keys the first encrypts, all decrypt
   * @throws `Fault` `store/no-key` for an empty list
   */
  constructor(keys: readonly StoreKey[]) {
    const [first] = keys;
    if (first === undefined) throw noKey();
    this.#first = first;
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
    this.head = headOf(first.id);
  }

  /** Seals a text (as UTF-8) or bytes under the first key. */
  seal(value: string | Uint8Array, context: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(CIPHER, this.#first.key, nonce);
    cipher.setAAD(dataOf(this.#first.id, context));
    const sealed = typeof value === 'string' ? cipher.update(value, 'utf8') : cipher.update(value);
    const rest = cipher.final();
    return Buffer.concat([this.head, nonce, cipher.getAuthTag(), sealed, rest]);
  }

  /**
   * Opens a text with the key that it was sealed under.
   *
   * @throws `Fault` `store/unknown-key` when that key is missing, `store/unreadable` when the value is damaged or belongs to
   *   another context
   */
  open(sealed: Uint8Array, context: string): string {
    return this.openBytes(sealed, context).toString('utf8');
  }

  /** Opens bytes, like `open`. */
  openBytes(sealed: Uint8Array, context: string): Buffer {
    const value = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const id = keyIdOf(value, context);
    const key = this.#keys.get(id);
    if (key === undefined) throw unknownKey(id);
    const nonceAt = 2 + id.length;
    const tagAt = nonceAt + NONCE;
    const textAt = tagAt + TAG;
    if (value.length < textAt) throw unreadable(context);
    try {
      const decipher = createDecipheriv(CIPHER, key, value.subarray(nonceAt, tagAt));
      decipher.setAAD(dataOf(id, context));
      decipher.setAuthTag(value.subarray(tagAt, textAt));
      return Buffer.concat([decipher.update(value.subarray(textAt)), decipher.final()]);
    } catch {
      throw unreadable(context);
    }
  }

  /** Whether a value is sealed under the first key already. */
  isCurrent(sealed: Uint8Array): boolean {
    return this.head.equals(sealed.subarray(0, this.head.length));
  }
}

/**
 * The id of the key that a value was sealed under.
 *
 * @throws `Fault` `store/unreadable` when the value has no valid header
 */
export function keyIdOf(value: Buffer, context: string): string {
  const length = value[1] ?? 0;
  if (value[0] !== FORMAT || length === 0 || value.length < 2 + length) throw unreadable(context);
  return value.toString('latin1', 2, 2 + length);
}

function headOf(id: string): Buffer {
  return Buffer.concat([Buffer.from([FORMAT, id.length]), Buffer.from(id, 'latin1')]);
}

function dataOf(id: string, context: string): Buffer {
  return Buffer.from(`${id}\n${context}`, 'utf8');
}
