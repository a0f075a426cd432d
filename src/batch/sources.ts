import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Article } from '../article/article.js';
import { type BlockOptions, readBlocks } from '../dumps/formats.js';
import { cutBlock, type LineBlock } from '../dumps/line-block.js';
import { shownName } from '../dumps/input.js';
import { freeNames } from '../dumps/article-index.js';
import { Fault } from '../fault.js';
import { BATCH } from '../wording/batch.js';

/** What a run reads. */
export interface Inputs {
  /** Paths or `-`, read in this order. */
  readonly dumps: readonly string[];
  /** The file of articles for rows without `type`, read first. */
  readonly articles?: string | undefined;
  /** How inputs are read, beyond what their content says. */
  readonly reading?: Omit<BlockOptions, 'among' | 'nameArticle'>;
  /** Stops the run at the next block. */
  readonly signal?: AbortSignal | undefined;
}

/** How far a run has read. */
export const positionSchema = z.object({
  /** Lines read, of all inputs together. */
  rows: z.int().min(0),
  /** CRC-32 of the bytes read: a resumed run compares it to see whether the inputs changed. */
  crc: z.int().min(0),
});
export type Position = z.infer<typeof positionSchema>;

/** Nothing is read yet. */
export const START: Position = { rows: 0, crc: 0 };

/** A block and its place in the run. */
export interface PlacedBlock {
  readonly block: LineBlock;
  /** The index of its first line among all lines of the run. */
  readonly row: number;
  /** The position after its last line. */
  readonly end: Position;
}

/**
 * The blocks of a run after those that are done: the file of articles first, then the dumps in their order.
 *
 * @param done how far an earlier run came; it ends with a block
 * @param known the article of an id that came before a row: pages without an id of their own get one that is free
 * @throws Fault `resume/input-changed` when the lines up to `done` are others than those of the earlier run; whatever reading
 * an input throws; the reason of `signal`
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
  let end = START;
  const nameArticle = freeNames((id) => known(id, end.rows));
  for (const { path, among } of sources) {
    for await (const block of readBlocks(path, { ...reading, among, nameArticle })) {
      // An archive that broke off in the earlier run may have ended in the middle of what is a block now.
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

/** Lines of a block, empty ones too. */
function linesIn({ bytes, lines }: LineBlock): number {
  if (lines !== undefined) return lines.length;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = buffer.indexOf(0x0a); at !== -1; at = buffer.indexOf(0x0a, at + 1)) count++;
  return count;
}

const inputChanged = (file: string): Fault => new Fault('resume/input-changed', BATCH.inputChanged, { file });
