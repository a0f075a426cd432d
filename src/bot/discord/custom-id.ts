import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/**
 * Ids of buttons, menus and modals: `mg1:ACTION:ID:ID…`. They carry ids only, never text or state; handlers look everything
 * else up in the store, so a card works after a restart and after an update. The digit is the version of this format.
 */
const VERSION = 'mg1';

/** Discord's limit in characters. */
const LONGEST = 100;

const schema = z
  .string()
  .max(LONGEST)
  .regex(/^mg1(:[A-Za-z0-9_-]{1,64}){1,4}$/);

/** A parsed custom_id. */
interface CustomId {
  readonly action: string;
  readonly ids: readonly string[];
}

/**
 * Builds a custom_id.
 *
 * @param action first part, named after the feature
 * @throws RangeError when a part has characters other than letters, digits, `_` and `-`, or the id is too long
 * @example customId('keep', 'f1') // 'mg1:keep:f1'
 */
export function customId(action: string, ...ids: readonly string[]): string {
  const made = [VERSION, action, ...ids].join(':');
  if (!schema.safeParse(made).success) throw new RangeError(`${action} and its ids make no custom_id`);
  return made;
}

/** Parses a custom_id; undefined for one that this version did not build. */
export function readCustomId(text: string): CustomId | undefined {
  if (!schema.safeParse(text).success) return undefined;
  const [, action = '', ...ids] = text.split(':');
  return { action, ids };
}

/** 16 characters of base32 (Crockford, lower case): 80 random bits, short enough for a nonce (25) with its prefix. */
export function newId(): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(randomBytes(16), (byte) => letters[byte & 31]).join('');
}
