import Papa from 'papaparse';
import type { LineBlock } from '../line-block.js';
import {
  type Columns,
  noUsableColumns,
  OF_COMMENTS,
  columnsOf,
  plainName,
  RATHER_ARTICLE,
  RATHER_COMMENT,
  type Role,
  ROLES,
  SYNONYMS,
  TITLES_OF_ARTICLES,
} from './columns.js';

/** The kind of a table's rows, and the columns of their fields. */
export interface TablePlan {
  /**
   * `comments`: one comment per row, with its article's id or with the article itself (repeated in each row);
   * `articles`: one article per row; `typed`: the `type` of each row tells.
   */
  readonly kind: 'comments' | 'articles' | 'typed';
  /** The column of each role, from 0. */
  readonly at: ReadonlyMap<Role, number>;
  /** The number of columns. */
  readonly width: number;
}

/**
 * Decides by the header what a table holds. Columns that the user named take precedence over known names.
 *
 * @param columns the columns that the user named
 * @param source for `among: 'articles'`, a table that also has comments is read for its articles only; where the user named the
 *   one article of all comments, no column for it is needed
 * @throws Fault `dump/columns`, Faults `dump/unknown-column`
 */
export function planOf(
  header: readonly string[],
  columns: Columns,
  { file, among, article }: Pick<LineBlock, 'file' | 'among' | 'article'>,
): TablePlan {
  const at = columnsOf(columns, header, file);
  const names = header.map((name, index) => ([...at.values()].includes(index) ? '' : plainName(name)));
  for (const role of ROLES) {
    if (at.has(role)) continue;
    const place = firstOf(SYNONYMS[role], names);
    if (place !== undefined) at.set(role, place);
  }
  const width = header.length;
  // Only a table with the columns of both can hold articles and comments; in others `type` means something else.
  const typed = (['type', 'id', 'article', 'title'] as const).every((role) => at.has(role));
  settle(at, names, among, typed);
  if (typed && at.has('text')) return { kind: 'typed', at, width };
  if (at.has('text') && among === 'dump') {
    if (article !== undefined || (['article', 'url', 'title', 'body'] as const).some((role) => at.has(role)))
      return { kind: 'comments', at, width };
  } else if (at.has('title')) {
    return { kind: 'articles', at, width };
  }
  throw noUsableColumns(header, file);
}

/** Gives `content`, `contents`, `text`, `내용` the role that the other columns leave. */
function settle(
  at: Map<Role, number>,
  names: readonly string[],
  among: LineBlock['among'],
  typed: boolean,
): void {
  const rather = { comment: firstOf(RATHER_COMMENT, names), article: firstOf(RATHER_ARTICLE, names) };
  const give = (role: Role, place: number | undefined): void => {
    if (place !== undefined && !at.has(role) && ![...at.values()].includes(place)) at.set(role, place);
  };
  const isComment = typed || ofComments(at, names);
  if (!at.has('text')) {
    const alone = !at.has('title') || at.has('body') || isComment;
    if (among === 'dump' || typed) give('text', rather.comment);
    if (among === 'dump' && alone) give('text', rather.article);
  }
  give('body', rather.article);
  give('body', rather.comment);
}

/** Whether the other columns of a table without a clear comment column show that its rows are comments. */
function ofComments(at: ReadonlyMap<Role, number>, names: readonly string[]): boolean {
  if (names.some((name) => OF_COMMENTS.has(name))) return true;
  const title = at.get('title');
  if (title !== undefined && TITLES_OF_ARTICLES.has(names[title] ?? '')) return true;
  return at.has('article') && at.has('id');
}

/** Whether a name is a known column name; two of them make a line a header. */
function isColumnName(name: string): boolean {
  return KNOWN_NAMES.has(plainName(name));
}

const KNOWN_NAMES = new Set([
  ...Object.values(SYNONYMS).flat(),
  ...RATHER_COMMENT,
  ...RATHER_ARTICLE,
  ...OF_COMMENTS,
]);

function firstOf(wanted: readonly string[], names: readonly string[]): number | undefined {
  for (const name of wanted) {
    const place = names.indexOf(name);
    if (place !== -1) return place;
  }
  return undefined;
}

/** The delimiters that are recognised. */
const DELIMITERS = [',', '\t', ';', '|'] as const;

/** The fewest lines of a table without known columns, all with the same number of cells. */
const LEAST_LINES = 4;

/** Splits one record into its cells. */
export function cellsOf(record: string, delimiter: string): string[] {
  return Papa.parse<string[]>(record, { delimiter, newline: '\n', quoteChar: '"' }).data[0] ?? [];
}

/**
 * Finds the delimiter of a table.
 *
 * Its first line has two known column names (or one that the user named), and the next lines contain the delimiter too, as they
 * do not below the menu of a copied page. A text without known columns counts as a table when all its first lines have the same
 * number of cells, three or more: better a fault that lists the columns than a page made of table rows.
 *
 * @param lines its first lines without blank ones
 * @param columns the columns that the user named
 * @param isJson whether the lines hold JSON: then only known columns make a table
 * @returns undefined when the text is not a table
 */
export function delimiterOf(lines: readonly string[], columns: Columns, isJson: boolean): string | undefined {
  const first = lines[0] ?? '';
  if (first.startsWith('{')) return undefined;
  const known = knownDelimiter(lines, columns);
  if (known !== undefined || isJson || /^\s*[<[]/.test(first)) return known;
  return unknownDelimiter(lines);
}

function knownDelimiter([first = '', ...rest]: readonly string[], columns: Columns): string | undefined {
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

function unknownDelimiter(lines: readonly string[]): string | undefined {
  const some = lines.slice(0, 10);
  if (some.length < LEAST_LINES) return undefined;
  return DELIMITERS.find((delimiter) => {
    const widths = new Set(some.map((line) => cellsOf(line, delimiter).length));
    return widths.size === 1 && [...widths][0]! >= 3;
  });
}
