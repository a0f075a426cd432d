import { randomBytes } from 'node:crypto';
import { Fault, Faults } from '../../fault.js';
import { isKeyId, newKey, readStoreEnvironment, rotateKeys } from '../../store/index.js';
import { KEYS_NOTES } from '../../wording/cli/keys.js';
import type { Context } from '../context.js';

/** Options of `matgeul keys new`. */
export interface NewKeyOptions {
  readonly id?: string;
}

/** Options of `matgeul keys rotate`. */
export interface RotateOptions {
  readonly json?: true;
}

/**
 * Prints a fresh key alone on standard output; how to put it to use goes to standard error.
 *
 * @throws Fault `usage/key-id` when `--id` is no name of a key
 */
export function printNewKey({ id }: NewKeyOptions, context: Context): void {
  if (id !== undefined && !isKeyId(id)) throw new Fault('usage/key-id', KEYS_NOTES.wrongId);
  context.print(newKey(id ?? `k${randomBytes(3).toString('hex')}`));
  context.note(context.say(KEYS_NOTES.storeIt));
}

/**
 * Re-encrypts the store of the environment under the first key, and prints how many values of which column changed.
 *
 * @throws Faults when the environment is wrong; Fault when the store cannot be opened or read
 */
export async function rotateStore(
  { json }: RotateOptions,
  context: Context,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Promise<void> {
  const read = readStoreEnvironment(variables);
  if ('faults' in read) throw new Faults(read.faults);
  const { database, keys } = read.store;
  const counts = await rotateKeys({ database, keys });
  if (json === true) {
    context.print(JSON.stringify(counts));
    return;
  }
  const changed = Object.entries(counts).filter(([, count]) => count > 0);
  for (const [column, count] of changed) context.print(`${column}  ${count}`);
  const [first = '', ...old] = keys.map(({ id }) => id);
  context.note(context.say(KEYS_NOTES.rotated(first, old.join(', '))));
}
