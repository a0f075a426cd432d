import type { BatchRun } from '../batch-run.js';
import { formatter } from '../record.js';
import { openThreads } from '../executors/threads.js';
import type { Articles } from '../work/articles.js';
import type { BlockWorkerData } from './block-worker.js';
import { type BlockAnswer, type BlockTask, judgeBlock, remembering } from './judge-block.js';

/** Who judges the blocks of a stream. */
export interface BlockJudges {
  /** How many work at a time. */
  readonly count: number;
  judge(task: BlockTask): Promise<BlockAnswer>;
  close(): Promise<void>;
}

/** Threads, or this one. */
export function openBlockJudges({ judge, order }: BatchRun, work: string, articles: Articles): BlockJudges {
  if (judge.kind === 'threads') {
    const { setup, threads } = judge;
    const data: BlockWorkerData = { setup, order, work };
    const pool = openThreads<BlockTask, BlockAnswer>(
      import.meta.url,
      './block-worker',
      threads,
      setup.model === null ? 'rules' : 'model',
      data,
    );
    return {
      count: threads,
      judge: (task) => pool.run(task, { transferList: [task.block.bytes.buffer as ArrayBuffer] }),
      close: () => pool.destroy(),
    };
  }
  if (judge.kind === 'queue') throw new Error('a crew judges chunks, not blocks');
  const { judging } = judge.judge;
  const here = {
    judging,
    formatter: formatter(order.format, order.language),
    find: remembering((id, row) => articles.before(id, row)),
    report: order.report,
  };
  return {
    count: 1,
    // Also here a fault comes through the promise, in its turn.
    judge: (task) => Promise.resolve().then(() => judgeBlock(task, here)),
    close: () => Promise.resolve(),
  };
}
