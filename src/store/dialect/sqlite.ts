import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import type { Database } from '../base.js';
import type { Tables } from '../tables.js';
import { retry } from '../../retry.js';
import { COLLISIONS } from './driver-faults.js';
import { SqliteFile, type SqliteValue } from './sqlite-file.js';

/** Size of the statement cache: a few dozen statements recur, batches of odd sizes evict the oldest. */
const CACHED_STATEMENTS = 250;

/** Wraps the database for Kysely, which would prepare every statement anew, in an LRU cache of prepared statements. */
function cacheStatements(database: SqliteFile): SqliteDatabase {
  const cached = new Map<string, SqliteStatement>();
  return {
    close: () => {
      database.close();
    },
    prepare: (sql) => {
      // Deleting and setting keeps the map in order of use.
      const statement = cached.get(sql) ?? prepare(database, sql);
      cached.delete(sql);
      cached.set(sql, statement);
      const [oldest] = cached.keys();
      if (cached.size > CACHED_STATEMENTS && oldest !== undefined) cached.delete(oldest);
      return statement;
    },
  };
}

function prepare(database: SqliteFile, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(...(parameters as SqliteValue[])),
    run: (parameters) => statement.run(...(parameters as SqliteValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SqliteValue[])),
  };
}

/**
 * Ms that a write waits for another process while this one blocks: SQLite is synchronous. Afterwards the retry policy
 * `COLLISIONS` takes over, which lets the event loop run.
 */
const BUSY_MS = 20;
/** File mode: readable and writable by the owner only. */
const OWNER_ONLY = 0o600;

/**
 * Opens an SQLite file (`:memory:` for a database that disappears at close). WAL with `synchronous=NORMAL`: the operating
 * system holds every acknowledged transaction, so a killed process loses nothing; a power cut may cost the last transactions
 * but never leaves half of one (https://www.sqlite.org/pragma.html#pragma_synchronous).
 *
 * @throws an error of Node or SQLite when the file cannot be opened
 */
export async function openSqlite(file: string): Promise<Database> {
  if (file !== ':memory:') makePrivate(file);
  const database = new SqliteFile(file, { timeout: BUSY_MS });
  try {
    // The first process switches the file to WAL; SQLite does not wait for others that do so at the same moment.
    await retry(() => {
      database.exec('PRAGMA journal_mode = WAL');
    }, COLLISIONS);
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec('PRAGMA foreign_keys = ON');
    // Overwrites deleted content where that writes no extra pages.
    database.exec('PRAGMA secure_delete = FAST');
  } catch (error) {
    database.close();
    throw error;
  }
  return new Kysely<Tables>({ dialect: new ImmediateDialect(database) });
}

/** Creates the file before SQLite does, so that nobody else can ever read it; WAL and index inherit its mode. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', OWNER_ONLY));
  const own = process.getuid === undefined || statSync(file).uid === process.getuid();
  if (own && (statSync(file).mode & 0o777) !== OWNER_ONLY) chmodSync(file, OWNER_ONLY);
}

/**
 * Kysely's SQLite dialect with `begin immediate`: a transaction takes the write lock at its start. One that reads first and
 * then writes would fail at once, without waiting, if another process wrote in between.
 */
class ImmediateDialect extends SqliteDialect {
  readonly #sqlite: SqliteFile;
  readonly #cached: SqliteDatabase;

  constructor(sqlite: SqliteFile) {
    const cached = cacheStatements(sqlite);
    super({ database: cached });
    this.#sqlite = sqlite;
    this.#cached = cached;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#sqlite, this.#cached);
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #sqlite: SqliteFile;

  constructor(sqlite: SqliteFile, cached: SqliteDatabase) {
    super({ database: cached });
    this.#sqlite = sqlite;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** After some errors (a full disk) SQLite has already rolled back. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
}
