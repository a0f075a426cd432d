import { randomBytes } from 'node:crypto';
import { Fault } from '../../fault.js';
import type { Base } from '../base.js';
import { wrongKey } from '../faults.js';
import { contextOf } from './sealed-columns.js';
import { keyIdOf, type Vault } from './vault.js';

/** The check value: opening it at the start detects a wrong key. */
const CHECK = 'check';
/** The secret behind the pseudonyms: random, never changed, so that pseudonyms survive a key rotation. */
const NAMES_SECRET = 'names-secret';

const SECRET_BYTES = 32;

/**
 * Reads the secret of the pseudonyms; the first start creates it. Key rotation re-encrypts the check value last, so a database
 * opens without an old key only after no value needs that key any more.
 *
 * @throws `Fault` `store/wrong-key` or `store/unknown-key` when the keys do not open the check value
 */
export async function openSecret(base: Pick<Base, 'query'>, vault: Vault): Promise<Buffer> {
  const fresh = [
    { name: CHECK, text: 'matgeul' },
    { name: NAMES_SECRET, text: randomBytes(SECRET_BYTES).toString('base64') },
  ].map(({ name, text }) => ({ name, value: vault.seal(text, contextOf('meta.value', name)) }));
  const rows = await base.query(async (db) => {
    // One statement: of two processes that start together one writes both values.
    await db
      .insertInto('meta')
      .values(fresh)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return db.selectFrom('meta').selectAll().execute();
  });
  const values = new Map(rows.map(({ name, value }) => [name, openMeta(vault, name, value)]));
  return Buffer.from(values.get(NAMES_SECRET) ?? '', 'base64');
}

function openMeta(vault: Vault, name: string, value: Uint8Array): string {
  const context = contextOf('meta.value', name);
  try {
    return vault.open(value, context);
  } catch (error) {
    if (error instanceof Fault && error.code === 'store/unreadable') {
      throw wrongKey(keyIdOf(Buffer.from(value), context));
    }
    throw error;
  }
}
