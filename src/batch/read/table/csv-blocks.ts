import Papa from 'papaparse';
import { LINE_BYTES } from '../../limits.js';
import { BlockBuilder } from '../block-builder.js';
import { type Columns, COLUMNS, tooManyColumns } from '../columns.js';
import { byteOrder, type Encoding, lineDecoder, looseDecoder } from '../encoding.js';
import { atLine, LINE_TOO_LONG, WRONG_CELLS, WRONG_ENCODING } from '../faults.js';
import type { LineBlock } from '../line-block.js';
import { type RawLine, splitLines } from '../lines.js';
import { cellsOf } from './delimiter.js';
import { planOf, type TablePlan } from './plan.js';
import { RecordCutter, type TableLine, type TableRecord } from './records.js';
import { TableRows } from './table-rows.js';

/** How a table is to be read. */
export interface CsvOptions {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly columns: Columns;
}

/** A table (CSV, TSV and the like) as blocks of JSON Lines; memory grows only by the ids of its articles. */
export async function* csvBlocks(
  source: AsyncIterable<Buffer>,
  about: Pick<LineBlock, 'file' | 'among'>,
  { encoding, delimiter, columns }: CsvOptions,
): AsyncGenerator<LineBlock> {
  const builder = new BlockBuilder(about.file, about.among);
  const cutter = new RecordCutter(delimiter);
  const decode = tableDecoder(encoding);
  const table = new Table(builder, delimiter, (header) => planOf(header, columns, about), about.file);
  let line = 1;
  try {
    for await (const lines of splitLines(source, LINE_BYTES, byteOrder(encoding))) {
      yield* table.take(lines.flatMap((raw) => cutter.add(decode(raw))));
      line = lines.at(-1)!.number + 1;
    }
  } catch (error) {
    // What broke is the archive: whole records before the break are given.
    const rest = builder.end();
    if (rest !== undefined) yield rest;
    throw atLine(error, line);
  }
  yield* table.take(cutter.end());
  yield* table.end();
}

/** Decodes lines; one that is not of the encoding is decoded as far as it goes, and marked. */
function tableDecoder(encoding: Encoding): (line: RawLine) => TableLine {
  const strict = lineDecoder(encoding);
  const loose = looseDecoder(encoding);
  return ({ number, bytes, tooLong }) => {
    const place = { number, bytes: bytes.length };
    if (tooLong) return { ...place, text: loose(bytes), fault: LINE_TOO_LONG };
    const text = strict(bytes);
    return text === undefined ? { ...place, text: loose(bytes), fault: WRONG_ENCODING } : { ...place, text };
  };
}

/** Records to blocks: the first is the header. */
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

  *take(records: readonly TableRecord[]): Generator<LineBlock> {
    const filled = records.filter(({ text, fault }) => fault !== undefined || text.trim() !== '');
    const rest = this.#read === undefined ? this.#takeHeader(filled) : filled;
    for (const [record, cells] of withCells(rest, this.#delimiter)) {
      for (const block of this.#add(record, cells)) yield block;
    }
  }

  *end(): Generator<LineBlock> {
    if (this.#read === undefined) this.#planOf([]);
    const rest = this.#builder.end();
    if (rest !== undefined) yield rest;
  }

  #takeHeader([first, ...rest]: readonly TableRecord[]): readonly TableRecord[] {
    if (first === undefined) return [];
    const header = cellsOf(first.text.replace(/^\uFEFF/, ''), this.#delimiter);
    if (header.length > COLUMNS) throw tooManyColumns(header.length, this.#file);
    const plan = this.#planOf(header);
    this.#read = { plan, rows: new TableRows(plan) };
    return rest;
  }

  #add({ line, text, fault }: TableRecord, cells: readonly string[]): LineBlock[] {
    const { plan, rows } = this.#read!;
    const wrong = fault ?? (cells.length === plan.width ? undefined : WRONG_CELLS(cells.length, plan.width));
    const blocks =
      wrong === undefined
        ? rows.rowsOf(cells).map((row) => this.#builder.add(row, line))
        : [this.#builder.reject({ line, ...wrong, row: text })];
    return blocks.filter((block) => block !== undefined);
  }
}

/** Records parsed at once: a call of the parser costs as much as ten records. */
const AT_ONCE = 200;

/** Records with their cells; those with a fault have none. */
function* withCells(
  records: readonly TableRecord[],
  delimiter: string,
): Generator<readonly [TableRecord, readonly string[]]> {
  for (let at = 0; at < records.length; at += AT_ONCE) {
    const some = records.slice(at, at + AT_ONCE);
    const whole = some.filter(({ fault }) => fault === undefined);
    const parsed = cellsOfAll(whole, delimiter)[Symbol.iterator]();
    for (const record of some) yield [record, record.fault === undefined ? parsed.next().value! : []];
  }
}

function cellsOfAll(records: readonly TableRecord[], delimiter: string): string[][] {
  const text = records.map((record) => `${record.text}\n`).join('');
  const { data } = Papa.parse<string[]>(text, { delimiter, newline: '\n', quoteChar: '"' });
  // The empty line after the last feed.
  data.pop();
  if (data.length === records.length) return data;
  return records.map((record) => cellsOf(record.text, delimiter));
}
