import { open } from 'node:fs/promises';
import { Fault } from '../fault.js';
import { DUMP_FAULTS } from '../wording/dumps.js';
import { LINE_BYTES } from './limits.js';
import { type BlockSource, BlockBuilder, type LineBlock } from './line-block.js';
import { type Columns, COLUMNS, tooManyColumns } from './table/columns.js';
import { atLine } from './faults.js';
import { LINE_TOO_LONG } from './reject.js';
import { STANDARD } from './input.js';
import type { OnReading } from './reading.js';
import { planOf } from './table/header.js';
import { TableRows } from './table/table-rows.js';
import { type DuckDbConnection, withDuckDb } from './duckdb.js';
import { KEPT_OF_TOO_LONG } from './lines.js';

/** The first and last bytes of every Parquet file, https://parquet.apache.org/docs/file-format/. */
const MAGIC = 'PAR1';

/** Whether an input begins with the magic number of Parquet. */
export function looksLikeParquet(head: Buffer): boolean {
  return head.subarray(0, MAGIC.length).toString('latin1') === MAGIC;
}

/**
 * Reads a Parquet file as blocks of JSON Lines, with columns like those of a table (`table/`) and rows numbered from 1. Parquet
 * is read from its end, so the input must be an uncompressed local file.
 *
 * @throws Fault `dump/parquet-file`, `dump/parquet-reader` without DuckDB, `dump/broken-parquet` behind the rows before the
 * break; Faults for wrong columns
 */
export async function* parquetBlocks(
  path: string,
  about: BlockSource & { readonly lenient?: boolean | undefined },
  columns: Columns,
  onReading?: OnReading,
): AsyncGenerator<LineBlock> {
  if (path === STANDARD || !(await isParquet(path))) throw noFile(about.file);
  yield* withDuckDb(about.file, async function* (connection) {
    const builder = new BlockBuilder(about.file, about.among);
    let line = 1;
    try {
      for await (const [cells, rows] of recordsOf(connection, path, about, columns, onReading)) {
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

/** Yields each row's cells at the indexes of their columns; reads only the columns in use. */
async function* recordsOf(
  connection: DuckDbConnection,
  path: string,
  about: BlockSource & { readonly lenient?: boolean | undefined },
  columns: Columns,
  onReading: OnReading | undefined,
): AsyncGenerator<readonly [string[], TableRows]> {
  const from = 'FROM read_parquet($1, binary_as_string = true)';
  const values = [escaped(path)];
  const header = (await connection.stream(`SELECT * ${from} LIMIT 0`, values)).columnNames();
  if (header.length > COLUMNS) throw tooManyColumns(header.length, about.file);
  const plan = planOf(header, columns, about);
  onReading?.({
    file: about.file,
    format: 'parquet',
    columns: plan.columns,
    rows: plan.kind,
    notes: plan.notes,
  });
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
    const { buffer } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return looksLikeParquet(buffer);
  } finally {
    await handle.close();
  }
}

/** Escapes a path, so that DuckDB sees no pattern in it. */
function escaped(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

function quoted(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

function noFile(file: string): Fault {
  return new Fault('dump/parquet-file', DUMP_FAULTS.parquetFile, { file });
}

function broken(file: string, line: number, cause: Error): Fault {
  return new Fault('dump/broken-parquet', DUMP_FAULTS.brokenParquet, { file, line }, { cause });
}

/** DuckDB throws plain errors, this code subclasses. */
function isOfDuckDb(error: unknown): error is Error {
  return error instanceof Error && error.constructor === Error;
}
