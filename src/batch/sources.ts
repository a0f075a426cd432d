import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Article } from '../article/article.js';
import { Fault } from '../fault.js';
import type { BatchRun } from './batch-run.js';
import { readBlocks } from '../dumps/formats.js';
import { cutBlock, type LineBlock } from '../dumps/line-block.js';
import { shownName } from '../dumps/input.js';
import { freeNames } from '../dumps/article-index.js';
import { linesIn } from './stream/find-articles.js';

/** How far a run has read. */
export const positionSchema = z.object({
  /** Lines that were read, of all inputs together. */
  rows: z.int().min(0),
  /** CRC-32 of what was read: whether the inputs are still what they were. */
  crc: z.int().min(0),
});
export type Position = z.infer<typeof positionSchema>;

/** Nothing is read yet. */
export const START: Position = { rows: 0, crc: 0 };

/** A block, and where its first line stands among all lines of the run. */
export interface PlacedBlock {
  readonly block: LineBlock;
  readonly row: number;
  readonly end: Position;
}

/**
 * The blocks of a run after those that are done: the file of articles first, then the dumps in their order.
 *
 * @param done what an earlier run has kept; it ends with a block
 * @param known the article of an id that came before a row: pages without an id of their own get a free one
 */
export async function* blocksOf(
  { dumps, articles, reading }: Pick<BatchRun, 'dumps' | 'articles' | 'reading'>,
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
      // An archive that broke off ended in the middle of what is a block now.
      const [old, fresh] = cutBlock(block, done.rows - end.rows);
      if (old !== undefined) end = after(end, old);
      if (end.rows === done.rows && end.crc !== done.crc) throw INPUT_CHANGED(block.file);
      if (fresh === undefined) continue;
      const row = end.rows;
      end = after(end, fresh);
      yield { block: fresh, row, end };
    }
  }
  if (end.rows < done.rows) throw INPUT_CHANGED(shownName(sources.at(-1)!.path));
}

function after({ rows, crc }: Position, block: LineBlock): Position {
  return { rows: rows + linesIn(block), crc: crc32(block.bytes, crc) };
}

const INPUT_CHANGED = (file: string): Fault =>
  new Fault(
    'resume/input-changed',
    {
      ko: '입력의 앞부분이 끊긴 작업 때와 다릅니다. --resume 없이 새로 시작하세요',
      en: 'the beginning of the input is not what it was when the work broke off. Start anew without --resume',
    },
    { file },
  );
