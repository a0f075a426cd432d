import { isObject, type JsonObject } from './fields.js';

/** Columns of a table that is written as JSON in another way than as a list of objects. */
type Columns = ReadonlyMap<string, readonly unknown[]>;

/**
 * Turns a table that is written by columns into records: `{"title":{"0":…,"1":…},…}` and `{"columns":[…],"data":[[…]]}` (pandas'
 * `to_json` with `orient` `columns` and `split`), lists of the same length under the names of columns, rows of cells whose first
 * is a header (Google Sheets' API), and lists of comments under the ids of their articles.
 *
 * @param isHeader whether names are those of columns
 * @returns undefined for anything else
 */
export function recordsOf(
  value: unknown,
  isHeader: (names: readonly string[]) => boolean,
): JsonObject[] | undefined {
  if (!isObject(value)) return undefined;
  const { columns, data, values } = value;
  if (isNames(columns) && isRows(data)) return fromRows(columns, data);
  if (isRows(values)) return fromHeader(values, isHeader);
  const listed = commentsById(value);
  if (listed !== undefined) return listed;
  const names = Object.keys(value);
  if (names.length < 2 || !isHeader(names)) return undefined;
  const byColumn = columnsOf(value);
  return byColumn === undefined ? undefined : fromColumns(byColumn);
}

/** Rows of cells whose first row is a header, as records; undefined for others (pandas' `orient` `values`). */
export function fromHeader(
  rows: readonly (readonly unknown[])[],
  isHeader: (names: readonly string[]) => boolean,
): JsonObject[] | undefined {
  const [header, ...rest] = rows;
  return header !== undefined && isNames(header) && isHeader(header) ? fromRows(header, rest) : undefined;
}

/** Whether values are rows of cells. */
export function isRows(values: unknown): values is readonly (readonly unknown[])[] {
  const isRow = (row: unknown): boolean =>
    Array.isArray(row) && row.every((cell) => typeof cell !== 'object' || cell === null);
  return Array.isArray(values) && values.length > 0 && values.every(isRow);
}

function isNames(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.length > 0 && values.every((one) => typeof one === 'string');
}

function fromRows(names: readonly string[], rows: readonly (readonly unknown[])[]): JsonObject[] {
  return rows.map((row) => recordOf(names.map((name, place) => [name, row[place] ?? null])));
}

/** Lists of comments under the ids or addresses of their articles, as records that name them. */
function commentsById(value: JsonObject): JsonObject[] | undefined {
  const entries = Object.entries(value);
  const isId = (key: string): boolean => /^https?:|\d/u.test(key);
  const isList = (list: unknown): list is unknown[] =>
    Array.isArray(list) && list.every((one) => typeof one === 'string' || isObject(one));
  if (entries.length === 0 || !entries.every(([key, list]) => isId(key) && isList(list))) return undefined;
  return entries.flatMap(([key, list]) =>
    (list as unknown[]).map((one) =>
      recordOf([...(isObject(one) ? Object.entries(one) : [['comment', one] as const]), ['articleId', key]]),
    ),
  );
}

function columnsOf(value: JsonObject): Columns | undefined {
  const columns = new Map<string, readonly unknown[]>();
  let keys: string | undefined;
  for (const [name, column] of Object.entries(value)) {
    if (typeof column !== 'object' || column === null) return undefined;
    const cells = Object.values(column);
    if (cells.some((cell) => typeof cell === 'object' && cell !== null)) return undefined;
    const shape = Object.keys(column).join('\n');
    if (shape !== (keys ??= shape)) return undefined;
    columns.set(name, cells);
  }
  return columns;
}

function fromColumns(columns: Columns): JsonObject[] {
  const [first] = columns.values();
  return (first ?? []).map((_, row) => recordOf([...columns].map(([name, cells]) => [name, cells[row]])));
}

/** A record without prototype: names such as `__proto__` are keys like others. */
function recordOf(entries: readonly (readonly [string, unknown])[]): JsonObject {
  const record = Object.create(null) as Record<string, unknown>;
  for (const [name, cell] of entries) record[name] = cell;
  return record;
}
