import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Article, Comment } from '../article/article.js';
import { type RowFault, WRONG_ENCODING } from './faults.js';
import type { LineBlock } from './line-block.js';
import type { Reject } from './reject.js';
import {
  type ArticleRow,
  type CommentRow,
  mayHoldPrototypeKey,
  type PairRow,
  readRow,
  type Row,
} from './row.js';

/** The id of an article that has none: made of its words, so that equal articles are one. */
export function wordsId(title: string, body: string | null): string {
  // Pairs of one article mostly follow each other.
  if (last?.title === title && last.body === body) return last.id;
  const digest = createHash('sha256')
    .update(JSON.stringify([title, body]))
    .digest('hex');
  last = { title, body, id: `x${digest.slice(0, 12)}` };
  return last.id;
}

let last: { readonly title: string; readonly body: string | null; readonly id: string } | undefined;

/** A row, and where it stood. */
export interface PlacedRow {
  readonly line: number;
  /** Its place among the lines of the block, from 0, empty ones counted. */
  readonly index: number;
  readonly row: Row;
  /** The line as it was read, for rejects. */
  readonly text: string;
}

/** The rows of a block in order: what each says, or why it says nothing. Empty lines give nothing. */
export function* rowsOf(block: LineBlock): Generator<PlacedRow> {
  const { bytes, among, line: first, lines } = block;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isUtf8(buffer)) {
    yield* brokenRows(block, buffer);
    return;
  }
  const all = buffer.toString('utf8');
  // Asked once for all lines: escapes are rare where JSON is written in UTF-8.
  const harmless = !all.includes('\\u') && !mayHoldPrototypeKey(all);
  let start = 0;
  for (let index = 0; start < all.length; index++) {
    const end = endOfLine(all, start);
    const text = lineText(all, start, end);
    start = end + 1;
    if (text === undefined) continue;
    yield { line: lines?.[index] ?? first + index, index, row: readRow(text, among, harmless), text };
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** A line without its byte order mark; undefined when nothing stands in it. */
function lineText(all: string, start: number, end: number): string | undefined {
  if (end === start) return undefined;
  if (all.charCodeAt(start) === BRACE) return all.slice(start, end);
  const text = all.slice(all.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start, end);
  return text.trim() === '' ? undefined : text;
}

const BRACE = 0x7b;
const BYTE_ORDER_MARK = 0xfeff;

/** The rows of a block some of whose lines are not UTF-8. */
function* brokenRows({ among, line: first, lines }: LineBlock, buffer: Buffer): Generator<PlacedRow> {
  let start = 0;
  for (let index = 0; start < buffer.length; index++) {
    const feed = buffer.indexOf(0x0a, start);
    const end = feed === -1 ? buffer.length : feed;
    const bytes = buffer.subarray(start, end);
    start = end + 1;
    const whole = bytes.toString('utf8');
    const line = lines?.[index] ?? first + index;
    if (!isUtf8(bytes)) {
      yield { line, index, row: { kind: 'bad', ...WRONG_ENCODING }, text: whole };
      continue;
    }
    const text = lineText(whole, 0, whole.length);
    if (text !== undefined) yield { line, index, row: readRow(text, among), text };
  }
}

/** The rows of a block with what was rejected while reading, each at its place among them. */
export function* entriesOf(block: LineBlock): Generator<PlacedRow | Reject> {
  const { rejects } = block;
  let told = 0;
  for (const placed of rowsOf(block)) {
    while (told < rejects.length && rejects[told]!.line < placed.line) yield rejects[told++]!;
    yield placed;
  }
  while (told < rejects.length) yield rejects[told++]!;
}

/** The reject of a row that is `bad`, or of one that `why` is wrong with. */
export function toReject(
  { file }: Pick<LineBlock, 'file'>,
  { line, row, text }: PlacedRow,
  why?: RowFault,
): Reject {
  const fault = why ?? (row.kind === 'bad' ? row : undefined);
  if (fault === undefined) throw new Error('nothing is wrong with the row');
  return { file, line, code: fault.code, said: fault.said, row: text };
}

/** The article of an article's row or of a pair. A pair's without an id gets one from its words, so that equal ones are one. */
export function articleOf(row: ArticleRow | PairRow): Article {
  const given: Omit<ArticleRow, 'id'> & { id?: string | undefined } = 'article' in row ? row.article : row;
  return {
    id: given.id ?? wordsId(given.title, given.body ?? null),
    title: given.title,
    body: given.body ?? null,
    url: given.url ?? undefined,
    publishedAt: given.publishedAt ?? given.date ?? undefined,
    section: given.section ?? undefined,
  };
}

/**
 * The comment of a comment's row or of a pair. One without an id is named by where it stands: `dump.jsonl:12`.
 *
 * @param place of the block and the placed row
 */
export function commentOf(
  row: CommentRow | PairRow,
  place: { readonly file: string; readonly line: number },
): Comment {
  const id = row.id ?? `${basename(place.file)}:${place.line}`;
  if ('article' in row) return { id, articleId: articleOf(row).id, text: row.comment };
  return {
    id,
    articleId: row.articleId,
    text: row.text,
    parentId: row.parentId ?? undefined,
    author: row.author ?? undefined,
    createdAt: row.createdAt ?? undefined,
  };
}
