import Papa from 'papaparse';

/** How a table separates and quotes its cells. */
export interface Dialect {
  readonly delimiter: string;
  /** The number of cells of the header. */
  readonly width?: number | undefined;
  /** Whether quotes inside quotes are written `\"` instead of `""`. */
  readonly escape?: boolean | undefined;
}

/** The part of a record that its cells come from. */
interface Written {
  readonly text: string;
  /** Whether its quotes are text. */
  readonly bare?: boolean | undefined;
}

/** Splits one record into its cells. */
export function cellsOf(record: string, dialect: Dialect | string): string[] {
  const { delimiter, escape = false } = typeof dialect === 'string' ? { delimiter: dialect } : dialect;
  if (escape) return escapedCells(record, delimiter);
  // The parser sees no cell in an empty record.
  return Papa.parse<string[]>(record, { delimiter, newline: '\n', quoteChar: '"' }).data[0] ?? [''];
}

/** The cells of several records. One call of the parser costs as much as ten records, so they are parsed together. */
export function cellsOfAll(records: readonly Written[], dialect: Dialect): string[][] {
  if (dialect.escape === true || records.some(({ bare }) => bare === true)) {
    return records.map(({ text, bare }) =>
      bare === true ? bareCells(text, dialect.delimiter) : cellsOf(text, dialect),
    );
  }
  const text = records.map((record) => `${record.text}\n`).join('');
  const { data } = Papa.parse<string[]>(text, {
    delimiter: dialect.delimiter,
    newline: '\n',
    quoteChar: '"',
  });
  // The empty line after the last feed.
  data.pop();
  if (data.length === records.length) return data;
  return records.map((record) => cellsOf(record.text, dialect));
}

/** Cells of a record whose quotes are text, except around a whole cell. */
function bareCells(record: string, delimiter: string): string[] {
  return record
    .split(delimiter)
    .map((cell) => (/^"(?:[^"]|"")*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

/** Cells of a record whose quotes inside quotes are written with a backslash. */
function escapedCells(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] !== '"') {
      const end = record.indexOf(delimiter, at);
      cells.push(unescaped(record.slice(at, end === -1 ? record.length : end)));
      if (end === -1) return cells;
      at = end + 1;
      continue;
    }
    const close = closingQuote(record, at + 1);
    const end = record.indexOf(delimiter, close);
    const behind = record.slice(close + 1, end === -1 ? record.length : end);
    cells.push(unescaped(record.slice(at + 1, close)).replaceAll('""', '"') + behind.trim());
    if (end === -1) return cells;
    at = end + 1;
  }
}

function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text;
}

/** The offset of the quote that closes a cell, the text's length without one. */
function closingQuote(text: string, from: number): number {
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    const isEscaped = backslashesBefore(text, quote) % 2 === 1;
    const isDoubled = !isEscaped && text[quote + 1] === '"';
    if (!isEscaped && !isDoubled) return quote;
    at = quote + (isDoubled ? 2 : 1);
  }
}

/** The number of backslashes in front of an offset. */
export function backslashesBefore(text: string, at: number): number {
  let count = 0;
  while (text[at - 1 - count] === '\\') count++;
  return count;
}
