import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, Driver, SqliteDatabase } from 'kysely';
import type { Database } from '../base.js';
import type { Tables } from '../tables.js';
import { retrying } from './retrying.js';
import { keepStatements } from './statements.js';

/**
 * Ms that a write waits for another process while this one stands still: SQLite is synchronous. Whoever asks tries again,
 * letting other work through in between, see `retrying.ts`.
 */
const BUSY_MS = 20;
/** Only the owner reads it. */
const OWNER_ONLY = 0o600;

/**
 * Opens an SQLite file (`:memory:` for one that is gone at close). WAL with `synchronous=NORMAL`: what was acknowledged
 * is with the operating system, so that a killed process loses nothing; a power cut may cost the last transactions, but
 * never leaves half of one (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export async function openSqlite(file: string): Promise<Database> {
  if (file !== ':memory:') makePrivate(file);
  const database = new Sqlite(file, { timeout: BUSY_MS });
  try {
    // The first to open a file turns it to WAL; SQLite does not wait for others at the same moment.
    await retrying(() => database.pragma('journal_mode = WAL'));
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    // What is deleted is overwritten where that costs no extra pages.
    database.pragma('secure_delete = FAST');
  } catch (error) {
    database.close();
    throw error;
  }
  return new Kysely<Tables>({ dialect: new ImmediateDialect(database) });
}

/** Makes the file before SQLite does, so that nobody else can ever read it; WAL and index take its mode. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', OWNER_ONLY));
  const own = process.getuid === undefined || statSync(file).uid === process.getuid();
  if (own && (statSync(file).mode & 0o777) !== OWNER_ONLY) chmodSync(file, OWNER_ONLY);
}

/**
 * SQLite for Kysely, whose one connection goes from transaction to transaction. Each takes the write lock at its start: a
 * transaction that reads first and writes then would fail at once, without waiting, if another process wrote between.
 */
class ImmediateDialect extends SqliteDialect {
  readonly #sqlite: Sqlite.Database;
  readonly #kept: SqliteDatabase;

  constructor(sqlite: Sqlite.Database) {
    const kept = keepStatements(sqlite);
    super({ database: kept });
    this.#sqlite = sqlite;
    this.#kept = kept;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#sqlite, this.#kept);
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #sqlite: Sqlite.Database;

  constructor(sqlite: Sqlite.Database, kept: SqliteDatabase) {
    super({ database: kept });
    this.#sqlite = sqlite;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** After some errors (a full disk) SQLite has rolled back by itself. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
}
