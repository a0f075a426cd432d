import type { Columns } from './columns.js';
import { isColumnName } from './header.js';
import { type Side, sidesOf } from './names.js';
import { plainName } from './synonyms.js';

/** Rows in which a header is looked for: titles, dates and notes stand above it. */
export const HEADER_ROWS = 20;

/** The known column names in a row that make it a header: two, or one where the user named columns. */
export function leastKnown(columns: Columns): number {
  return Object.keys(columns).length > 0 ? 1 : 2;
}

/** The number of known column names in a row. */
export function countKnown(cells: readonly string[], columns: Columns): number {
  const named = Object.values(columns).map(plainName);
  return cells.filter((cell) => isColumnName(cell) || (cell.trim() !== '' && named.includes(plainName(cell))))
    .length;
}

/** A table's header. */
export interface HeaderRow {
  /** Its index among the rows. */
  readonly index: number;
  readonly cells: readonly string[];
  /** The side of each column by a row of groups above it. */
  readonly sides?: readonly (Side | undefined)[] | undefined;
  /** The number of rows that the header takes, from `index` on: a second one may translate it. */
  readonly rows: number;
}

/**
 * Finds a table's header among its first rows: the row with the most known names. Without any, the first row counts as one, so that a
 * fault can name its cells.
 *
 * @param rows the cells of the first rows, blank ones included
 */
export function headerRowOf(rows: readonly (readonly string[])[], columns: Columns): HeaderRow | undefined {
  const first = rows.slice(0, HEADER_ROWS);
  const known = first.map((cells) => countKnown(cells, columns));
  const most = Math.max(0, ...known);
  const found = most === 0 ? widest(first) : known.indexOf(most);
  if (found === -1) return undefined;
  const cells = first[found]!;
  const below = first[found + 1];
  const isTranslated =
    below !== undefined &&
    known[found + 1]! >= 2 &&
    below.every((cell) => cell.trim() === '' || isColumnName(cell));
  const above = first[found - 1];
  return {
    index: found,
    cells,
    sides: above === undefined ? undefined : sidesOf(above, cells.length),
    rows: isTranslated ? 2 : 1,
  };
}

/** The first row of those with the most filled cells, -1 where all are blank. */
function widest(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length);
  const most = Math.max(0, ...filled);
  return most === 0 ? -1 : filled.indexOf(most);
}
