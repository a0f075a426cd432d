import type { Fault } from '../fault.js';
import { badDatabase } from './faults.js';
import { parseKeys, type StoreKey } from './keys.js';
import { isPostgres } from './open.js';

/** Where the store is when nothing names one. */
const DEFAULT_FILE = './matgeul.sqlite';

/** Which store the environment names. */
export interface StoreEnvironment {
  readonly database: string;
  readonly keys: readonly StoreKey[];
}

/**
 * Reads `DATABASE_URL` (PostgreSQL), else `MATGEUL_DATABASE` (an SQLite file), else `./matgeul.sqlite`; and
 * `MATGEUL_KEYS`. Everything that is wrong comes back at once.
 */
export function readStoreEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): { store: StoreEnvironment } | { faults: Fault[] } {
  const url = variables.DATABASE_URL ?? '';
  const file = variables.MATGEUL_DATABASE ?? '';
  const faults: Fault[] = [];
  if (url !== '' && !isPostgres(url)) faults.push(badDatabase('DATABASE_URL'));
  // A server's address there would become a file of that name.
  if (/^[a-z]+:\/\//i.test(file)) faults.push(badDatabase('MATGEUL_DATABASE'));
  const keys = parseKeys(variables.MATGEUL_KEYS);
  if ('faults' in keys) return { faults: [...faults, ...keys.faults] };
  if (faults.length > 0) return { faults };
  return {
    store: { database: url !== '' ? url : file !== '' ? file : DEFAULT_FILE, keys: keys.keys },
  };
}
