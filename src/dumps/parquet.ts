import { open } from 'node:fs/promises';
import { Fault } from '../fault.js';
import { LINE_BYTES } from './limits.js';
import { BlockBuilder, type LineBlock } from './line-block.js';
import { type Columns, COLUMNS, tooManyColumns } from './table/columns.js';
import { atLine, LINE_TOO_LONG } from './faults.js';
import { STANDARD } from './input.js';
import { planOf } from './table/header.js';
import { TableRows } from './table/table-rows.js';
import { type DuckDbConnection, withDuckDb } from './duckdb.js';
import { KEPT_OF_TOO_LONG } from './lines.js';

/** How every Parquet file begins and ends. */
export const PARQUET_MAGIC = 'PAR1';

/**
 * A Parquet file as blocks of JSON Lines, its columns like those of a table (`table/`); its rows are numbered from 1. It is
 * read from its end on, so that it must be a file of its own: neither standard input nor packed once more.
 */
export async function* parquetBlocks(
  path: string,
  about: Pick<LineBlock, 'file' | 'among'>,
  columns: Columns,
): AsyncGenerator<LineBlock> {
  if (path === STANDARD || !(await isParquet(path))) throw noFile(about.file);
  yield* withDuckDb(about.file, async function* (connection) {
    const builder = new BlockBuilder(about.file, about.among);
    let line = 1;
    try {
      for await (const [cells, rows] of recordsOf(connection, path, about, columns)) {
        const bytes = cells.reduce((sum, cell) => sum + Buffer.byteLength(cell), 0);
        const blocks =
          bytes > LINE_BYTES
            ? [builder.reject({ line, ...LINE_TOO_LONG, row: cells.join('\t').slice(0, KEPT_OF_TOO_LONG) })]
            : rows.rowsOf(cells).map((row) => builder.add(row, line));
        for (const block of blocks) if (block !== undefined) yield block;
        line++;
      }
    } catch (error) {
      const rest = builder.end();
      if (rest !== undefined) yield rest;
      throw isOfDuckDb(error) ? broken(about.file, line, error) : atLine(error, line);
    }
    const rest = builder.end();
    if (rest !== undefined) yield rest;
  });
}

/** Each row's cells, at the places of their columns in the file; only columns that are used are read. */
async function* recordsOf(
  connection: DuckDbConnection,
  path: string,
  about: Pick<LineBlock, 'file' | 'among'>,
  columns: Columns,
): AsyncGenerator<readonly [string[], TableRows]> {
  const from = 'FROM read_parquet($1, binary_as_string = true)';
  const values = [escaped(path)];
  const header = (await connection.stream(`SELECT * ${from} LIMIT 0`, values)).columnNames();
  if (header.length > COLUMNS) throw tooManyColumns(header.length, about.file);
  const plan = planOf(header, columns, about);
  const rows = new TableRows(plan);
  const places = [...new Set(plan.at.values())];
  const wanted = places.map((place) => `CAST(${quoted(header[place]!)} AS VARCHAR)`);
  const result = await connection.stream(`SELECT ${wanted.join(', ')} ${from}`, values);
  for await (const some of result.yieldRows()) {
    for (const row of some) {
      const cells: string[] = new Array<string>(header.length).fill('');
      for (const [index, place] of places.entries()) {
        const value = row[index];
        if (typeof value === 'string') cells[place] = value;
      }
      yield [cells, rows];
    }
  }
}

async function isParquet(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1') === PARQUET_MAGIC;
  } finally {
    await handle.close();
  }
}

/** A path in which DuckDB finds no pattern. */
function escaped(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

function quoted(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

function noFile(file: string): Fault {
  return new Fault(
    'dump/parquet-file',
    {
      ko: 'Parquet는 압축하지 않은 파일로만 읽을 수 있습니다 (표준 입력이나 gzip·zstd 속은 안 됩니다)',
      en: 'Parquet can only be read from a file that is not packed again (not from standard input, gzip or zstd)',
    },
    { file },
  );
}

function broken(file: string, line: number, cause: Error): Fault {
  return new Fault(
    'dump/broken-parquet',
    { ko: 'Parquet 파일이 깨졌거나 중간에 끊겼습니다', en: 'the Parquet file is broken or cut off' },
    { file, line },
    { cause },
  );
}

/** DuckDB throws plain errors; those of this code have classes. */
function isOfDuckDb(error: unknown): error is Error {
  return error instanceof Error && error.constructor === Error;
}
