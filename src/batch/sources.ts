import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Article } from '../article/article.js';
import { type BlockOptions, checkNamedColumns, readBlocks } from '../dumps/formats.js';
import { cutBlock, type LineBlock } from '../dumps/line-block.js';
import { shownName } from '../dumps/input.js';
import { freeNames } from '../dumps/article-index.js';
import { Fault } from '../fault.js';
import { BATCH } from '../wording/batch.js';

/** The inputs of a run. */
export interface Inputs {
  /** Paths or `-`, read in this order. */
  readonly dumps: readonly string[];
  /** The file of articles for rows without `type`, read first. */
  readonly articles?: string | undefined;
  /** Reading options that the content of the inputs does not determine. */
  readonly reading?: Omit<BlockOptions, 'among' | 'nameArticle'>;
  /** Stops the run at the next block. */
  readonly signal?: AbortSignal | undefined;
}

/** The read position of a run. */
export const positionSchema = z.object({
  /** Lines read, over all inputs. */
  rows: z.int().min(0),
  /** CRC-32 of the bytes read; a resumed run uses it to detect changed inputs. */
  crc: z.int().min(0),
});
export type Position = z.infer<typeof positionSchema>;

/** The position before the first line. */
export const START: Position = { rows: 0, crc: 0 };

/** A block and its position in the run. */
export interface PlacedBlock {
  readonly block: LineBlock;
  /** The index of its first line among all lines of the run. */
  readonly row: number;
  /** The position after its last line. */
  readonly end: Position;
}

/**
 * Yields the blocks of a run after `done`: the file of articles first, then the dumps in order.
 *
 * @param done position of an earlier run, at the end of a block
 * @param known returns the article with an id that precedes a row, to find free ids for pages without one @throws Fault
 *   `resume/input-changed` when the lines up to `done` differ from those of the earlier run; errors of reading an
 *   input; the reason of `signal`
 */
export async function* blocksOf(
  { dumps, articles, reading, signal }: Inputs,
  done: Position,
  known: (id: string, row: number) => Article | undefined,
): AsyncGenerator<PlacedBlock> {
  const sources: { path: string; among: LineBlock['among'] }[] = dumps.map((path) => ({
    path,
    among: 'dump',
  }));
  if (articles !== undefined) sources.unshift({ path: articles, among: 'articles' });
  const lenient = sources.length > 1;
  if (lenient && reading?.columns !== undefined)
    await checkNamedColumns(
      sources.map(({ path }) => path),
      reading,
    );
  let end = START;
  const nameArticle = freeNames((id) => known(id, end.rows));
  for (const { path, among } of sources) {
    for await (const block of readBlocks(path, {
      ...reading,
      among,
      listed: articles !== undefined,
      nameArticle,
      lenient,
    })) {
      // If an archive was truncated in the earlier run, that run may have ended in the middle of a present block.
      const [old, fresh] = cutBlock(block, done.rows - end.rows);
      if (old !== undefined) end = after(end, old);
      if (end.rows === done.rows && end.crc !== done.crc) throw inputChanged(block.file);
      if (fresh === undefined) continue;
      signal?.throwIfAborted();
      const row = end.rows;
      end = after(end, fresh);
      yield { block: fresh, row, end };
    }
  }
  if (end.rows < done.rows) throw inputChanged(shownName(sources.at(-1)!.path));
}

function after({ rows, crc }: Position, block: LineBlock): Position {
  return { rows: rows + linesIn(block), crc: crc32(block.bytes, crc) };
}

/** Number of lines of a block, including empty ones. */
function linesIn({ bytes, lines }: LineBlock): number {
  if (lines !== undefined) return lines.length;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = buffer.indexOf(0x0a); at !== -1; at = buffer.indexOf(0x0a, at + 1)) count++;
  return count;
}

const inputChanged = (file: string): Fault => new Fault('resume/input-changed', BATCH.inputChanged, { file });
