import { HEAD_BYTES } from './limits.js';
import type { Columns } from './table/columns.js';
import { discordBlocks } from './discord-export.js';
import { encodingOf, textOfHead } from './encoding.js';
import { EMPTY } from './faults.js';
import { findFormat } from './format.js';
import { lineBlocks, utf8Blocks } from './json-lines.js';
import type { LineBlock } from './line-block.js';
import { openBytes, peek, shownName } from './input.js';
import { pageBlocks, type NameArticle } from './page-blocks.js';
import { PARQUET_MAGIC, parquetBlocks } from './parquet/parquet-blocks.js';
import { csvBlocks } from './table/csv-blocks.js';

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
