import Papa from 'papaparse';
import { LINE_BYTES } from '../limits.js';
import { BlockBuilder, type LineBlock } from '../line-block.js';
import { type Columns, COLUMNS, tooManyColumns } from './columns.js';
import { byteOrder, type Encoding, lineDecoder, looseDecoder } from '../encoding.js';
import { atLine } from '../faults.js';
import { LINE_TOO_LONG, wrongCells, WRONG_ENCODING } from '../reject.js';
import { type RawLine, splitLines } from '../lines.js';
import { cellsOf, planOf, type TablePlan } from './header.js';
import { RecordCutter, type TableLine, type TableRecord } from './records.js';
import { TableRows } from './table-rows.js';

/** How to read a table. */
export interface CsvOptions {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly columns: Columns;
}

/**
 * Reads a table (CSV, TSV and the like) as blocks of JSON Lines. Memory grows only with the ids of its articles.
 *
 * @throws Fault `dump/columns`, `dump/too-many-columns`, or a fault of the source with the line where it broke, behind all whole
 * records; Faults `dump/unknown-column`
 */
export async function* csvBlocks(
  source: AsyncIterable<Buffer>,
  about: Pick<LineBlock, 'file' | 'among' | 'article'>,
  { encoding, delimiter, columns }: CsvOptions,
): AsyncGenerator<LineBlock> {
  const builder = new BlockBuilder(about.file, about.among);
  const cutter = new RecordCutter(delimiter);
  const decode = tableDecoder(encoding);
  const table = new Table(builder, delimiter, (header) => planOf(header, columns, about), about.file);
  let line = 1;
  try {
    for await (const lines of splitLines(source, LINE_BYTES, byteOrder(encoding))) {
      yield* table.take(cutter.add(lines.map(decode)));
      line = lines.at(-1)!.number + 1;
    }
  } catch (error) {
    // The archive broke; the whole records before the break are still yielded.
    const rest = builder.end();
    if (rest !== undefined) yield rest;
    throw atLine(error, line);
  }
  yield* table.take(cutter.end());
  yield* table.end();
}

/** Decodes lines. One with invalid bytes is decoded loosely and gets a fault. */
function tableDecoder(encoding: Encoding): (line: RawLine) => TableLine {
  const strict = lineDecoder(encoding);
  const loose = looseDecoder(encoding);
  return ({ number, bytes, tooLong }) => {
    const text = tooLong ? undefined : strict(bytes);
    const fault = tooLong ? LINE_TOO_LONG : text === undefined ? WRONG_ENCODING : undefined;
    return { number, bytes: bytes.length, text: text ?? loose(bytes), fault };
  };
}

/** Turns records into blocks; the first record is the header. */
class Table {
  readonly #builder: BlockBuilder;
  readonly #delimiter: string;
  readonly #planOf: (header: string[]) => TablePlan;
  readonly #file: string;
  #read: { readonly plan: TablePlan; readonly rows: TableRows } | undefined;

  constructor(
    builder: BlockBuilder,
    delimiter: string,
    planFor: (header: string[]) => TablePlan,
    file: string,
  ) {
    this.#builder = builder;
    this.#delimiter = delimiter;
    this.#planOf = planFor;
    this.#file = file;
  }

  /** Adds records and returns the blocks that they fill. */
  take(records: readonly TableRecord[]): LineBlock[] {
    const filled = records.filter(({ text, fault }) => fault !== undefined || /\S/.test(text));
    const rest = this.#read === undefined ? this.#takeHeader(filled) : filled;
    const blocks: LineBlock[] = [];
    for (let at = 0; at < rest.length; at += AT_ONCE) this.#add(rest.slice(at, at + AT_ONCE), blocks);
    return blocks;
  }

  /** Returns the last block. @throws Fault `dump/columns` without a header */
  end(): LineBlock[] {
    if (this.#read === undefined) this.#planOf([]);
    const rest = this.#builder.end();
    return rest === undefined ? [] : [rest];
  }

  #takeHeader([first, ...rest]: readonly TableRecord[]): readonly TableRecord[] {
    if (first === undefined) return [];
    const header = cellsOf(first.text.replace(/^\uFEFF/, ''), this.#delimiter);
    if (header.length > COLUMNS) throw tooManyColumns(header.length, this.#file);
    const plan = this.#planOf(header);
    this.#read = { plan, rows: new TableRows(plan) };
    return rest;
  }

  #add(records: readonly TableRecord[], blocks: LineBlock[]): void {
    const { plan, rows } = this.#read!;
    const whole = records.filter(({ fault }) => fault === undefined);
    const parsed = cellsOfAll(whole, this.#delimiter);
    let next = 0;
    for (const { line, text, fault } of records) {
      const cells = fault === undefined ? parsed[next++]! : [];
      const wrong = fault ?? (cells.length === plan.width ? undefined : wrongCells(cells.length, plan.width));
      if (wrong !== undefined) {
        keep(this.#builder.reject({ line, ...wrong, row: text }), blocks);
        continue;
      }
      for (const row of rows.rowsOf(cells)) keep(this.#builder.add(row, line), blocks);
    }
  }
}

function keep(block: LineBlock | undefined, blocks: LineBlock[]): void {
  if (block !== undefined) blocks.push(block);
}

/** Records parsed at once: one call of the parser costs as much as ten records. */
const AT_ONCE = 200;

/** The cells of records without faults. */
function cellsOfAll(records: readonly TableRecord[], delimiter: string): string[][] {
  const text = records.map((record) => `${record.text}\n`).join('');
  const { data } = Papa.parse<string[]>(text, { delimiter, newline: '\n', quoteChar: '"' });
  // The empty line after the last feed.
  data.pop();
  if (data.length === records.length) return data;
  return records.map((record) => cellsOf(record.text, delimiter));
}
