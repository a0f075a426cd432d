import { randomBytes } from 'node:crypto';
import { Fault } from '../fault.js';
import type { Base } from './base.js';
import { wrongKey } from './faults.js';
import { contextOf } from './sealed.js';
import { keyIdOf, type Vault } from './vault.js';

/** A value that every key of the list must be able to open, so that a wrong key is told at the start. */
export const CHECK = 'check';
/** What the one-way names are made with; random, never changed, so that names outlive a change of keys. */
export const NAMES_SECRET = 'names-secret';

const SECRET_BYTES = 32;

/**
 * The secret of the one-way names, made the first time. Tells a wrong key: the check value is sealed last when keys are
 * rotated, so that a key it opens with is a key that some values may still need.
 */
export async function openSecret(base: Pick<Base, 'query'>, vault: Vault): Promise<Buffer> {
  const fresh = [
    { name: CHECK, text: 'matgeul' },
    { name: NAMES_SECRET, text: randomBytes(SECRET_BYTES).toString('base64') },
  ].map(({ name, text }) => ({ name, value: vault.seal(text, contextOf('meta.value', name)) }));
  const rows = await base.query(async (db) => {
    // In one statement: of two processes that start together one makes both.
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
