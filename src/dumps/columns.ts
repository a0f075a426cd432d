import Papa from 'papaparse';
import { Fault, Faults } from '../fault.js';
import { NAMED_ROLES, plainName, type Role } from './table/roles.js';

/** Which column is what, as the user says (`--columns`): the names of columns by role. */
export type Columns = Readonly<Partial<Record<Role, string>>>;

/**
 * Reads `--columns`: `role=column` by commas; a column's name with a comma in it goes into double quotes with its role.
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
  return new Fault('usage/columns', {
    ko: `--columns의 ${shown(part)}은(는) 역할=칸이름 꼴이 아닙니다 (보기: ${EXAMPLE})`,
    en: `${shown(part)} in --columns is not role=column (example: ${EXAMPLE})`,
  });
}

function unknownRole(name: string): Fault {
  const all = NAMED_ROLES.join(', ');
  return new Fault('usage/columns', {
    ko: `--columns에 모르는 역할 ${shown(name)}이(가) 있습니다. 쓸 수 있는 것: ${all}`,
    en: `unknown role ${shown(name)} in --columns; known: ${all}`,
  });
}

function roleTwice(role: Role): Fault {
  return new Fault('usage/columns', {
    ko: `--columns에 ${role}이(가) 두 번 나옵니다`,
    en: `${role} stands twice in --columns`,
  });
}

/**
 * Where the columns the user named stand among those there are.
 *
 * @throws Faults `dump/unknown-column` for names that are not there, with those that are
 */
export function placesOf(columns: Columns, header: readonly string[], file: string): Map<Role, number> {
  const places = new Map<Role, number>();
  const faults: Fault[] = [];
  for (const [role, name] of Object.entries(columns) as [Role, string][]) {
    const exact = header.findIndex((column) => column.trim() === name);
    const place = exact === -1 ? header.findIndex((column) => plainName(column) === plainName(name)) : exact;
    if (place !== -1) places.set(role, place);
    else faults.push(unknownColumn(name, header, file));
  }
  if (faults.length > 0) throw new Faults(faults);
  return places;
}

function unknownColumn(name: string, header: readonly string[], file: string): Fault {
  return new Fault(
    'dump/unknown-column',
    {
      ko: `--columns의 칸 ${shown(name)}이(가) 표에 없습니다. 있는 칸: ${listed(header)}`,
      en: `the column ${shown(name)} of --columns is not in the table; its columns: ${listed(header)}`,
    },
    { file, line: 1 },
  );
}

/** The fault of a table whose columns do not say what its comments or articles are. */
export function noUsableColumns(header: readonly string[], file: string): Fault {
  return new Fault(
    'dump/columns',
    {
      ko: `표의 어느 칸이 댓글이고 어느 칸이 기사인지 알 수 없습니다. 있는 칸: ${listed(header)}. ${EXAMPLE} 처럼 알려 주세요`,
      en: `no telling which columns are the comments and their articles; the columns: ${listed(header)}. Name them: ${EXAMPLE}`,
    },
    { file, line: 1 },
  );
}

/** The most columns a table may have. */
export const COLUMNS = 1000;

export function tooManyColumns(count: number, file: string): Fault {
  return new Fault(
    'dump/too-many-columns',
    {
      ko: `표의 칸이 ${count}개입니다 (한도 ${COLUMNS}개)`,
      en: `the table has ${count} columns (the limit is ${COLUMNS})`,
    },
    { file, line: 1 },
  );
}

/** Column names as they are told: a stranger wrote them, so each is cut, and only so many are told. */
function listed(header: readonly string[]): string {
  const most = 20;
  const names = header.slice(0, most).map((name) => JSON.stringify(name.trim().slice(0, 30)));
  return `${names.join(', ')}${header.length > most ? ` … (${header.length})` : ''}`;
}
