import type { Article } from '../article/article.js';
import type { Fault } from '../fault.js';
import { type ContainerReading, tarBlocks, wholeSheetBlocks, zipBlocks } from './archive/containers.js';
import { openFile, type RandomAccess, spooled } from './archive/random-access.js';
import { looksLikeTar } from './archive/tar.js';
import { looksLikeZip } from './archive/zip.js';
import { type NameArticle, stemOf } from './article-index.js';
import { refusalOf, refusedDocument } from './binary.js';
import { chatBlocks, chatOf } from './chats/read-chat.js';
import { discordBlocks, looksLikeDiscord } from './discord/export.js';
import { emptyInput, sqlDump } from './faults.js';
import { openBytes, peek, shownName, STANDARD } from './input.js';
import { Head } from './head.js';
import { jsonLines } from './json-lines.js';
import { HEAD_BYTES } from './limits.js';
import { type BlockSource, BlockBuilder, type LineBlock } from './line-block.js';
import { pageBlocks } from './page.js';
import { looksLikeParquet, parquetBlocks } from './parquet.js';
import type { OnReading } from './reading.js';
import { jsonBlocks } from './shapes/read-json.js';
import { sqlProgram } from './sql.js';
import { isRemote } from '../storage/storage.js';
import { type Columns, columnsOf, unknownColumns } from './table/columns.js';
import { htmlTableBlocks, looksLikeHtmlTable } from './office/html-table.js';
import { looksLikeCompound, looksLikeXmlSheet } from './office/whole-sheets.js';
import { looksLikeXmlExport, xmlBlocks } from './xml/export.js';
import { csvBlocks } from './table/csv.js';
import { headerIn } from './table/dialect.js';
import type { FormatName } from '../wording/dumps.js';

/** A dump format. To add one, write its module and a row in {@link FORMATS}. */
interface DumpFormat {
  readonly name: FormatName;
  /** Whether an input with this head has the format; earlier rows of the table have declined it. */
  readonly detects: (head: Head) => boolean;
  /** Reads the input as blocks. It must read `input.bytes` or close them with {@link closeUnread}. */
  readonly open: (input: DumpInput) => AsyncGenerator<LineBlock>;
}

/** All formats. The first row that detects its format in an input reads it. */
const FORMATS: readonly DumpFormat[] = [
  {
    name: 'archive',
    detects: ({ bytes }) => looksLikeZip(bytes),
    async *open(input) {
      yield* zipBlocks(await randomAccess(input), containerReading(input));
    },
  },
  {
    name: 'archive',
    detects: ({ bytes }) => looksLikeTar(bytes),
    open: (input) => tarBlocks(input.bytes, input.packed, containerReading(input)),
  },
  {
    name: 'spreadsheet',
    detects: (head) =>
      looksLikeCompound(head.bytes) || (head.bytes[0] === LESS && looksLikeXmlSheet(head.text)),
    async *open(input) {
      yield* wholeSheetBlocks(await randomAccess(input), containerReading(input).table);
    },
  },
  {
    name: 'parquet',
    detects: ({ bytes }) => looksLikeParquet(bytes),
    async *open({ path, bytes, source, columns, options: { lenient, onReading } }) {
      await closeUnread(bytes);
      yield* parquetBlocks(path, { ...source, lenient }, columns, onReading);
    },
  },
  {
    name: 'discord',
    detects: ({ text, lines }) => lines[0]?.startsWith('{') === true && looksLikeDiscord(text),
    open: ({ bytes, source, head, options }) =>
      discordBlocks(bytes, source, head.encoding, options.onReading),
  },
  {
    name: 'sql',
    detects: ({ bytes, text }) => sqlProgram(bytes, text) !== undefined,
    async *open({ bytes, source, head }) {
      await closeUnread(bytes);
      yield* refused(sqlDump(source.file, sqlProgram(head.bytes, head.text)!));
    },
  },
  {
    name: 'json-nested',
    detects: (head) => head.shaped !== undefined,
    open: ({ bytes, source, head, columns, options }) =>
      jsonBlocks(bytes, source, {
        encoding: head.encoding,
        lines: head.shaped === 'lines',
        columns,
        hasOthers: options.lenient,
        onReading: options.onReading,
        page: (document) => pageBlocks(pieceOf(document), source, options),
      }),
  },
  {
    name: 'disqus-xml',
    detects: ({ text }) => looksLikeXmlExport(text),
    open: ({ bytes, source, head, options }) =>
      xmlBlocks(bytes, source, { encoding: head.encoding, head: head.text, onReading: options.onReading }),
  },
  {
    name: 'kakaotalk',
    detects: ({ lines }) => chatOf(lines) !== undefined,
    open: ({ bytes, source, head, options }) =>
      chatBlocks(bytes, source, { ...options, encoding: head.encoding, lines: head.lines }),
  },
  {
    name: 'table',
    detects: ({ dialect }) => dialect !== undefined,
    open: ({ bytes, source, head, columns, options }) =>
      csvBlocks(bytes, source, { ...options, encoding: head.encoding, dialect: head.dialect!, columns }),
  },
  {
    name: 'lines',
    detects: ({ json }) => json === 'lines',
    open: ({ bytes, source, head }) => jsonLines(bytes, source, head.encoding),
  },
  {
    name: 'html-table',
    detects: ({ lines, text, columns }) => /^\s*</.test(lines[0] ?? '') && looksLikeHtmlTable(text, columns),
    open: (input) => htmlTableBlocks(input.bytes, input.head.encoding, containerReading(input).table),
  },
  {
    name: 'page',
    detects: () => true,
    open: ({ bytes, source, options }) => pageBlocks(bytes, source, options),
  },
];

