import Papa from 'papaparse';
import type { Columns } from '../columns.js';
import { isColumnName } from './plan.js';
import { plainName } from './roles.js';

/** What cells may be parted by. */
const DELIMITERS = [',', '\t', ';', '|'] as const;

/** Lines that a table without known columns must have, all with the same number of cells. */
const ALIKE = 4;

/** The cells of one record. */
export function cellsOf(record: string, delimiter: string): string[] {
  return Papa.parse<string[]>(record, { delimiter, newline: '\n', quoteChar: '"' }).data[0] ?? [];
}

/**
 * What parts the cells if a text is a table: its first line then has two columns whose names are known (or one that the user
 * named), and what parts them stands in the next lines too, as it does not under the menu of a copied page. undefined when it
 * is no table.
 *
 * @param lines its first lines, without empty ones
 */
export function tableDelimiter(
  [first = '', ...rest]: readonly string[],
  columns: Columns,
): string | undefined {
  const named = new Set(Object.values(columns).map(plainName));
  const found = DELIMITERS.map((delimiter) => {
    const cells = cellsOf(first, delimiter);
    const known = cells.filter((cell) => isColumnName(cell) || named.has(plainName(cell))).length;
    return { delimiter, cells: cells.length, known };
  }).filter(
    ({ delimiter, cells, known }) =>
      cells > 1 &&
      known >= (named.size > 0 ? 1 : 2) &&
      (rest.length === 0 || rest.slice(0, 20).some((line) => line.includes(delimiter))),
  );
  found.sort((a, b) => b.known - a.known || b.cells - a.cells);
  return found[0]?.delimiter;
}

/**
 * What parts the cells if a text looks like a table of which no column is known: several lines with the same number of
 * cells, three or more. Such a text is told of rather than taken for a page.
 */
export function unknownTableDelimiter(lines: readonly string[]): string | undefined {
  const some = lines.slice(0, 10);
  if (some.length < ALIKE) return undefined;
  return DELIMITERS.find((delimiter) => {
    const widths = new Set(some.map((line) => cellsOf(line, delimiter).length));
    return widths.size === 1 && [...widths][0]! >= 3;
  });
}
