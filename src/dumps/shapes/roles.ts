import { RATHER_ARTICLE, RATHER_COMMENT, type Role, SYNONYMS } from '../table/synonyms.js';
import { columnName } from './flat.js';

/** The paths of each role, the best first: records of one list may differ. */
export type RolePaths = ReadonlyMap<Role, readonly string[]>;

/** Roles of a comment that stands under its article: what a table's other columns would have to tell is known. */
export const COMMENT_NAMES: readonly (readonly [Role, readonly string[]])[] = [
  ['text', [...SYNONYMS.text, ...RATHER_COMMENT, ...RATHER_ARTICLE, 'body', '본문', 'value']],
  ['article', SYNONYMS.article],
  ['id', SYNONYMS.id],
  ['parent', SYNONYMS.parent],
  ['author', [...SYNONYMS.author, 'name']],
  ['date', [...SYNONYMS.date, ...SYNONYMS.published]],
  ['label', SYNONYMS.label],
];

export const ARTICLE_NAMES: readonly (readonly [Role, readonly string[]])[] = [
  ['title', SYNONYMS.title],
  ['body', [...SYNONYMS.body, ...RATHER_ARTICLE, ...RATHER_COMMENT]],
  ['url', SYNONYMS.url],
  ['article', SYNONYMS.article],
  ['id', ['id']],
  ['published', SYNONYMS.published],
  ['date', SYNONYMS.date],
  ['section', SYNONYMS.section],
];

export function rolesOf(
  paths: readonly string[],
  known: readonly (readonly [Role, readonly string[]])[],
): RolePaths {
  const roles = new Map<Role, string[]>();
  const names = paths.map(columnName);
  for (const [role, synonyms] of known) {
    const found: string[] = [];
    for (const synonym of synonyms) {
      names.forEach((name, index) => {
        if (name === synonym && !found.includes(paths[index]!)) found.push(paths[index]!);
      });
    }
    if (found.length > 0) roles.set(role, found);
  }
  return roles;
}

/** Whether a list's texts have a name that only comments' texts have, and no title beside them. */
export function isClearlyComments(paths: readonly string[]): boolean {
  const names = new Set(paths.map(columnName));
  const has = (known: readonly string[]): boolean => known.some((name) => names.has(name));
  return has(SYNONYMS.text) && !has(SYNONYMS.title);
}

/** The first filled value of a role. */
export function valueOf(
  cells: ReadonlyMap<string, string>,
  roles: RolePaths,
  role: Role,
): string | undefined {
  for (const path of roles.get(role) ?? []) {
    const value = cells.get(path);
    if (value !== undefined && value.trim() !== '' && value !== 'nan') return value;
  }
  return undefined;
}

export const firstPaths = (roles: RolePaths, prefix: string): Partial<Record<Role, string>> =>
  Object.fromEntries([...roles].map(([role, [path]]) => [role, `${prefix}${path}`]));
