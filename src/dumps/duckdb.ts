import { Fault } from '../fault.js';
import { DUMP_FAULTS } from '../wording/dumps.js';

/** The part of @duckdb/node-api used here. It is large and native, and optional for users without Parquet files. */
export interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: Record<string, string>): Promise<DuckDbInstance>;
  };
}

interface DuckDbInstance {
  connect(): Promise<DuckDbConnection>;
  closeSync(): void;
}

/** A connection to a database. */
export interface DuckDbConnection {
  stream(sql: string, values: readonly string[]): Promise<DuckDbResult>;
  closeSync(): void;
}

/** A streamed result. */
export interface DuckDbResult {
  columnNames(): string[];
  /** Yields about 2,000 rows at a time. */
  yieldRows(): AsyncIterable<unknown[][]>;
}

const PACKAGE = '@duckdb/node-api';

/** Loads the package, or throws the fault that tells how to install it. */
async function load(file: string): Promise<DuckDb> {
  try {
    return (await import(PACKAGE)) as DuckDb;
  } catch (error) {
    throw new Fault('dump/parquet-reader', DUMP_FAULTS.parquetReader(PACKAGE), { file }, { cause: error });
  }
}

/**
 * Runs a generator with an in-memory database that loads nothing from the network and has bounded memory.
 *
 * @param file the input's name, for faults
 *
 * @throws Fault `dump/parquet-reader` where DuckDB is not installed
 */
export async function* withDuckDb<T>(
  file: string,
  work: (connection: DuckDbConnection) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const { DuckDBInstance } = await load(file);
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '512MB',
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    lock_configuration: 'true',
  });
  try {
    const connection = await instance.connect();
    try {
      yield* work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
