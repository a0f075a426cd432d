import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { SqliteFile } from '../../src/store/dialect/sqlite-file.js';
import { openStore, type Store, type StoreOptions } from '../../src/store/index.js';
import { skipOrFail } from '../setup/skip.js';
import { KEYS } from './given.js';
import { ask, startPostgres } from './postgres.js';

/** One of the two databases that every story is told on. */
export interface Dialect {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** A fresh, empty database: a file or an address. */
  readonly database: () => Promise<string>;
  /** Opens a store, on a fresh database unless one is given; closed after the test. */
  readonly open: (options?: Partial<StoreOptions>) => Promise<Store>;
  /** Every row of every table, as it stands there. */
  readonly rows: (database: string) => Promise<Record<string, Record<string, unknown>[]>>;
  /** Changes a database behind the store's back. */
  readonly run: (database: string, statement: string) => Promise<void>;
}

/** The dialects of a test file, stopped at its end; PostgreSQL is skipped loudly where there is none. */
export async function openDialects(): Promise<Dialect[]> {
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-store-'));
  const postgres = await startPostgres();
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  afterAll(async () => {
    await postgres?.stop();
    rmSync(folder, { recursive: true });
  });
  let files = 0;
  const openOn = async (
    fresh: () => Promise<string>,
    options: Partial<StoreOptions> = {},
  ): Promise<Store> => {
    const store = await openStore({ database: options.database ?? (await fresh()), keys: KEYS, ...options });
    opened.push(store);
    return store;
  };
  const file = (): Promise<string> => Promise.resolve(join(folder, `${files++}.sqlite`));
  const sqlite: Dialect = {
    name: 'SQLite',
    database: file,
    open: (options) => openOn(file, options),
    rows: (database) => Promise.resolve(sqliteRows(database)),
    run: (database, statement) => {
      const connection = new SqliteFile(database);
      connection.exec(statement);
      connection.close();
      return Promise.resolve();
    },
  };
  if (postgres === undefined) {
    skipOrFail('no PostgreSQL: the store is tested on SQLite only');
    return [sqlite];
  }
  process.stderr.write(`PostgreSQL ${postgres.version}\n`);
  return [
    sqlite,
    {
      name: 'PostgreSQL',
      database: () => postgres.database(),
      open: (options) => openOn(() => postgres.database(), options),
      rows: postgresRows,
      run: async (database, statement) => {
        await ask(database, statement);
      },
    },
  ];
}

function sqliteRows(file: string): Record<string, Record<string, unknown>[]> {
  const database = new SqliteFile(file, { readonly: true });
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all() as { name: string }[];
  const rows = tables.map(({ name }) => [
    name,
    database.prepare(`select * from "${name}"`).all() as Record<string, unknown>[],
  ]);
  database.close();
  return Object.fromEntries(rows) as Record<string, Record<string, unknown>[]>;
}

async function postgresRows(url: string): Promise<Record<string, Record<string, unknown>[]>> {
  const tables = await ask(url, "select tablename from pg_tables where schemaname = 'public'");
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const { tablename } of tables) {
    rows[String(tablename)] = await ask(url, `select * from "${String(tablename)}"`);
  }
  return rows;
}
