import { discordBlocks } from './discord/export.js';
import { encodingOf, textOfHead } from './encoding.js';
import { EMPTY } from './faults.js';
import { openBytes, peek, shownName } from './input.js';
import { lineBlocks, utf8Blocks } from './json-lines.js';
import { HEAD_BYTES } from './limits.js';
import type { LineBlock } from './line-block.js';
import { type NameArticle, pageBlocks } from './page.js';
import { PARQUET_MAGIC, parquetBlocks } from './parquet.js';
import type { Columns } from './table/columns.js';
import { csvBlocks } from './table/csv.js';
import { tableDelimiter, unknownTableDelimiter } from './table/header.js';

/** What an input is, by its first characters. */
type Format =
  { readonly kind: 'rows' | 'page' | 'discord' } | { readonly kind: 'table'; readonly delimiter: string };

const ROWS: Format = { kind: 'rows' };
const PAGE: Format = { kind: 'page' };
const DISCORD: Format = { kind: 'discord' };

/**
 * Finds out by content whether an input is JSON Lines, a table, an export of DiscordChatExporter, or one page (text, HTML,
 * JSON).
 *
 * @param head the input's beginning as text; its last line may be cut unless `whole`
 * @param columns what the user says of a table's columns
 */
function findFormat(head: string, whole: boolean, columns: Columns = {}): Format {
  const lines = head.split('\n');
  if (!whole && lines.length > 1) lines.pop();
  const filled = lines.map((line) => line.replace(/^\uFEFF/, '').trimEnd()).filter((line) => line !== '');
  const first = filled[0] ?? '';
  if (!first.startsWith('{')) {
    const delimiter = tableDelimiter(filled, columns);
    if (delimiter !== undefined) return { kind: 'table', delimiter };
  }
  if (first.startsWith('{') && looksLikeDiscord(head)) return DISCORD;
  // Pretty-printed JSON: its lines may be objects too, so it is told before them.
  if (first === '{') return PAGE;
  for (const line of filled) {
    const value = objectOf(line);
    if (value === undefined) continue;
    const lonePage = whole && filled.length === 1 && 'article' in value && !('comment' in value);
    return lonePage || Array.isArray(value.comments) ? PAGE : ROWS;
  }
  if (first.startsWith('{')) {
    if (/^\{\s*"article"\s*:\s*\{.*"comments"\s*:\s*\[/s.test(head)) return PAGE;
    // Pretty-printed JSON goes on with a key; broken JSON Lines go on with another `{`.
    return /^\s*["}\]]/.test(filled[1] ?? '') ? PAGE : ROWS;
  }
  const delimiter = /^\s*[<[]/.test(first) ? undefined : unknownTableDelimiter(filled);
  return delimiter === undefined ? PAGE : { kind: 'table', delimiter };
}

/** The keys DiscordChatExporter opens with (`JsonMessageWriter`): guild, channel, the dates, then the messages. */
function looksLikeDiscord(head: string): boolean {
  return (
    /^[\s\uFEFF]*\{\s*"guild"\s*:\s*\{/.test(head) &&
    /"channel"\s*:\s*\{/.test(head) &&
    /"messages"\s*:\s*\[/.test(head)
  );
}

function objectOf(line: string): Record<string, unknown> | undefined {
  // Rows begin at the margin; an indented object is a part of something larger.
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

export { BLOCK_BYTES, BLOCK_LINES, type LineBlock } from './line-block.js';

export interface BlockOptions {
  /** What rows without `type` are. */
  readonly among: 'dump' | 'articles';
  /** As the user named it; found out by content else. */
  readonly encoding?: string | undefined;
  /** Which column of a table is what, where its names do not say it. */
  readonly columns?: Columns | undefined;
  /** Hears how many bytes more were read of an input as it lies there. */
  readonly onRead?: ((bytes: number) => void) | undefined;
  /** Gives the articles of pages their ids; a page's own, or its file's name, when left out. */
  readonly nameArticle?: NameArticle | undefined;
}

/**
 * Reads an input, whatever it is, as blocks of JSON Lines. Where blocks end depends on the content only, never on how the
 * stream was cut. Memory does not grow with the input.
 *
 * @throws Fault when it is nothing that can be read, or when it breaks off: then all whole rows before were given
 */
export async function* readBlocks(path: string, options: BlockOptions): AsyncGenerator<LineBlock> {
  const file = shownName(path);
  const { head, whole, all } = await peek(openBytes(path, options.onRead), HEAD_BYTES);
  const source = { file, among: options.among };
  const { columns = {} } = options;
  if (head.length === 0) {
    await leave(all); // What broke before the first byte is told here.
    throw EMPTY(file);
  }
  if (head.subarray(0, 4).toString('latin1') === PARQUET_MAGIC) {
    await leave(all);
    yield* parquetBlocks(path, source, columns);
    return;
  }
  const encoding = encodingOf(head, options.encoding);
  const format = findFormat(textOfHead(head, encoding), whole, columns);
  switch (format.kind) {
    case 'page':
      yield* pageBlocks(all, source, options);
      return;
    case 'table':
      yield* csvBlocks(all, source, { encoding, delimiter: format.delimiter, columns });
      return;
    case 'discord':
      yield* discordBlocks(all, source, encoding);
      return;
    case 'rows':
      yield* encoding === 'utf-8' ? utf8Blocks(all, source) : lineBlocks(all, source, encoding);
  }
}

/** Closes a stream that is not read. */
async function leave(all: AsyncIterable<Buffer>): Promise<void> {
  const iterator = all[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.();
}