const LESS = 0x3c;

/** The bytes of an input in any order: its file where that is what is read, else kept. */
async function randomAccess({ path, bytes, source, head, options }: DumpInput): Promise<RandomAccess> {
  if (path === STANDARD || isRemote(path)) return spooled(bytes, source.file);
  const file = await openFile(path);
  if (!(await file.read(0, 4)).equals(head.bytes.subarray(0, 4))) {
    await file.close();
    return spooled(bytes, source.file);
  }
  await closeUnread(bytes);
  options.onRead?.(Math.max(0, file.size - head.bytes.length));
  return file;
}

/** How what a container holds is read: its members as inputs of their own. */
function containerReading(input: DumpInput): ContainerReading {
  const { source, columns, options, isMember } = input;
  return {
    file: source.file,
    isMember,
    table: { ...source, columns, lenient: options.lenient, onReading: options.onReading },
    holds: (bytes, whole) => {
      if (refusalOf(bytes) !== undefined) return 'rows';
      const head = new Head(bytes, whole, options, undefined);
      const format = FORMATS.find(({ detects }) => detects(head))!;
      if (format.name === 'page') return 'page';
      return head.holdsArticles ? 'articles' : 'rows';
    },
    read: (file, bytes) =>
      blocksOf({ path: STANDARD, file, bytes, packed: input.packed, isMember: true }, options),
    onReading: options.onReading,
  };
}

/** How to read an input. */
export interface BlockOptions {
  /** The kind of rows without `type`. */
  readonly among: 'dump' | 'articles';
  /** The encoding that the user named; detected when left out. */
  readonly encoding?: string | undefined;
  /** The roles of a table's columns where their names do not tell. */
  readonly columns?: Columns | undefined;
  /** Whether the input may lack columns that `columns` names, because another input of the run has them. */
  readonly lenient?: boolean | undefined;
  /**
   * The article of all comments of a dump, where the user named one: readers then need no column for it. `file-name`: each file is an
   * article, whose title is the name of the file.
   */
  readonly article?: Article | 'file-name' | undefined;
  /** Whether there is a list of articles, in which comments that name no article find theirs by the name of their file. */
  readonly listed?: boolean | undefined;
  /** Called with the number of raw (perhaps compressed) bytes of each read. */
  readonly onRead?: ((bytes: number) => void) | undefined;
  /** Called before the first block of each input with how it is understood. */
  readonly onReading?: OnReading | undefined;
  /** Chooses the ids of pages' articles; the page's own or its file's name when left out. */
  readonly nameArticle?: NameArticle | undefined;
}

/**
 * Reads an input of any format as blocks of JSON Lines. Block boundaries depend only on the content, never on the chunks of the
 * stream. Memory does not grow with the input.
 *
 * @param path a file, an `s3://…` address, or `-` for standard input
 * @throws Fault `dump/…`, `article/…`, `file/…`, `storage/…`; Faults for wrong columns. When an input breaks off, all whole rows
 * before the break come first.
 */
export async function* readBlocks(path: string, options: BlockOptions): AsyncGenerator<LineBlock> {
  let packed = 0;
  const onRead = (bytes: number): void => {
    packed += bytes;
    options.onRead?.(bytes);
  };
  const file = shownName(path);
  const input = { path, file, bytes: openBytes(path, onRead), packed: () => packed, isMember: false };
  yield* blocksOf(input, options);
}

