import { randomBytes } from 'node:crypto';
import type { Fault } from '../../fault.js';
import { badKey, noKey } from '../faults.js';
import { STORE } from '../../wording/store.js';

/** An encryption key and the id that its encrypted values carry. */
export interface StoreKey {
  readonly id: string;
  /** 32 bytes, for AES-256. */
  readonly key: Buffer;
}

/** AES-256. */
export const KEY_BYTES = 32;

/** Id of a bare key. */
const BARE_ID = 'k1';
const ID = /^[A-Za-z0-9_-]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * Reads `MATGEUL_KEYS="id:base64key[,id2:base64key]"`: the first key encrypts, all decrypt. A bare base64 key gets the id
 * `k1`. Returns all faults at once; no fault ever shows a key.
 *
 * @example parseKeys('k2:…=,k1:…=') // { keys: [{ id: 'k2', … }, { id: 'k1', … }] }
 */
export function parseKeys(text: string | undefined): { keys: StoreKey[] } | { faults: Fault[] } {
  const parts = (text ?? '').split(',').map((part) => part.trim());
  if (parts.every((part) => part === '')) return { faults: [noKey()] };
  const keys: StoreKey[] = [];
  const faults: Fault[] = [];
  for (const [index, part] of parts.entries()) {
    const read = parseKey(part, index + 1);
    if ('code' in read) faults.push(read);
    else if (keys.some(({ id }) => id === read.id)) {
      faults.push(badKey(index + 1, STORE.repeatedKeyId(read.id)));
    } else keys.push(read);
  }
  return faults.length > 0 ? { faults } : { keys };
}

/** A fresh random key in the format of `MATGEUL_KEYS`. */
export function newKey(id: string): string {
  return `${id}:${randomBytes(KEY_BYTES).toString('base64')}`;
}

/** Whether `id` is a valid key id: up to 32 letters, digits, `_` and `-`. */
export function isKeyId(id: string): boolean {
  return ID.test(id);
}

function parseKey(part: string, position: number): StoreKey | Fault {
  const colon = part.indexOf(':');
  const id = colon < 0 ? BARE_ID : part.slice(0, colon);
  const encoded = part.slice(colon + 1);
  if (encoded === '') return badKey(position, STORE.emptyKey);
  if (!isKeyId(id)) {
    return badKey(position, STORE.badKeyId);
  }
  const key = BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  if (key.length === KEY_BYTES) return { id, key };
  return BASE64.test(encoded)
    ? badKey(position, STORE.wrongKeyLength(KEY_BYTES, key.length))
    : badKey(position, STORE.notBase64);
}
