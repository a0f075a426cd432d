import { createRequire } from 'node:module';
import type { DatabaseSync, DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { FROM_SOURCES, inPackage } from '../../assets/package-root.js';
import { Fault } from '../../fault.js';
import { STORE } from '../../wording/store.js';

/** What a statement takes for one parameter. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** Parameters of a statement: by position, or by the names in the statement. */
type Parameters = readonly SqliteValue[] | readonly [Readonly<Record<string, SqliteValue>>];

/** An error of SQLite itself. */
export class SqliteError extends Error {
  /** Its name at https://www.sqlite.org/rescode.html: the extended one where that says more that we use. */
  readonly code: string;

  constructor(code: string, message: string, options: ErrorOptions) {
    super(message, options);
    this.name = 'SqliteError';
    this.code = code;
  }
}

/** Names of result codes, https://www.sqlite.org/rescode.html: all primary ones, and extended ones that tell causes apart. */
const CODES: Readonly<Record<number, string>> = {
  1: 'ERROR',
  2: 'INTERNAL',
  3: 'PERM',
  4: 'ABORT',
  5: 'BUSY',
  6: 'LOCKED',
  7: 'NOMEM',
  8: 'READONLY',
  9: 'INTERRUPT',
  10: 'IOERR',
  11: 'CORRUPT',
  12: 'NOTFOUND',
  13: 'FULL',
  14: 'CANTOPEN',
  15: 'PROTOCOL',
  16: 'EMPTY',
  17: 'SCHEMA',
  18: 'TOOBIG',
  19: 'CONSTRAINT',
  20: 'MISMATCH',
  21: 'MISUSE',
  22: 'NOLFS',
  23: 'AUTH',
  24: 'FORMAT',
  25: 'RANGE',
  26: 'NOTADB',
  261: 'BUSY_RECOVERY',
  517: 'BUSY_SNAPSHOT',
  266: 'IOERR_READ',
  522: 'IOERR_SHORT_READ',
  778: 'IOERR_WRITE',
  1034: 'IOERR_FSYNC',
  1546: 'IOERR_TRUNCATE',
  1032: 'READONLY_DBMOVED',
  779: 'CORRUPT_INDEX',
  787: 'CONSTRAINT_FOREIGNKEY',
  1299: 'CONSTRAINT_NOTNULL',
  1555: 'CONSTRAINT_PRIMARYKEY',
  2067: 'CONSTRAINT_UNIQUE',
};

/** SQLite's own sentences (`sqlite3ErrStr` in its main.c, constraints in vdbe.c): some errors of the driver come without the number. */
const SENTENCES: readonly (readonly [string, number])[] = [
  ['FOREIGN KEY constraint failed', 787],
  ['UNIQUE constraint failed', 2067],
  ['NOT NULL constraint failed', 1299],
  ['constraint failed', 19],
  ['database is locked', 5],
  ['database table is locked', 6],
  ['attempt to write a readonly database', 8],
  ['interrupted', 9],
  ['disk I/O error', 10],
  ['database disk image is malformed', 11],
  ['database or disk is full', 13],
  ['unable to open database file', 14],
  ['file is not a database', 26],
];

/** The error of the driver as a {@link SqliteError}; anything else unchanged. */
function sqliteError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return error;
  const { message } = error;
  const number =
    'errcode' in error && typeof error.errcode === 'number'
      ? error.errcode
      : (SENTENCES.find(([sentence]) => message.includes(sentence))?.[1] ?? 1);
  const name = CODES[number] ?? CODES[number & 0xff] ?? String(number);
  return new SqliteError(`SQLITE_${name}`, message, { cause: error });
}

let driver: typeof DatabaseSync | undefined;

/** Loads the driver when a database is first opened: most commands open none. */
function loadDriver(): typeof DatabaseSync {
  if (driver !== undefined) return driver;
  try {
    const name = FROM_SOURCES ? '@photostructure/sqlite' : inPackage('dist', 'sqlite', 'lib', 'index.cjs');
    const loaded = createRequire(import.meta.url)(name) as { readonly DatabaseSync: typeof DatabaseSync };
    return (driver = loaded.DatabaseSync);
  } catch (error) {
    const system = `${process.platform} ${process.arch}`;
    throw new Fault('store/no-sqlite', STORE.noSqlite(system), {}, { cause: error });
  }
}

/** How a file is opened. */
interface OpenOptions {
  readonly readonly?: boolean;
  /** Ms to wait for a lock of another connection before `SQLITE_BUSY`. */
  readonly timeout?: number;
}

/** SQLite's own wait of the drivers for Node, in ms. */
const USUAL_WAIT_MS = 5000;

