import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import type { Article } from '../../article/article.js';
import type { ChunkOrder } from '../executors/chunk.js';
import { judgeOf, type JudgeSetup } from '../judge-setup.js';
import { formatter } from '../record.js';
import { Articles } from '../work/articles.js';
import { readWork } from '../work/database.js';
import { type BlockAnswer, type BlockTask, judgeBlock, remembering } from './judge-block.js';

// A thread that judges blocks of a stream.

/** What the thread is told when it starts. */
export interface BlockWorkerData {
  readonly setup: JudgeSetup;
  readonly order: ChunkOrder;
  /** The file of the work database. */
  readonly work: string;
}

const { setup, order, work } = workerData as BlockWorkerData;
const { judging } = judgeOf(setup);
const articles = new Articles(readWork(work));
const judge = {
  judging,
  formatter: formatter(order.format, order.language),
  find: remembering((id: string, row: number): Article | undefined => articles.before(id, row)),
  report: order.report,
};

/** Judges a block; the bytes of the answer are handed over, not copied. */
export default function judgeTask(task: BlockTask): BlockAnswer {
  const answer = judgeBlock(task, judge);
  const handed = { [transferableSymbol]: [answer.out.buffer], [valueSymbol]: answer };
  return move(handed) as unknown as BlockAnswer;
}
