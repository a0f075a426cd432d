import type Sqlite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Kysely prepares every statement anew; the store's few dozen kinds are kept, batches of odd sizes push out the oldest. */
const KEPT = 250;

/** The database as Kysely wants it, with its statements kept. */
export function keepStatements(database: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (sql) => {
      // Taken out and put in again, the map is in order of use.
      const statement = kept.get(sql) ?? prepare(database, sql);
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

function prepare(database: Sqlite.Database, sql: string): SqliteStatement {
  const statement = database.prepare<[readonly unknown[]]>(sql);
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(parameters),
    run: (parameters) => statement.run(parameters),
    iterate: (parameters) => statement.iterate(parameters),
  };
}
