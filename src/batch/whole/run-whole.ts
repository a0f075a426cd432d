import { rejectRow, rejectSchema } from '../../dumps/reject.js';
import { addCounts } from '../../judge/result.js';
import { articleAlerts } from '../alerts.js';
import type { BatchCounts, BatchOutcome, BatchRun } from '../batch-run.js';
import type { Executor } from '../executors/chunk.js';
import { LocalExecutor } from '../executors/executor.js';
import { ThreadExecutor } from '../executors/threads.js';
import { formatter } from '../record.js';
import { collectParts } from '../stream/run-stream.js';
import { Articles } from '../work/articles.js';
import { openOutput } from '../work/output.js';
import type { WorkFolder } from '../work/work-folder.js';
import { chunksOf, cut, keepResult, openChunks, outcomesOf } from './chunks.js';
import { gather } from './gather.js';

/** Characters that are written at once. */
const PIECE = 256 * 1024;

/** Writes results and rejects in the order of the dump. Gives the number of rejects. */
async function putTogether(run: BatchRun, work: WorkFolder): Promise<number> {
  const { db } = work;
  const out = await openOutput(run.out, work, 'out', run.order.format);
  const rejects = run.rejects === undefined ? undefined : await openOutput(run.rejects, work, 'rejects');
  let count = 0;
  try {
    let piece = formatter(run.order.format, run.order.language).head;
    for (const line of db.prepare('SELECT line FROM result ORDER BY seq').pluck().iterate()) {
      piece += line as string;
      if (piece.length < PIECE) continue;
      run.signal?.throwIfAborted();
      await out.write(piece);
      piece = '';
    }
    await out.write(piece);
    for (const json of db.prepare('SELECT json FROM reject ORDER BY place, number').pluck().iterate()) {
      const reject = rejectSchema.parse(JSON.parse(json as string));
      count++;
      run.onReject?.(reject);
      await rejects?.write(`${rejectRow(reject, run.order.language)}\n`);
    }
    await rejects?.commit();
    await out.commit();
    return count;
  } catch (error) {
    await out.discard();
    await rejects?.discard();
    throw error;
  }
}

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
    case 'local':
      return new LocalExecutor(judge.judge, order, elsewhere ? articles.titles() : undefined);
    case 'threads': {
      const threads = Math.min(judge.threads, open);
      return new ThreadExecutor(threads, { setup: judge.setup, order, titles: elsewhere ? file : undefined });
    }
    case 'queue':
      return judge.open({ file, runId, open, titles: elsewhere ? articles.titles() : undefined });
  }
}
