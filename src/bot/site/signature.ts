import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/*
 * Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md), in both
 * directions: HMAC-SHA256 over `id.timestamp.payload`, in the headers `webhook-id`, `webhook-timestamp` (seconds) and
 * `webhook-signature` (`v1,` and base64; several, separated by spaces, while a secret is being changed). The payload is the
 * body; a request without one signs `METHOD /path?query` in its place, which the scheme leaves open: nobody can turn a signed
 * GET into a DELETE.
 */

const PREFIX = 'whsec_';
/** The scheme asks for 24 to 64 random bytes. */
const SECRET_BYTES = 32;
/** The tolerance that the scheme's libraries have. */
export const TOLERANCE_S = 5 * 60;
/** Signatures of one header: while a secret is changed there are two. */
const MOST_SIGNATURES = 10;

const ID = /^[A-Za-z0-9_.:-]{1,128}$/;
const TIMESTAMP = /^\d{1,12}$/;

/** A fresh secret: `whsec_` and base64. */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** A fresh id of a site. */
export function newSiteId(): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return `st_${Array.from(randomBytes(16), (byte) => letters[byte & 31]).join('')}`;
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
}

function mac(secret: string, id: string, timestamp: string, payload: string | Uint8Array): Buffer {
  return createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(payload).digest();
}

/** The headers that sign a payload with each of some secrets. */
export function signed(
  secrets: readonly string[],
  { id, at, payload }: { readonly id: string; readonly at: number; readonly payload: string | Uint8Array },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets
      .map((secret) => `v1,${mac(secret, id, timestamp, payload).toString('base64')}`)
      .join(' '),
  };
}

/** The signing headers of a request. */
export interface SignedHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly Buffer[];
}

/** Reads the signing headers; `missing` or `malformed` where they are none. */
export function readSignature(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): SignedHeaders | 'missing' | 'malformed' {
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name],
  );
  if (id === undefined || timestamp === undefined || signature === undefined) return 'missing';
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string')
    return 'malformed';
  if (!ID.test(id) || !TIMESTAMP.test(timestamp)) return 'malformed';
  const parts = signature.split(' ');
  if (parts.length > MOST_SIGNATURES) return 'malformed';
  // Other versions may stand beside ours.
  const signatures = parts
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice('v1,'.length), 'base64'));
  return { id, timestamp, signatures };
}

/** Whether a timestamp is within the tolerance of a clock (ms), in either direction. */
export function isTimely(timestamp: string, now: number): boolean {
  return Math.abs(Number(timestamp) - now / 1000) <= TOLERANCE_S;
}

/** Whether one of the secrets signed the payload; compares in constant time. */
export function isSignedBy(
  secrets: readonly string[],
  { id, timestamp, signatures }: SignedHeaders,
  payload: string | Uint8Array,
): boolean {
  let found = false;
  for (const secret of secrets) {
    const expected = mac(secret, id, timestamp, payload);
    for (const given of signatures)
      if (given.length === expected.length && timingSafeEqual(given, expected)) found = true;
  }
  return found;
}
