import { byteOrder, type Encoding, lineDecoder, looseDecoder } from '../encoding.js';
import { atLine } from '../faults.js';
import { LINE_BYTES } from '../limits.js';
import type { BlockSource, LineBlock } from '../line-block.js';
import { type RawLine, splitLines } from '../lines.js';
import { LINE_TOO_LONG, WRONG_ENCODING } from '../reject.js';
import { cellsOfAll, type Dialect } from './cells.js';
import { isSepLine } from './dialect.js';
import { RecordCutter, type TableLine, type TableRecord } from './records.js';
import { Table, type TableOptions } from './table.js';

/** How to read a table written as text. */
export interface CsvOptions extends Omit<TableOptions, 'file' | 'among' | 'article' | 'format'> {
  readonly encoding: Encoding;
  readonly dialect: Dialect;
}

/**
 * Reads a table (CSV, TSV and the like) as blocks of JSON Lines. Memory grows only with the ids of its articles.
 *
 * @throws Fault `dump/columns`, `dump/too-many-columns`, or a fault of the source with the line where it broke, behind all whole
 * records; Faults `dump/unknown-column`
 */
export async function* csvBlocks(
  source: AsyncIterable<Buffer>,
  about: BlockSource,
  { encoding, dialect, ...options }: CsvOptions,
): AsyncGenerator<LineBlock> {
  const cutter = new RecordCutter(dialect);
  const decode = tableDecoder(encoding);
  const table = new Table({ ...options, ...about, format: 'table' });
  let line = 1;
  const ends = { wide: byteOrder(encoding), returns: true };
  try {
    for await (const lines of splitLines(source, LINE_BYTES, ends)) {
      yield* blocksOf(cutter.add(lines.map(decode)), table, dialect);
      line = lines.at(-1)!.number + 1;
    }
  } catch (error) {
    // The archive broke; the whole records before the break are still yielded.
    yield* table.rest();
    throw atLine(error, line);
  }
  yield* blocksOf(cutter.end(), table, dialect);
  yield* table.end();
}

/** Decodes lines. One with invalid bytes is decoded loosely and gets a fault. */
function tableDecoder(encoding: Encoding): (line: RawLine) => TableLine {
  const strict = lineDecoder(encoding);
  const loose = looseDecoder(encoding);
  return ({ number, bytes, tooLong, byReturn }) => {
    const text = tooLong ? undefined : strict(bytes);
    const fault = tooLong ? LINE_TOO_LONG : text === undefined ? WRONG_ENCODING : undefined;
    return { number, bytes: bytes.length, text: text ?? loose(bytes), byReturn, fault };
  };
}

/** Records whose cells are found at once. */
const AT_ONCE = 200;

function* blocksOf(records: readonly TableRecord[], table: Table, dialect: Dialect): Generator<LineBlock> {
  const filled = records.filter(
    ({ line, text, fault }) => fault !== undefined || (/\S/.test(text) && !(line === 1 && isSepLine(text))),
  );
  for (let at = 0; at < filled.length; at += AT_ONCE) {
    const some = filled.slice(at, at + AT_ONCE);
    const whole = cellsOfAll(
      some.filter(({ fault }) => fault === undefined),
      dialect,
    );
    let next = 0;
    const rows = some.map((record) => {
      const cells = record.fault === undefined ? whole[next++]! : [];
      if (record.line === 1 && cells[0] !== undefined) cells[0] = cells[0].replace(/^\uFEFF/, '');
      return { line: record.line, cells, text: record.text, fault: record.fault };
    });
    yield* table.take(rows);
  }
}
