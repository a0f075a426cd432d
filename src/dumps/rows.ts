import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Article, Comment } from '../article/article.js';
import { type Reject, type RowFault, WRONG_ENCODING } from './reject.js';
import type { LineBlock } from './line-block.js';
import {
  type ArticleRow,
  type CommentRow,
  mayHoldPrototypeKey,
  type PairRow,
  readRow,
  type Row,
} from './row.js';

/** A row and its position. */
export interface PlacedRow {
  /** Its line in the input, from 1. */
  readonly line: number;
  /** Its index among the lines of the block, from 0; empty lines count. */
  readonly index: number;
  readonly row: Row;
  /** The raw line, for rejects. */
  readonly text: string;
}

/** Parses the rows of a block, in order; empty lines are skipped. */
export function* rowsOf(block: LineBlock): Generator<PlacedRow> {
  const { bytes, among, line: first, lines } = block;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isUtf8(buffer)) {
    yield* brokenRows(block, buffer);
    return;
  }
  const all = buffer.toString('utf8');
  // Searched once for the whole block: escapes are rare in JSON written as UTF-8.
  const harmless = !all.includes('\\u') && !mayHoldPrototypeKey(all);
  let start = 0;
  for (let index = 0; start < all.length; index++) {
    const end = endOfLine(all, start);
    const text = lineText(all, start, end);
    start = end + 1;
    if (text === undefined) continue;
    yield {
      line: lines?.[index] ?? first + index,
      index,
      row: readRow(text, among, harmless, block),
      text,
    };
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** A line without its byte order mark; undefined when it is blank. */
function lineText(all: string, start: number, end: number): string | undefined {
  if (end === start) return undefined;
  if (all.charCodeAt(start) === BRACE) return all.slice(start, end);
  const text = all.slice(all.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start, end);
  return text.trim() === '' ? undefined : text;
}

const BRACE = 0x7b;
const BYTE_ORDER_MARK = 0xfeff;

/** As {@link rowsOf}, for a block some of whose lines are not UTF-8. */
function* brokenRows(block: LineBlock, buffer: Buffer): Generator<PlacedRow> {
  const { among, line: first, lines } = block;
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
    if (text !== undefined) yield { line, index, row: readRow(text, among, false, block), text };
  }
}

/** The rows of a block and the reader's rejects, in the order of their lines. */
export function* entriesOf(block: LineBlock): Generator<PlacedRow | Reject> {
  const { rejects } = block;
  let next = 0;
  for (const placed of rowsOf(block)) {
    while (next < rejects.length && rejects[next]!.line < placed.line) yield rejects[next++]!;
    yield placed;
  }
  while (next < rejects.length) yield rejects[next++]!;
}

/**
 * Makes a reject of a row.
 *
 * @param why what is wrong with it; needed where the row itself is not `bad`
 * @throws Error (a bug) when nothing is wrong with the row
 */
export function toReject(
  { file }: Pick<LineBlock, 'file'>,
  { line, row, text }: PlacedRow,
  why?: RowFault,
): Reject {
  const fault = why ?? (row.kind === 'bad' ? row : undefined);
  if (fault === undefined) throw new Error('nothing is wrong with the row');
  return { file, line, code: fault.code, said: fault.said, row: text };
}

/** The article of an article row or of a pair. Without an id it gets one from its text, so that equal articles share it. */
export function articleOf(row: ArticleRow | PairRow): Article {
  const given: Omit<ArticleRow, 'id'> & { id?: string | undefined } = 'article' in row ? row.article : row;
  return {
    id: given.id ?? wordsId(given.title, given.body ?? null),
    title: composed(given.title),
    body: given.body === undefined || given.body === null ? null : composed(given.body),
    url: given.url ?? undefined,
    publishedAt: given.publishedAt ?? given.date ?? undefined,
    section: given.section ?? undefined,
  };
}

/** Text in NFC. macOS writes NFD; comments stay as they are, since spans point into them. */
function composed(text: string): string {
  return /[\u1100-\u11ff]/.test(text) ? text.normalize('NFC') : text;
}

/**
 * The comment of a comment row or of a pair. Without an id it gets one from its position: `dump.jsonl:12`.
 *
 * @param at file and line of the row
 */
export function commentOf(
  row: CommentRow | PairRow,
  at: { readonly file: string; readonly line: number },
): Comment {
  const id = row.id ?? `${basename(at.file).normalize('NFC')}:${at.line}`;
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

/** An id for an article without one: a hash of its text in NFC, so that equal articles share it. */
export function wordsId(title: string, body: string | null): string {
  // Cached, because pairs of one article mostly follow each other.
  if (last?.title === title && last.body === body) return last.id;
  const digest = createHash('sha256')
    .update(JSON.stringify([title, body]).normalize('NFC'))
    .digest('hex');
  last = { title, body, id: `x${digest.slice(0, 12)}` };
  return last.id;
}

let last: { readonly title: string; readonly body: string | null; readonly id: string } | undefined;
