import { rejectSchema } from '../../dumps/reject.js';
import { addCounts, addReads } from '../../judge/result.js';
import { ScoreBins } from '../../report/gather/foreign-share.js';
import { adaptToDump } from '../adapt/adapt.js';
import { articleAlerts } from '../alerts.js';
import type { RunContext, RunTally } from '../batch-run.js';
import { type Chunk, chunkJudge, type ChunkOrder, type ChunkResult } from '../executors/chunk.js';
import { type Executor, LocalExecutor } from '../executors/executor.js';
import { chunkThreads } from '../executors/threads.js';
import { judgeOf } from '../judge-setup.js';
import { campaignsOrder, countCampaigns, findCampaigns } from '../campaigns/whole.js';
import { readsOf } from '../reads.js';
import { formatter } from '../record.js';
import { chunksOf, cut, keepResult, openChunks, outcomesOf } from './chunks.js';
import { gather } from './gather.js';

/**
 * Judges dumps as a whole: reads everything into the work database, judges it chunk by chunk, and writes the results in
 * the order of the dump. The titles of all articles are the only data in memory that grow with the dump.
 *
 * @throws errors of reading, judging or writing; keeps the blocks read and the chunks judged before
 */
export async function judgeWhole(context: RunContext): Promise<RunTally> {
  const { run, work, articles } = context;
  const { db } = work;
  const dump = await gather(context);
  const chunks = cut(db);
  const adapted = await adaptToDump(context);
  const campaigns = await campaignsOrder(run, adapted?.file);
  if (campaigns !== undefined) await findCampaigns(context, campaigns);
  await judgeChunks(context, chunks, adapted?.file);
  const outcomes = outcomesOf(db);
  const verdicts = addCounts(outcomes.map((outcome) => outcome.verdicts));
  const scores = new ScoreBins();
  for (const outcome of outcomes) scores.merge(outcome.scores);
  run.onProgress?.({ phase: 'writing', done: 0, share: undefined, flagged: verdicts.flagged });
  const rejects = await writeInOrder(context);
  const alerts = articleAlerts(
    outcomes.flatMap((outcome) => outcome.alerts),
    (id) => articles.before(id, Number.MAX_SAFE_INTEGER)!,
  );
  const reading = addReads(outcomes.map((outcome) => outcome.reading));
  return {
    verdicts,
    scores: scores.pack(),
    reading,
    rejects,
    alerts,
    campaigns: campaigns === undefined ? null : countCampaigns(db),
    taught: adapted?.taught ?? null,
    dump,
  };
}

/** Judges the open chunks and stores each result immediately. */
async function judgeChunks(context: RunContext, chunks: number, adapted: string | undefined): Promise<void> {
  const { run, work } = context;
  const { db } = work;
  const open = openChunks(db);
  if (open.length === 0) return;
  let { comments: done, flagged } = addCounts(outcomesOf(db).map(({ verdicts }) => verdicts));
  const all = db.prepare('SELECT count(*) FROM comment').pluck().get() as number;
  run.onProgress?.({ phase: 'judging', done, share: 0, flagged });
  // By the comments of the whole dump: a resumed run and every worker read the same.
  const order = { ...run.order, reads: readsOf(run.reader, all) };
  const executor = await chunkExecutor(context, { chunks, open: open.length, order, adapted });
  try {
    for await (const result of executor.run(chunksOf(db, open), run.signal)) {
      keepResult(db, result);
      done += result.verdicts.comments;
      flagged += result.verdicts.flagged;
      run.onProgress?.({ phase: 'judging', done, share: done / all, flagged });
    }
    run.signal?.throwIfAborted();
  } finally {
    await executor.close();
  }
}

/** The executor of a whole dump; it may yield results in any order. */
async function chunkExecutor(
  { run: { judge, adapt }, work: { file, runId }, articles }: RunContext,
  {
    chunks,
    open,
    order,
    adapted,
  }: { chunks: number; open: number; order: ChunkOrder; adapted: string | undefined },
): Promise<Executor<Chunk, ChunkResult>> {
  // A single chunk holds all articles.
  const titles = chunks > 1 ? articles.titles() : undefined;
  switch (judge.kind) {
    case 'local':
      return new LocalExecutor(
        chunkJudge(
          adapt === undefined || adapted === undefined
            ? judge.judge
            : await judgeOf({ ...adapt.setup, adapted }),
          order,
          titles,
        ),
      );
    case 'threads':
      return chunkThreads(Math.min(judge.threads, open), {
        setup: { ...judge.setup, adapted },
        order,
        titles: chunks > 1 ? file : undefined,
      });
    case 'queue':
      return judge.open({ file, runId, open, order, titles, adapted });
  }
}

/** Characters of results per write. */
const PIECE = 256 * 1024;

/** Writes results and rejects in the order of the dump. Returns the number of rejects. */
async function writeInOrder({ run, work: { db }, outputs }: RunContext): Promise<number> {
  await outputs.open();
  let piece = formatter(run.order.format, run.order.language, run.order.fields).head;
  for (const line of db.prepare('SELECT line FROM result ORDER BY seq').pluck().iterate()) {
    piece += line as string;
    if (piece.length < PIECE) continue;
    run.signal?.throwIfAborted();
    await outputs.write(piece);
    piece = '';
  }
  await outputs.write(piece);
  let rejects = 0;
  for (const json of db.prepare('SELECT json FROM reject ORDER BY place, number').pluck().iterate()) {
    await outputs.reject(rejectSchema.parse(JSON.parse(json as string)));
    rejects++;
  }
  return rejects;
}
