import type { LineBlock } from '../line-block.js';
import { isContractRow } from '../row.js';
import { BODY_OR_COMMENT, plainName, RATHER_ARTICLE, RATHER_COMMENT, SYNONYMS } from '../table/synonyms.js';

/** Whether a row is read as it is: what it holds besides the contract's keys is not needed. */
export function isOfContract(row: Record<string, unknown>, among: LineBlock['among']): boolean {
  if (!isContractRow(row, among)) return false;
  if (row.type !== undefined || 'article' in row) return true;
  const others = Object.keys(row).map(plainName);
  // Rows that bring their article along, or whose body has another name, are a table.
  return among === 'articles'
    ? 'body' in row || !others.some((name) => BODIES.has(name))
    : !others.some((name) => TITLES.has(name));
}

const BODIES: ReadonlySet<string> = new Set([...SYNONYMS.body, ...RATHER_ARTICLE, ...RATHER_COMMENT]);
const TITLES: ReadonlySet<string> = new Set(SYNONYMS.title);

/**
 * Whether rows are typed as the contract's, but most of a type name their text or title in another way. Single rows that lack it are
 * broken rows, and rejected as such.
 */
export function areOtherwiseTyped(rows: readonly Readonly<Record<string, unknown>>[]): boolean {
  return (
    isMostly(rows, 'comment', ({ text }) => text === undefined, COMMENTS) ||
    isMostly(rows, 'article', ({ title }) => title === undefined, TITLES)
  );
}

function isMostly(
  rows: readonly Readonly<Record<string, unknown>>[],
  type: string,
  lacks: (row: Readonly<Record<string, unknown>>) => boolean,
  names: ReadonlySet<string>,
): boolean {
  const typed = rows.filter((row) => row.type === type);
  const otherwise = typed.filter(
    (row) => lacks(row) && Object.keys(row).some((key) => names.has(plainName(key))),
  );
  return otherwise.length * 2 > typed.length;
}

const COMMENTS: ReadonlySet<string> = new Set([
  ...SYNONYMS.text,
  ...RATHER_COMMENT,
  ...RATHER_ARTICLE,
  ...BODY_OR_COMMENT,
]);
