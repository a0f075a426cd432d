import type { Columns } from './columns.js';
import { cellsOf, type Dialect } from './cells.js';
import { countKnown, HEADER_ROWS, headerRowOf, leastKnown } from './header-row.js';
import { RecordCutter } from './records.js';

/** The delimiters that are recognised by themselves; a line `sep=…` may name any other. */
const DELIMITERS = [',', '\t', ';', '|'] as const;

/** The fewest lines of a table without known columns, all with the same number of cells. */
const LEAST_LINES = 4;

/** Excel's first line, which tells the delimiter; programs that save it again append delimiters or quotes. */
const SEP_LINE = /^\uFEFF?"?sep=(.)"?\1*[,;\t|]*$/i;

/** Whether a record is Excel's line about the delimiter. */
export function isSepLine(text: string): boolean {
  return SEP_LINE.test(text);
}

/**
 * Finds how a text is written as a table.
 *
 * One of its first lines has two known column names (or one that the user named), and the next lines contain the delimiter too, as
 * they do not below the menu of a copied page. A text without known columns counts as a table when all its first lines have the
 * same number of cells, three or more: better a fault that lists the columns than a page made of table rows.
 *
 * @param head the beginning of a text
 * @param columns the columns that the user named
 * @param isJson whether the lines hold JSON: then only known columns in the first line make a table
 * @returns undefined when the text is not a table
 */
export function dialectOf(head: string, columns: Columns, isJson: boolean): Dialect | undefined {
  const lines = linesOf(head);
  const declared = SEP_LINE.exec(lines[0] ?? '')?.[1];
  if (declared !== undefined) lines.shift();
  const first = lines[0] ?? '';
  if (first.startsWith('{')) return undefined;
  const isText = isJson || /^\s*</.test(first);
  const delimiters = declared === undefined ? DELIMITERS : [declared];
  const found = knownHeader(lines, columns, delimiters, isText ? 1 : HEADER_ROWS);
  if (found !== undefined) return withQuotes(found, lines);
  const other = declared ?? (isText || first.startsWith('[') ? undefined : unknownDelimiter(lines));
  return other === undefined ? undefined : { delimiter: other, width: cellsOf(first, other).length };
}

/** The header of a table by its beginning. */
export function headerIn(head: string, dialect: Dialect, columns: Columns): readonly string[] {
  const lines = linesOf(head).filter((line) => !isSepLine(line));
  const rows = lines.slice(0, HEADER_ROWS).map((line) => cellsOf(line, dialect));
  return headerRowOf(rows, columns)?.cells ?? [];
}

function linesOf(head: string): string[] {
  return head
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/, MOST_LINES)
    .filter((line) => /\S/.test(line));
}

/** Lines that are looked at. */
const MOST_LINES = 200;

function knownHeader(
  lines: readonly string[],
  columns: Columns,
  delimiters: readonly string[],
  most: number,
): Dialect | undefined {
  const least = leastKnown(columns);
  const found = delimiters.flatMap((delimiter) =>
    lines.slice(0, most).flatMap((line, index) => {
      const cells = cellsOf(line, delimiter);
      const known = countKnown(cells, columns);
      if (cells.length < 2 || known < least || !continues(lines, index, delimiter, cells.length)) return [];
      return [{ delimiter, width: cells.length, known, index }];
    }),
  );
  found.sort((a, b) => b.known - a.known || b.width - a.width || a.index - b.index);
  return found[0];
}

/** Whether the lines below a header look like its rows. */
function continues(lines: readonly string[], index: number, delimiter: string, width: number): boolean {
  const rest = lines.slice(index + 1, index + 21);
  if (index === 0) return rest.length === 0 || rest.some((line) => line.includes(delimiter));
  // Below other lines, a header is one only above rows of its width.
  return rest.slice(0, 10).some((line) => {
    const cells = line.split(delimiter).length;
    return cells === width || cells === width + 1;
  });
}

function unknownDelimiter(lines: readonly string[]): string | undefined {
  const some = lines.slice(0, 10);
  if (some.length < LEAST_LINES) return undefined;
  return DELIMITERS.find((delimiter) => {
    const widths = new Set(some.map((line) => cellsOf(line, delimiter).length));
    return widths.size === 1 && [...widths][0]! >= 3;
  });
}

/** Finds out whether quotes inside quotes are written with a backslash: then more records have the header's width. */
function withQuotes({ delimiter, width }: Dialect, lines: readonly string[]): Dialect {
  const plain = { delimiter, width };
  if (!lines.some((line) => line.includes('\\"'))) return plain;
  const escaped = { ...plain, escape: true };
  return wholeRecords(lines, escaped) > wholeRecords(lines, plain) ? escaped : plain;
}

function wholeRecords(lines: readonly string[], dialect: Dialect): number {
  const cutter = new RecordCutter(dialect);
  const records = cutter.add(lines.map((text, index) => ({ number: index + 1, text, bytes: text.length })));
  return records.filter(
    ({ text, fault }) => fault === undefined && cellsOf(text, dialect).length === dialect.width,
  ).length;
}
