import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { judgeOf, type JudgeSetup } from '../judge-setup.js';
import { blockJudge, type BlockResult, type BlockUnit } from '../stream/judge-block.js';
import { Articles } from '../work/articles.js';
import { readWork } from '../work/database.js';
import { type Chunk, chunkJudge, type ChunkOrder, type ChunkResult } from './chunk.js';

// A thread of this machine: judges the chunks of a whole dump or the blocks of a stream with a judge of its own.

/** Start-up data of a thread. */
export type ThreadData = ChunkThreadData | BlockThreadData;

/** Start-up data of a thread that judges chunks. */
export interface ChunkThreadData {
  readonly kind: 'chunks';
  readonly setup: JudgeSetup;
  readonly order: ChunkOrder;
  /** The file of the work database with the titles of all articles; undefined when each chunk holds all articles. */
  readonly titles: string | undefined;
}

/** Start-up data of a thread that judges blocks. */
export interface BlockThreadData {
  readonly kind: 'blocks';
  readonly setup: JudgeSetup;
  readonly order: ChunkOrder;
  /** The file of the work database. */
  readonly work: string;
}

// Not awaited here: the pool would load a module that waits twice.
const opened = open(workerData as ThreadData) as Promise<
  (unit: Chunk | BlockUnit) => ChunkResult | BlockResult
>;

/** Judges one unit; its kind is that of the start-up data. */
export default async function judgeTask(unit: Chunk | BlockUnit): Promise<ChunkResult | BlockResult> {
  return (await opened)(unit);
}

async function open(
  data: ThreadData,
): Promise<((chunk: Chunk) => ChunkResult) | ((block: BlockUnit) => BlockResult)> {
  const { setup, order } = data;
  const judge = await judgeOf(setup);
  if (data.kind === 'chunks') {
    const titles = data.titles === undefined ? undefined : new Articles(readWork(data.titles)).titles();
    return chunkJudge(judge, order, titles);
  }
  const judgeBlock = blockJudge(judge.judging, new Articles(readWork(data.work)), order);
  return (block: BlockUnit) => {
    const result = judgeBlock(block);
    // Transfer the bytes of the result to the main thread instead of copying them.
    const moved = { [transferableSymbol]: [result.out.buffer], [valueSymbol]: result };
    return move(moved) as unknown as BlockResult;
  };
}
