import type { Kysely } from 'kysely';
import type { Pseudonyms } from './encryption/pseudonyms.js';
import type { SetAside } from './set-aside.js';
import type { Tables } from './tables.js';
import type { Vault } from './encryption/vault.js';

/** The database as Kysely sees it, or a transaction in it. */
export type Database = Kysely<Tables>;

/** Dependencies of every operation: the database, its encryption, the pseudonyms. */
export interface Base {
  readonly kind: 'sqlite' | 'postgres';
  readonly vault: Vault;
  readonly pseudonyms: Pseudonyms;
  /** Reads lists of rows in which one may be unreadable. */
  readonly setAside: SetAside;
  /** Current time in ms, where no caller passes one. */
  readonly clock: () => number;
  /**
   * Runs statements outside of a transaction. A collision with another process repeats `work`, so it holds one statement, or
   * several that may be repeated.
   *
   * @throws `Fault` `store/…` for an error of the driver
   */
  query<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one transaction: all or nothing. A collision with another transaction repeats it, so it must have no effects
   * outside of the database. SQLite takes its write lock at the start.
   *
   * @throws `Fault` `store/…` for an error of the driver
   */
  transact<T>(work: (db: Database) => Promise<T>): Promise<T>;
}
