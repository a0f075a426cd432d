import { articleAlerts } from '../alerts.js';
import type { BatchCounts, BatchOutcome, BatchRun } from '../batch-run.js';
import { ThreadExecutor } from '../executors/threads-crew.js';
import type { Executor } from '../executors/chunk.js';
import { LocalExecutor } from '../executors/here-crew.js';
import { collectParts } from '../stream/stream-state.js';
import { addCounts } from '../../judge/verdict-counts.js';
import { Articles } from '../work/articles.js';
import type { WorkFolder } from '../work/work-folder.js';
import { chunksOf, keepResult, openChunks, outcomesOf } from './chunks.js';
import { cut } from './cut.js';
import { gather } from './gather.js';
import { putTogether } from './put-together.js';

/**
 * Judges dumps as a whole, in two passes: the first reads everything into the work database, the second judges chunk by
 * chunk, and the results are put together in the order of the dump. Memory does not grow with the dump but for the
 * titles of its articles.
 */
export async function runWhole(run: BatchRun, work: WorkFolder): Promise<BatchOutcome> {
  const { db } = work;
  const articles = new Articles(db);
  await gather(run, db, articles);
  const chunks = cut(db);
  await judgeChunks(run, work, articles, chunks);
  const outcomes = outcomesOf(db);
  const verdicts = addCounts(outcomes.map((outcome) => outcome.verdicts));
  run.onProgress?.({ phase: 'writing', done: 0, share: undefined, flagged: verdicts.flagged });
  const rejects = await putTogether(run, work);
  const counts: BatchCounts = {
    read: verdicts.comments + rejects,
    results: verdicts.comments,
    rejects,
    articles: articles.size,
    verdicts,
    alerts: articleAlerts(
      outcomes.flatMap((outcome) => outcome.alerts),
      (id) => articles.before(id, Number.MAX_SAFE_INTEGER)!,
    ),
  };
  return { counts, report: run.order.report ? collectParts(db, run.reported) : null };
}

async function judgeChunks(
  run: BatchRun,
  work: WorkFolder,
  articles: Articles,
  chunks: number,
): Promise<void> {
  const { db } = work;
  const open = openChunks(db);
  if (open.length === 0) return;
  let { comments: done, flagged } = addCounts(outcomesOf(db).map(({ verdicts }) => verdicts));
  const all = db.prepare('SELECT count(*) FROM comment').pluck().get() as number;
  run.onProgress?.({ phase: 'judging', done, share: 0, flagged });
  const crew = await openCrew(run, work, articles, chunks, open.length);
  try {
    for await (const result of crew.run(chunksOf(db, open), run.signal)) {
      keepResult(db, result);
      done += result.verdicts.comments;
      flagged += result.verdicts.flagged;
      run.onProgress?.({ phase: 'judging', done, share: done / all, flagged });
    }
    run.signal?.throwIfAborted();
  } finally {
    await crew.close();
  }
}

async function openCrew(
  { judge, order }: BatchRun,
  { file, runId }: WorkFolder,
  articles: Articles,
  chunks: number,
  open: number,
): Promise<Executor> {
  // The articles of a lone chunk are all there are.
  const elsewhere = chunks > 1;
  switch (judge.kind) {
    case 'here':
      return new LocalExecutor(judge.judge, order, elsewhere ? articles.titles() : undefined);
    case 'threads': {
      const threads = Math.min(judge.threads, open);
      return new ThreadExecutor(threads, { setup: judge.setup, order, titles: elsewhere ? file : undefined });
    }
    case 'crew':
      return judge.open({ file, runId, open, titles: elsewhere ? articles.titles() : undefined });
  }
}
