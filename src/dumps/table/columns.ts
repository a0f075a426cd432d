import Papa from 'papaparse';
import { Fault, Faults } from '../../fault.js';
import { COLUMN_FAULTS } from '../../wording/dumps.js';
import { plainName, type Role, ROLES } from './synonyms.js';

/** The roles that a user may name; the others are recognised by their column names only. */
const NAMED_ROLES = ROLES.filter((role) => role !== 'press' && role !== 'type');

/** The columns that the user named (`--columns`), by role. */
export type Columns = Readonly<Partial<Record<Role, string>>>;

/**
 * Parses `--columns`: `role=column`, separated by commas; a pair whose column contains a comma is quoted as a whole.
 *
 * @throws Faults `usage/columns` that list the roles
 * @example parseColumns('text=댓글,article=url') // { text: '댓글', article: 'url' }
 */
export function parseColumns(spec: string): Columns {
  const parts = Papa.parse<string[]>(spec, { delimiter: ',', newline: '\n' }).data[0] ?? [];
  const columns = new Map<Role, string>();
  const faults: Fault[] = [];
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    const role = NAMED_ROLES.find((one) => one === name);
    const column = part.slice(at + 1).trim();
    if (at === -1 || column === '') faults.push(wrongPart(part));
    else if (role === undefined) faults.push(unknownRole(name));
    else if (columns.has(role)) faults.push(roleTwice(role));
    else columns.set(role, column);
  }
  if (faults.length > 0) throw new Faults(faults);
  return Object.fromEntries(columns);
}

const EXAMPLE = '--columns text=댓글,article=기사번호';
const shown = (text: string): string => JSON.stringify(text.slice(0, 40));

function wrongPart(part: string): Fault {
  return new Fault('usage/columns', COLUMN_FAULTS.wrongPart(shown(part), EXAMPLE));
}

function unknownRole(name: string): Fault {
  return new Fault('usage/columns', COLUMN_FAULTS.unknownRole(shown(name), NAMED_ROLES.join(', ')));
}

function roleTwice(role: Role): Fault {
  return new Fault('usage/columns', COLUMN_FAULTS.roleTwice(role));
}

/** The columns that the user named and that a header has, and the names that it lacks. */
export interface NamedColumns {
  /** Their indexes, from 0. */
  readonly at: Map<Role, number>;
  readonly missing: readonly string[];
}

/** Finds the columns that the user named in a table's header. */
export function columnsOf(columns: Columns, header: readonly string[]): NamedColumns {
  const at = new Map<Role, number>();
  const missing: string[] = [];
  for (const [role, name] of Object.entries(columns) as [Role, string][]) {
    const exact = header.findIndex((column) => column.trim().normalize('NFC') === name.normalize('NFC'));
    const place = exact === -1 ? header.findIndex((column) => plainName(column) === plainName(name)) : exact;
    if (place === -1) missing.push(name);
    else at.set(role, place);
  }
  return { at, missing };
}

/** `dump/unknown-column` for each column that the user named and that the table lacks. */
export function unknownColumns(
  missing: readonly string[],
  header: readonly string[],
  { file, line = 1 }: TablePlace,
): Faults {
  return new Faults(
    missing.map(
      (name) =>
        new Fault('dump/unknown-column', COLUMN_FAULTS.unknownColumn(shown(name), listed(header)), {
          file,
          line,
        }),
    ),
  );
}

/** Where a table's header stands. */
export interface TablePlace {
  readonly file: string;
  readonly line?: number | undefined;
}

/** `dump/columns`: a table whose columns do not tell what its comments or articles are. */
export function noUsableColumns(header: readonly string[], { file, line = 1 }: TablePlace): Fault {
  return new Fault('dump/columns', COLUMN_FAULTS.unusable(listed(header), EXAMPLE), { file, line });
}

/** `dump/columns`: a table of comments without a column for their article. */
export function noArticleColumn(
  text: string,
  header: readonly string[],
  { file, line = 1 }: TablePlace,
): Fault {
  return new Fault('dump/columns', COLUMN_FAULTS.noArticle(shown(text.trim()), listed(header)), {
    file,
    line,
  });
}

/** The most columns a table may have. */
export const COLUMNS = 1000;

/** `dump/too-many-columns`: a table with more than COLUMNS columns. */
export function tooManyColumns(count: number, file: string): Fault {
  return new Fault('dump/too-many-columns', COLUMN_FAULTS.tooMany(count, COLUMNS), { file, line: 1 });
}

/** Column names for a fault. Strangers wrote them, so their length and number are limited. */
function listed(header: readonly string[]): string {
  const most = 20;
  const names = header.slice(0, most).map((name) => JSON.stringify(name.trim().slice(0, 30)));
  return `${names.join(', ')}${header.length > most ? ` … (${header.length})` : ''}`;
}
