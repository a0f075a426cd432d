import type { Kysely } from 'kysely';
import type { Names } from './names.js';
import type { Tables } from './tables.js';
import type { Vault } from './vault.js';

export type Database = Kysely<Tables>;

/** What every operation needs: the database, the vault, the one-way names. */
export interface Base {
  readonly kind: 'sqlite' | 'postgres';
  readonly vault: Vault;
  readonly names: Names;
  /** For times that no caller gives. */
  readonly clock: () => number;
  /**
   * Asks outside of a transaction; errors of the driver come as faults. Like a transaction it may be done again, so it
   * holds one statement, or several that may be repeated.
   */
  query<T>(ask: (db: Database) => Promise<T>): Promise<T>;
  /**
   * Writes in one transaction: all or nothing. It is done again when it collided with another one, so it may have no
   * effects but those in the database. SQLite takes its write lock at the start.
   */
  transact<T>(work: (db: Database) => Promise<T>): Promise<T>;
}