/** An input whose bytes are open. */
interface OpenInput {
  /** Where it can be opened again; `-` for anything else than a file. */
  readonly path: string;
  readonly file: string;
  readonly bytes: AsyncIterable<Buffer>;
  /** The raw bytes that were read so far. */
  readonly packed: () => number;
  /** Whether it is a member of an archive. */
  readonly isMember: boolean;
}

async function* blocksOf(
  { path, file, bytes, packed, isMember }: OpenInput,
  options: BlockOptions,
): AsyncGenerator<LineBlock> {
  const named = options.among === 'dump' ? options.article : undefined;
  const lone = named === 'file-name' ? articleOfName(file) : named;
  const elseArticle = options.among === 'dump' && options.listed === true ? stemOf(file) : undefined;
  const { head, whole, all } = await peek(bytes, HEAD_BYTES);
  if (head.length === 0) {
    await closeUnread(all); // Throws the error of an input that broke before its first byte.
    throw emptyInput(file);
  }
  const refusal = refusalOf(head);
  if (refusal !== undefined) {
    await closeUnread(all);
    throw refusedDocument(file, refusal);
  }
  const state = { told: false };
  const tell: OnReading = (reading) => {
    state.told = true;
    options.onReading?.(reading);
  };
  const input: DumpInput = {
    path,
    bytes: all,
    packed,
    isMember,
    source: { file, among: options.among, article: lone?.id, elseArticle },
    head: new Head(head, whole, options, lone?.id),
    columns: options.columns ?? {},
    options: { ...options, onReading: tell },
  };
  const format = FORMATS.find(({ detects }) => detects(input.head))!;
  let isGiven = lone === undefined;
  for await (const block of format.open(input)) {
    // Readers with nothing to say beyond their format leave it to this line.
    if (!state.told) tell({ file, format: format.name });
    // Members of archives have theirs already.
    if ((block.article ?? block.elseArticle) !== undefined || (lone?.id ?? elseArticle) === undefined) {
      yield block;
      continue;
    }
    if (!isGiven) yield articleBlock(lone!, file);
    isGiven = true;
    yield { ...block, article: lone?.id, elseArticle };
  }
  if (!state.told) tell({ file, format: format.name });
}

/** The article that a file is named after, with underscores for spaces. */
function articleOfName(file: string): Article {
  const name = stemOf(file);
  return { id: name, title: name.replace(/_+/g, ' ').trim(), body: null };
}

/** One article as a block of its own. */
function articleBlock(article: Article, file: string): LineBlock {
  const builder = new BlockBuilder(file, 'dump');
  builder.add(JSON.stringify({ type: 'article', ...article }), 1);
  return { ...builder.end()!, article: article.id };
}

/**
 * Finds the columns that the user named and that none of several inputs has, before any of them is read.
 *
 * @throws Faults `dump/unknown-column`, only where all inputs are tables written as text, whose headers can be looked at
 */
export async function checkNamedColumns(
  paths: readonly string[],
  options: Pick<BlockOptions, 'encoding' | 'columns'>,
): Promise<void> {
  const { columns = {} } = options;
  let missing: readonly string[] = Object.values(columns);
  let last: { readonly header: readonly string[]; readonly path: string } | undefined;
  for (const path of paths) {
    if (missing.length === 0) return;
    if (path === STANDARD || isRemote(path)) return;
    const { head: bytes, whole, all } = await peek(openBytes(path), HEAD_BYTES);
    await closeUnread(all);
    const head = new Head(bytes, whole, { ...options, among: 'dump' }, undefined);
    if (head.dialect === undefined) return;
    const header = headerIn(head.text, head.dialect, columns);
    const lacking = new Set(columnsOf(columns, header).missing);
    missing = missing.filter((name) => lacking.has(name));
    last = { header, path };
  }
  if (last !== undefined && missing.length > 0)
    throw unknownColumns(missing, last.header, { file: last.path });
}

/** An input that is about to be read. */
interface DumpInput {
  readonly path: string;
  /** The whole input, decompressed, head included. */
  readonly bytes: AsyncIterable<Buffer>;
  /** The raw bytes that were read so far. */
  readonly packed: () => number;
  /** Whether it is a member of an archive. */
  readonly isMember: boolean;
  readonly source: BlockSource;
  readonly head: Head;
  readonly columns: Columns;
  readonly options: BlockOptions;
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of one piece
async function* pieceOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

// eslint-disable-next-line @typescript-eslint/require-await, require-yield -- a stream that fails
async function* refused(fault: Fault): AsyncGenerator<LineBlock> {
  throw fault;
}

/** Closes a stream that nobody reads. */
async function closeUnread(stream: AsyncIterable<Buffer>): Promise<void> {
  const iterator = stream[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.();
}
