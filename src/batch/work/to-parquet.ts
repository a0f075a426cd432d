import { Fault } from '../../fault.js';
import { withDuckDb } from '../read/parquet/duckdb.js';

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
      `SELECT (SELECT count(*) FROM read_parquet(${quoted(to)})), (SELECT count(*) FROM read_csv(${quoted(from)}, columns = {line: 'VARCHAR'}, delim = '\0', quote = '', escape = '', header = false, max_line_size = ${LINE_BYTES}, auto_detect = false))`,
    ])
      for await (const rows of (await connection.stream(sql, [])).yieldRows()) yield rows;
  });
  let counts: unknown[] = [];
  for await (const rows of asked) counts = rows.at(-1) ?? counts;
  // Readers have dropped rows in silence before: what was written is counted.
  if (String(counts[0]) !== String(counts[1])) throw LOST(shown);
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
