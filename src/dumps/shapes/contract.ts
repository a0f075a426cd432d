import type { LineBlock } from '../line-block.js';
import { isContractRow } from '../row.js';
import { plainName, RATHER_ARTICLE, RATHER_COMMENT, SYNONYMS } from '../table/synonyms.js';

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

/** Whether a row is typed as the contract's, but names its text in another way. */
export function isOtherwiseTyped({ type, text, title }: Readonly<Record<string, unknown>>): boolean {
  return (type === 'comment' && text === undefined) || (type === 'article' && title === undefined);
}
