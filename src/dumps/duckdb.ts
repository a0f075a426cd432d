import { Fault } from '../fault.js';

/** What is used of @duckdb/node-api. It is large and native, so that who reads no Parquet need not have it. */
export interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: Record<string, string>): Promise<DuckDbInstance>;
  };
}

interface DuckDbInstance {
  connect(): Promise<DuckDbConnection>;
  closeSync(): void;
}

export interface DuckDbConnection {
  stream(sql: string, values: readonly string[]): Promise<DuckDbResult>;
  closeSync(): void;
}

export interface DuckDbResult {
  columnNames(): string[];
  /** Some 2,000 rows at a time. */
  yieldRows(): AsyncIterable<unknown[][]>;
}

const PACKAGE = '@duckdb/node-api';

/** The package, or the fault that says how to get it. */
async function load(file: string): Promise<DuckDb> {
  try {
    return (await import(PACKAGE)) as DuckDb;
  } catch (error) {
    throw new Fault(
      'dump/parquet-reader',
      {
        ko: `Parquet를 읽으려면 DuckDB가 있어야 합니다. 설치하세요: npm install ${PACKAGE}`,
        en: `Parquet is read by DuckDB, which is not installed: npm install ${PACKAGE}`,
      },
      { file },
      { cause: error },
    );
  }
}

/**
 * Runs something with a database of its own in memory. It loads nothing from the network, and its memory is bounded.
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
