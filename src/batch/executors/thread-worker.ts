import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { judgeOf, type JudgeSetup } from '../judge-setup.js';
import { blockJudge, type BlockResult, type BlockUnit } from '../stream/judge-block.js';
import { Articles } from '../work/articles.js';
import { readWork } from '../work/database.js';
import { type Chunk, chunkJudge, type ChunkOrder, type ChunkResult } from './chunk.js';

// A thread of this machine: judges the chunks of a whole dump or the blocks of a stream with a judge of its own.

/** What a thread gets when it starts. */
export type ThreadData = ChunkThreadData | BlockThreadData;

/** For a thread that judges chunks. */
export interface ChunkThreadData {
  readonly kind: 'chunks';
  readonly setup: JudgeSetup;
  readonly order: ChunkOrder;
  /** The file of the work database with the titles of all articles; undefined where each chunk holds all articles. */
  readonly titles: string | undefined;
}

/** For a thread that judges blocks. */
export interface BlockThreadData {
  readonly kind: 'blocks';
  readonly setup: JudgeSetup;
  readonly order: ChunkOrder;
  /** The file of the work database. */
  readonly work: string;
}

const judgeUnit = open(workerData as ThreadData) as (unit: Chunk | BlockUnit) => ChunkResult | BlockResult;

/** Judges one unit of the kind for which the thread was started. */
export default function judgeTask(unit: Chunk | BlockUnit): ChunkResult | BlockResult {
  return judgeUnit(unit);
}

function open(data: ThreadData): ((chunk: Chunk) => ChunkResult) | ((block: BlockUnit) => BlockResult) {
  const { setup, order } = data;
  const judge = judgeOf(setup);
  if (data.kind === 'chunks') {
    const titles = data.titles === undefined ? undefined : new Articles(readWork(data.titles)).titles();
    return chunkJudge(judge, order, titles);
  }
  const judgeBlock = blockJudge(judge.judging, new Articles(readWork(data.work)), order);
  return (block: BlockUnit) => {
    const result = judgeBlock(block);
    // The bytes of the result move to the main thread and are not copied.
    const moved = { [transferableSymbol]: [result.out.buffer], [valueSymbol]: result };
    return move(moved) as unknown as BlockResult;
  };
}
