import Papa from 'papaparse';
import type { LineBlock } from '../line-block.js';
import {
  type Columns,
  noUsableColumns,
  OF_COMMENTS,
  placesOf,
  plainName,
  RATHER_ARTICLE,
  RATHER_COMMENT,
  type Role,
  ROLES,
  SYNONYMS,
  TITLES_OF_ARTICLES,
} from './columns.js';

/** What the rows of a table are, and in which columns their parts stand. */
export interface TablePlan {
  /**
   * `comments`: one comment a row, with its article's id or with the article itself (again in each row);
   * `articles`: one article a row; `typed`: each row says in its `type` what it is.
   */
  readonly kind: 'comments' | 'articles' | 'typed';
  readonly at: ReadonlyMap<Role, number>;
  readonly width: number;
}

/**
 * Finds out by the header what a table is. What the user says of columns goes before what their names say.
 *
 * @param among of `articles`, a table with comments too is read for its articles
 * @throws Fault `dump/columns`, Faults `dump/unknown-column`
 */
export function planOf(
  header: readonly string[],
  columns: Columns,
  { file, among }: Pick<LineBlock, 'file' | 'among'>,
): TablePlan {
  const at = placesOf(columns, header, file);
  const names = header.map((name, index) => ([...at.values()].includes(index) ? '' : plainName(name)));
  for (const role of ROLES) {
    if (at.has(role)) continue;
    const place = firstOf(SYNONYMS[role], names);
    if (place !== undefined) at.set(role, place);
  }
  const width = header.length;
  // Only a table with the parts of both can hold articles and comments; elsewhere `type` means something of its own.
  const typed = (['type', 'id', 'article', 'title'] as const).every((role) => at.has(role));
  settle(at, names, among, typed);
  if (typed && at.has('text')) return { kind: 'typed', at, width };
  if (at.has('text') && among === 'dump') {
    if ((['article', 'url', 'title', 'body'] as const).some((role) => at.has(role)))
      return { kind: 'comments', at, width };
  } else if (at.has('title')) {
    return { kind: 'articles', at, width };
  }
  throw noUsableColumns(header, file);
}

/** Gives `content`, `contents`, `text`, `내용` the part that the others leave. */
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

/** Whether a table without a plain column of comments is one of comments all the same, by what else it has. */
function ofComments(at: ReadonlyMap<Role, number>, names: readonly string[]): boolean {
  if (names.some((name) => OF_COMMENTS.has(name))) return true;
  const title = at.get('title');
  if (title !== undefined && TITLES_OF_ARTICLES.has(names[title] ?? '')) return true;
  return at.has('article') && at.has('id');
}

/** Whether a name is one that a table's header has; two of them make a line a header. */
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
