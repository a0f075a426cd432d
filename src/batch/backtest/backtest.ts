import { Backtest, type BacktestCounts } from '../../campaign/backtest.js';
import type { Verdict } from '../../judge/index.js';
import type { Pack } from '../../rules/index.js';
import { gathered, type Reading } from '../campaigns/list.js';
import { type Executor, LocalExecutor } from '../executors/executor.js';
import { unitThreads } from '../executors/threads.js';
import type { JudgeSetup } from '../judge-setup.js';
import type { ReaderOrder } from '../choices.js';
import { readsOf } from '../reads.js';
import { chunksOf, cut, openChunks } from '../whole/chunks.js';
import type { WorkDatabase } from '../work/database.js';
import { type BacktestSetup, chunkComparer, type LabelledChunk } from './compare.js';
import type { BacktestThreadData } from './thread-worker.js';

/** A pack to be tried on dumps. */
export interface BacktestOrder extends Reading {
  readonly pack: Pack;
  readonly setup: JudgeSetup;
  /** Judge each comment on its own; otherwise those of a chunk are context for each other, as in `batch`. */
  readonly single: boolean;
  readonly reader: ReaderOrder;
  /** Threads to use at most. */
  readonly threads: number;
  /** What people said of comments: by article and comment, before the dump's own labels. */
  readonly labelOf?: ((articleId: string, commentId: string) => Verdict | undefined) | undefined;
}

/** What a pack does to dumps. */
export interface BacktestOutcome {
  readonly counts: BacktestCounts;
  readonly articles: number;
  readonly rejects: number;
}

/**
 * Judges dumps with a pack and without it, and counts what it changes. Dumps are read once into a work folder, which is
 * gone afterwards, and judged chunk by chunk: memory grows with the titles alone. The outcome depends neither on the
 * number of threads nor on the order of the comments.
 *
 * @throws Fault, Faults when an input cannot be read, or packs, model or second reader cannot be used
 */
export function backtest(order: BacktestOrder): Promise<BacktestOutcome> {
  return gathered({ ...order, labels: true }, async ({ work: { db, file }, articles, rejects }) => {
    const chunks = cut(db);
    const all = db.prepare('SELECT count(*) FROM comment').pluck().get() as number;
    const { pack, setup, single, reader } = order;
    const plan: BacktestSetup = {
      pack,
      setup,
      order: { single, reads: readsOf(reader, single ? undefined : all) },
    };
    const threads = Math.min(order.threads, chunks);
    let executor: Executor<LabelledChunk, BacktestCounts>;
    if (threads > 1) {
      const data: BacktestThreadData = { ...plan, titles: chunks > 1 ? file : undefined };
      executor = unitThreads('backtest', threads, data);
    } else {
      const titles = chunks > 1 ? articles.titles() : undefined;
      executor = new LocalExecutor(await chunkComparer(plan, titles));
    }
    const tally = new Backtest(pack.id);
    let [done, flagged] = [0, 0];
    try {
      for await (const counts of executor.run(labelledChunks(db, order.labelOf), order.signal)) {
        tally.merge(counts);
        done += counts.comments;
        flagged += counts.newly;
        order.onProgress?.({ phase: 'judging', done, share: done / all, flagged });
      }
      order.signal?.throwIfAborted();
    } finally {
      await executor.close();
    }
    return { counts: tally.counts(), articles: articles.size, rejects };
  });
}

/** The chunks of a gathered dump, with the labels of their comments. */
function* labelledChunks(db: WorkDatabase, labelOf: BacktestOrder['labelOf']): Generator<LabelledChunk> {
  const find = db.prepare('SELECT label FROM label WHERE seq = ?').pluck();
  const any = db.prepare('SELECT 1 FROM label LIMIT 1').get() !== undefined;
  for (const chunk of chunksOf(db, openChunks(db))) {
    const labels = new Map<number, Verdict>();
    chunk.comments.forEach(({ seq, comment }, i) => {
      const label =
        labelOf?.(comment.articleId, comment.id) ??
        (any ? (find.get(seq) as Verdict | undefined) : undefined);
      if (label !== undefined) labels.set(i, label);
    });
    yield { ...chunk, labels };
  }
}
