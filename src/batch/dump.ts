import { basename, extname } from 'node:path';
import type { Article, Comment, Page } from '../article/article.js';
import { readPage } from '../article/index.js';
import { Fault } from '../fault.js';
import { guessEncoding, lineDecoder, namedEncoding, type Encoding } from './encoding.js';
import { findFormat } from './format.js';
import { HEAD_BYTES, LINE_BYTES, PAGE_BYTES } from './limits.js';
import { splitLines, type RawLine } from './lines.js';
import { openBytes, STANDARD } from './open.js';
import { peek } from './peek.js';
import type { Reject } from './reject.js';
import { readRow, type CommentRow, type Label } from './row.js';
import type { Shelf } from './shelf.js';

/** What a dump gives, in its order. */
export type Item =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'comment'; readonly article: Article; readonly comment: Comment; readonly label?: Label }
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'reject'; readonly reject: Reject };

export interface DumpOptions {
  /** Where articles are kept and looked up. */
  readonly shelf: Shelf;
  /** What rows without `type` are. */
  readonly among: 'dump' | 'articles';
  /** As the user named it; found out by content else. */
  readonly encoding?: string | undefined;
  /** Whether the labels of rows are read; a row whose label is none of the three is then a reject. */
  readonly labels?: boolean;
}

/** Reads a dump, whatever it is, in pieces of a few rows; memory does not grow with the number of comments. */
export async function* readDump(path: string, options: DumpOptions): AsyncGenerator<Item[]> {
  const file = path === STANDARD ? 'stdin' : path;
  const { head, whole, all } = await peek(openBytes(path), HEAD_BYTES);
  if (head.length === 0) {
    throw new Fault('dump/empty', { ko: '파일이 비어 있습니다', en: 'the file is empty' }, { file });
  }
  const encoding = options.encoding === undefined ? guessEncoding(head) : namedEncoding(options.encoding);
  if (findFormat(textOfHead(head, encoding), whole, file) === 'page') {
    yield [pageItem(await allBytes(all, file), file, options)];
    return;
  }
  const wide = encoding === 'utf-16le' ? 'le' : encoding === 'utf-16be' ? 'be' : undefined;
  const decode = lineDecoder(encoding);
  for await (const lines of splitLines(all, LINE_BYTES, wide)) {
    yield lines.flatMap((line) => rowItem(line, decode, file, options) ?? []);
  }
}

function textOfHead(head: Buffer, encoding: Encoding): string {
  return new TextDecoder(encoding === 'cp949' ? 'euc-kr' : encoding).decode(head);
}

async function allBytes(source: AsyncIterable<Buffer>, file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > PAGE_BYTES) throw pageTooLarge(file);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The fault of a page (not a dump of rows) that is too large to be held. */
export function pageTooLarge(file: string): Fault {
  const megabytes = PAGE_BYTES / 1024 / 1024;
  return new Fault(
    'dump/page-too-large',
    { ko: `한 쪽이 ${megabytes}MB를 넘습니다`, en: `one page of more than ${megabytes} MB` },
    { file },
  );
}

function pageItem(bytes: Buffer, file: string, { shelf, encoding }: DumpOptions): Item {
  let page: Page;
  try {
    page = readPage(bytes, { encoding, name: file, articleId: freeId(file, shelf) });
  } catch (error) {
    // An empty or binary file is a wrong call; a page that cannot be understood is one reject among many.
    if (!(error instanceof Fault) || NO_TEXT.has(error.code)) throw error;
    const row = lineDecoder(guessEncoding(bytes))(bytes.subarray(0, HEAD_BYTES)) ?? '';
    return {
      kind: 'reject',
      reject: { file, line: error.place.line ?? 1, code: error.code, said: error.said, row },
    };
  }
  const article = shelf.add(page.article) ?? shelf.add({ ...page.article, id: freeId(file, shelf) });
  if (article === undefined) throw new Error('a free id was taken');
  const comments = page.comments.map((comment) => ({ ...comment, articleId: article.id }));
  return { kind: 'page', page: { ...page, article, comments } };
}

const NO_TEXT = new Set(['article/empty', 'article/binary', 'article/unknown-encoding']);

/** Pages without an id of their own are called by their file's name, with a number when that is taken. */
function freeId(file: string, shelf: Shelf): string {
  const name = basename(file, extname(file));
  let id = name;
  for (let n = 2; shelf.find(id) !== undefined; n++) id = `${name}-${n}`;
  return id;
}

/** What a line says; undefined for an empty one. */
function rowItem(
  line: RawLine,
  decode: (bytes: Buffer) => string | undefined,
  file: string,
  { shelf, among, labels = false }: DumpOptions,
): Item | undefined {
  const rejected = (code: string, ko: string, en: string, row: string): Item => ({
    kind: 'reject',
    reject: { file, line: line.number, code, said: { ko, en }, row },
  });
  if (line.tooLong) {
    const limit = `${LINE_BYTES / 1024 / 1024}MB`;
    return rejected(
      'line-too-long',
      `줄이 ${limit}를 넘습니다`,
      `a line of more than ${limit}`,
      line.bytes.toString(),
    );
  }
  const text = decode(line.bytes);
  if (text === undefined) {
    const row = line.bytes.toString();
    return rejected(
      'wrong-encoding',
      '글자 부호가 깨졌습니다 (--encoding?)',
      'broken encoding (--encoding?)',
      row,
    );
  }
  if (text.trim() === '') return undefined;
  const row = readRow(text, among);
  if (row.kind === 'bad') return rejected(row.code, row.said.ko, row.said.en, text);

  const place = { line: line.number, file };
  const label = labels && row.kind !== 'article' ? row.row.label : undefined;
  if (label === null)
    return rejected('unknown-label', '모르는 label입니다', 'the label is none of the three', text);
  const labelled = label === undefined ? {} : { label };
  if (row.kind === 'comment') {
    const article = shelf.find(row.row.articleId);
    if (article !== undefined)
      return { kind: 'comment', article, comment: commentOf(row.row, place), ...labelled };
    return rejected(
      'unknown-article',
      '앞에 나온 적 없는 기사의 댓글입니다',
      'no article of this id before it',
      text,
    );
  }
  const article = row.kind === 'article' ? shelf.addRow(row.row) : shelf.addPair(row.row);
  if (article === undefined) {
    return rejected(
      'article-twice',
      '같은 id의 다른 기사가 이미 있습니다',
      'another article has this id',
      text,
    );
  }
  if (row.kind === 'article') return { kind: 'article', article };
  const { id, comment } = row.row;
  return {
    kind: 'comment',
    article,
    comment: commentOf({ id, articleId: article.id, text: comment }, place),
    ...labelled,
  };
}

/** A comment without an id is named by where it stands: `dump.jsonl:12`. */
function commentOf(row: CommentRow, place: { file: string; line: number }): Comment {
  return {
    id: row.id ?? `${basename(place.file)}:${place.line}`,
    articleId: row.articleId,
    text: row.text,
    parentId: row.parentId ?? undefined,
    author: row.author ?? undefined,
    createdAt: row.createdAt ?? undefined,
  };
}