/**
 * An open SQLite file. All calls are synchronous and throw {@link SqliteError}. The driver is `node:sqlite` as a package, with
 * SQLite compiled in for every system and every Node from 20 on, so nothing is compiled at installation.
 */
export class SqliteFile {
  readonly #db: DatabaseSyncInstance;
  readonly #readonly: boolean;
  /** Rows that are being read. */
  readonly #reading = new Set<Iterator<unknown>>();

  /**
   * @param file its path; created where it is missing, unless `readonly`. `:memory:` is a database that ends with `close`
   * @throws Fault `store/no-sqlite` where the driver does not run on this system
   */
  constructor(file: string, { readonly = false, timeout = USUAL_WAIT_MS }: OpenOptions = {}) {
    const Driver = loadDriver();
    this.#readonly = readonly;
    try {
      this.#db = new Driver(file, { readOnly: readonly, timeout });
    } catch (error) {
      throw sqliteError(error);
    }
  }

  get inTransaction(): boolean {
    return this.#db.isTransaction;
  }

  /** Runs statements without parameters. */
  exec(sql: string): void {
    try {
      this.#db.exec(sql);
    } catch (error) {
      throw sqliteError(error);
    }
  }

  prepare(sql: string): SqliteStatement {
    try {
      return new SqliteStatement(this.#db.prepare(sql), this.#reading);
    } catch (error) {
      throw sqliteError(error);
    }
  }

  /** Work in one transaction, or in a part of the one that is open: all of it stays, or with an error nothing. */
  transaction<Result>(work: () => Result): () => Result {
    return () => {
      const part = this.inTransaction;
      this.exec(part ? 'SAVEPOINT part' : 'BEGIN');
      try {
        const result = work();
        this.exec(part ? 'RELEASE part' : 'COMMIT');
        return result;
      } catch (error) {
        // After some errors (a full disk) SQLite has already rolled back.
        if (this.inTransaction) this.exec(part ? 'ROLLBACK TO part; RELEASE part' : 'ROLLBACK');
        throw error;
      }
    };
  }

  /**
   * Gives up what is being read and an open transaction, and closes the file. The driver keeps the descriptor until its statements are collected, so
   * the pages of the write-ahead log are put into the file here: whoever copies the file has all of it.
   */
  close(): void {
    for (const rows of this.#reading) rows.return?.();
    if (this.inTransaction) this.#quietly('ROLLBACK');
    if (!this.#readonly) this.#quietly('PRAGMA wal_checkpoint(PASSIVE)');
    this.#db.close();
  }

  #quietly(sql: string): void {
    try {
      this.#db.exec(sql);
    } catch {
      // A file that is damaged, or on a full disk, is closed all the same.
    }
  }
}

/** A prepared statement; rows are objects by column. */
export class SqliteStatement {
  readonly #statement: StatementSyncInstance;
  readonly #reading: Set<Iterator<unknown>>;
  #first = false;

  /** @param reading holds the rows that are being read */
  constructor(statement: StatementSyncInstance, reading: Set<Iterator<unknown>>) {
    this.#statement = statement;
    this.#reading = reading;
  }

  /** From now on a row is the value of its first column. */
  pluck(): this {
    this.#statement.setReturnArrays(true);
    this.#first = true;
    return this;
  }

  /** Whether it gives rows. */
  get reader(): boolean {
    return this.#statement.columns().length > 0;
  }

  run(...parameters: Parameters): { readonly changes: number; readonly lastInsertRowid: number } {
    try {
      const { changes, lastInsertRowid } = this.#statement.run(...(parameters as SqliteValue[]));
      return { changes, lastInsertRowid: Number(lastInsertRowid) };
    } catch (error) {
      throw sqliteError(error);
    }
  }

  /** The first row; undefined without one. */
  get(...parameters: Parameters): unknown {
    try {
      const row: unknown = this.#statement.get(...(parameters as SqliteValue[]));
      return this.#first && row !== undefined ? (row as unknown[])[0] : row;
    } catch (error) {
      throw sqliteError(error);
    }
  }

  all(...parameters: Parameters): unknown[] {
    try {
      const rows: unknown[] = this.#statement.all(...(parameters as SqliteValue[]));
      return this.#first ? rows.map((row) => (row as unknown[])[0]) : rows;
    } catch (error) {
      throw sqliteError(error);
    }
  }

  /** Rows one by one. Writing to what it reads has no defined result. */
  *iterate(...parameters: Parameters): Generator<unknown, void, undefined> {
    const rows: IterableIterator<unknown> = this.#statement.iterate(...(parameters as SqliteValue[]));
    this.#reading.add(rows);
    try {
      if (this.#first) for (const row of rows) yield (row as unknown[])[0];
      else yield* rows;
    } catch (error) {
      throw sqliteError(error);
    } finally {
      this.#reading.delete(rows);
    }
  }
}
