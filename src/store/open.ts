import type { Fault } from '../fault.js';
import { retry } from '../retry.js';
import type { Base, Database } from './base.js';
import { COLLISIONS, driverFault } from './dialect/driver-faults.js';
import { openPostgres } from './dialect/postgres.js';
import { openSqlite } from './dialect/sqlite.js';
import { eventLoopYielder } from './dialect/concurrency.js';
import { badDatabase } from './faults.js';
import { parseKeys, type StoreKey } from './encryption/keys.js';
import { migrate } from './migrations/migrate.js';
import { Pseudonyms } from './encryption/pseudonyms.js';
import { openSecret } from './encryption/secret.js';
import { Vault } from './encryption/vault.js';
import { SetAside } from './set-aside.js';

/** How to open a store. */
export interface StoreOptions {
  /** A `postgres://` address, else the path of an SQLite file; `:memory:` for a database that disappears at close. */
  readonly database: string;
  /** The first encrypts, all decrypt; see `parseKeys`. */
  readonly keys: readonly StoreKey[];
  /** Current time in ms (`Date.now`). */
  readonly clock?: () => number;
  /** Size of the connection pool for PostgreSQL (10). */
  readonly connections?: number;
}

/** Whether an address names a PostgreSQL server. */
function isPostgres(database: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(database);
}

/**
 * Opens a database, migrates its schema to this version and checks the keys.
 *
 * @throws `Fault` `store/…`: the database cannot be opened, is newer than this version, or was created with other keys
 */
export async function openBase(options: StoreOptions): Promise<{ base: Base; close: () => Promise<void> }> {
  const vault = new Vault(options.keys);
  const clock = options.clock ?? Date.now;
  const kind = isPostgres(options.database) ? 'postgres' : 'sqlite';
  const db = await translated(async () =>
    kind === 'postgres'
      ? openPostgres(options.database, options.connections ?? 10)
      : await openSqlite(options.database),
  );
  const runners = runnersOf(kind, db);
  try {
    await migrate({ kind, clock, ...runners });
    const pseudonyms = new Pseudonyms(await openSecret(runners, vault));
    return {
      base: { kind, vault, pseudonyms, setAside: new SetAside(), clock, ...runners },
      close: () => translated(() => db.destroy()),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function runnersOf(kind: Base['kind'], db: Database): Pick<Base, 'query' | 'transact'> {
  const yieldIfBusy = kind === 'sqlite' ? eventLoopYielder() : () => Promise.resolve();
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    await yieldIfBusy();
    return translated(() => retry(work, COLLISIONS));
  };
  return {
    query: (work) => run(() => work(db)),
    transact: (work) => run(() => db.transaction().execute(work)),
  };
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw driverFault(error);
  }
}

/** The store's file when the environment names none. */
const DEFAULT_FILE = './matgeul.sqlite';

/** The store that the environment names. */
export interface StoreEnvironment {
  readonly database: string;
  readonly keys: readonly StoreKey[];
}

/**
 * Reads `DATABASE_URL` (PostgreSQL), else `MATGEUL_DATABASE` (an SQLite file), else `./matgeul.sqlite`; and
 * `MATGEUL_KEYS`. Returns all faults at once.
 */
export function readStoreEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): { store: StoreEnvironment } | { faults: Fault[] } {
  const url = variables.DATABASE_URL ?? '';
  const file = variables.MATGEUL_DATABASE ?? '';
  const faults: Fault[] = [];
  if (url !== '' && !isPostgres(url)) faults.push(badDatabase('DATABASE_URL'));
  // SQLite would create a file with the server's address as its name.
  if (/^[a-z]+:\/\//i.test(file)) faults.push(badDatabase('MATGEUL_DATABASE'));
  const keys = parseKeys(variables.MATGEUL_KEYS);
  if ('faults' in keys) return { faults: [...faults, ...keys.faults] };
  if (faults.length > 0) return { faults };
  return {
    store: { database: url !== '' ? url : file !== '' ? file : DEFAULT_FILE, keys: keys.keys },
  };
}
