import { randomBytes } from 'node:crypto';

/** 16 characters of base32 (Crockford, lower case): 80 random bits, short enough for a nonce (25) with its prefix. */
export function newId(): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(randomBytes(16), (byte) => letters[byte & 31]).join('');
}
