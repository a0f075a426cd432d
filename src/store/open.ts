import type { Base, Database } from './base.js';
import { driverFault } from './dialect/driver-faults.js';
import { openPostgres } from './dialect/postgres.js';
import { retrying } from './dialect/retrying.js';
import { openSqlite } from './dialect/sqlite.js';
import { turns } from './dialect/turns.js';
import type { StoreKey } from './keys.js';
import { migrate } from './migrations/migrate.js';
import { Names } from './names.js';
import { openSecret } from './secret.js';
import { Vault } from './vault.js';

export interface StoreOptions {
  /** A `postgres://` address, else the path of an SQLite file; `:memory:` for a database that is gone at close. */
  readonly database: string;
  /** The first encrypts, all decrypt; see `parseKeys`. */
  readonly keys: readonly StoreKey[];
  /** For times that no caller gives (`Date.now`). */
  readonly clock?: () => number;
  /** Connections to PostgreSQL (10). */
  readonly connections?: number;
}

/** Whether a database is a PostgreSQL server's. */
export function isPostgres(database: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(database);
}

/** Opens a database, brings its schema up to this version and checks the keys. */
export async function openBase(options: StoreOptions): Promise<{ base: Base; close: () => Promise<void> }> {
  const vault = new Vault(options.keys);
  const clock = options.clock ?? Date.now;
  const kind = isPostgres(options.database) ? 'postgres' : 'sqlite';
  const db = await translated(async () =>
    kind === 'postgres'
      ? openPostgres(options.database, options.connections ?? 10)
      : await openSqlite(options.database),
  );
  const asking = askers(kind, db);
  try {
    await migrate({ kind, clock, ...asking });
    const names = new Names(await openSecret(asking, vault));
    return { base: { kind, vault, names, clock, ...asking }, close: () => translated(() => db.destroy()) };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function askers(kind: Base['kind'], db: Database): Pick<Base, 'query' | 'transact'> {
  const turn = kind === 'sqlite' ? turns() : () => Promise.resolve();
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn();
    return translated(() => retrying(work));
  };
  return {
    query: (ask) => asking(() => ask(db)),
    transact: (work) => asking(() => db.transaction().execute(work)),
  };
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw driverFault(error);
  }
}
