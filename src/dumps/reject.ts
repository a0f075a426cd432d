import { z } from 'zod';
import type { LocalizedText } from '../fault.js';
import { ROW_FAULTS } from '../wording/dumps.js';
import { LINE_BYTES, REJECT_CHARACTERS } from './limits.js';

/** A row that was not judged, and why. */
export type Reject = Readonly<z.infer<typeof rejectSchema>>;

/** The schema of {@link Reject}, for rejects that come back from disk. */
export const rejectSchema = z.object({
  file: z.string(),
  line: z.int(),
  /** Stable, for programs. */
  code: z.string(),
  said: z.object({ ko: z.string(), en: z.string() }),
  /** The row as far as it could be read. */
  row: z.string(),
});

/**
 * A reject as a line of the rejects file: `{"file","line","reason","row"}`, with `row` cut at REJECT_CHARACTERS.
 *
 * @returns JSON without a line feed
 */
export function rejectRow(reject: Reject, language: keyof LocalizedText): string {
  const { file, line, code, said, row } = reject;
  return JSON.stringify({ file, line, reason: `${code}: ${said[language]}`, row: cut(row) });
}

function cut(row: string): string {
  if (row.length <= REJECT_CHARACTERS) return row;
  const end = /[\uD800-\uDBFF]/.test(row[REJECT_CHARACTERS - 1] ?? '')
    ? REJECT_CHARACTERS - 1
    : REJECT_CHARACTERS;
  return row.slice(0, end);
}

/** What is wrong with a row: a stable code and a sentence. */
export type RowFault = Pick<Reject, 'code' | 'said'>;

/** A line, record or message of more than LINE_BYTES. */
export const LINE_TOO_LONG: RowFault = { code: 'line-too-long', said: ROW_FAULTS.lineTooLong(LINE_BYTES) };

/** A line or value of more bytes than its limit. */
export const tooLongFor = (limit: number): RowFault => ({
  code: 'line-too-long',
  said: ROW_FAULTS.lineTooLong(limit),
});

/** A line whose bytes are not of the input's encoding. */
export const WRONG_ENCODING: RowFault = { code: 'wrong-encoding', said: ROW_FAULTS.wrongEncoding };

/** Text that is not JSON. */
export const INVALID_JSON: RowFault = { code: 'invalid-json', said: ROW_FAULTS.invalidJson };

/** A record of a table that begins with an unbalanced quote. */
export const UNCLOSED_QUOTE: RowFault = { code: 'unclosed-quote', said: ROW_FAULTS.unclosedQuote };

/** A record of a table with more or fewer cells than the header. */
export const wrongCells = (cells: number, columns: number): RowFault => ({
  code: 'wrong-cells',
  said: ROW_FAULTS.wrongCells(cells, columns),
});

/** An object that is neither an article nor a comment. */
export const UNKNOWN_ROW: RowFault = { code: 'unknown-row', said: ROW_FAULTS.unknownRow };

/** An object whose fields do not fit the schema. */
export const wrongFields = ({ issues }: z.ZodError): RowFault => ({
  code: 'wrong-fields',
  said: ROW_FAULTS.wrongFields([...new Set(issues.map(({ path }) => path.join('.')))].join(', ')),
});

/** A label that is none of the three. */
export const UNKNOWN_LABEL: RowFault = { code: 'unknown-label', said: ROW_FAULTS.unknownLabel };

/** A comment whose article does not come before it. */
export const UNKNOWN_ARTICLE: RowFault = { code: 'unknown-article', said: ROW_FAULTS.articleNotBefore };

/** A comment whose article is nowhere in the dump. */
export const NO_SUCH_ARTICLE: RowFault = { code: 'unknown-article', said: ROW_FAULTS.articleNowhere };

/** A comment that names no article. */
export const NO_ARTICLE: RowFault = { code: 'no-article', said: ROW_FAULTS.noArticle };

/** Whether a row is a comment whose article is not known. */
export function isOrphan({ code }: Pick<Reject, 'code'>): boolean {
  return code === NO_ARTICLE.code || code === NO_SUCH_ARTICLE.code;
}

/** An article whose id another article has. */
export const ARTICLE_TWICE: RowFault = { code: 'article-twice', said: ROW_FAULTS.articleTwice };
