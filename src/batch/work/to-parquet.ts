import { createReadStream } from 'node:fs';
import { Fault } from '../../fault.js';
import { withDuckDb } from '../../dumps/duckdb.js';

/** The columns of a result: as DuckDB reads them from JSON Lines, so that nothing is guessed from the first rows. */
const COLUMNS = `{commentId: 'VARCHAR', articleId: 'VARCHAR', verdict: 'VARCHAR', score: 'DOUBLE', flag: 'BOOLEAN',
  review: 'BOOLEAN', reasons: 'JSON', home: 'STRUCT(articleId VARCHAR, score DOUBLE)',
  homes: 'STRUCT(articleId VARCHAR, score DOUBLE)[]', campaign: 'VARCHAR'}`;

/** Bytes of one result at most: DuckDB takes no longer line. */
const LINE_BYTES = 64 * 1024 * 1024;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Turns results in JSON Lines into Parquet (zstd), in the same order.
 *
 * @param shown the name by which faults call the file
 */
export async function toParquet(from: string, to: string, shown: string): Promise<void> {
  const lines = `read_json(${quoted(from)}, format = 'newline_delimited', columns = ${COLUMNS}, maximum_object_size = ${LINE_BYTES})`;
  const asked = withDuckDb(shown, async function* (connection) {
    for (const sql of [
      `COPY (SELECT * FROM ${lines}) TO ${quoted(to)} (FORMAT parquet, COMPRESSION zstd)`,
      `SELECT count(*) FROM read_parquet(${quoted(to)})`,
    ])
      for await (const rows of (await connection.stream(sql, [])).yieldRows()) yield rows;
  });
  let written: unknown;
  for await (const rows of asked) written = rows.at(-1)?.[0] ?? written;
  // Readers have dropped rows in silence before: what was written is counted.
  if (Number(written) !== (await linesOf(from))) throw LOST(shown);
}

async function linesOf(file: string): Promise<number> {
  let count = 0;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>)
    for (let at = piece.indexOf(0x0a); at !== -1; at = piece.indexOf(0x0a, at + 1)) count++;
  return count;
}

const LOST = (file: string): Fault =>
  new Fault(
    'work/parquet-rows',
    {
      ko: 'Parquet로 옮기며 줄 수가 달라졌습니다. --format jsonl로 쓰세요',
      en: 'rows were lost on the way to Parquet. Use --format jsonl',
    },
    { file },
  );
