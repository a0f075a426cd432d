import { existsSync } from 'node:fs';
import { ReportCollector } from '../report/gather/collect.js';
import { estimateForeignShare } from '../report/gather/foreign-share.js';
import { reportPartSchema } from '../report/gather/part.js';
import type { BatchOutcome, BatchRun, RunContext, RunTally } from './batch-run.js';
import { campaignList } from './campaigns/list.js';
import { blocksOf } from './sources.js';
import { judgeStream } from './stream/judge-stream.js';
import { judgeWhole } from './whole/judge-whole.js';
import { Articles } from './work/articles.js';
import { hasKept, type WorkDatabase, workFault } from './work/database.js';
import { outputGone, RunOutputs } from './work/output.js';
import { openWorkFolder, type WorkFolder } from './work/work-folder.js';

/**
 * Judges dumps and writes one result for each comment in the order of the dump, and one reject for each row that it
 * cannot judge. Judges the dump as a whole, or with `order.single` as a stream of independent comments. Outputs appear
 * complete or not at all. An interrupted run leaves its work in the work folder, and a run with `resume` continues
 * there and produces the same bytes.
 *
 * @throws Fault when an input cannot be read (`dump/…`, `file/…`), an output cannot be written, another run uses the
 *   work folder (`work/busy`), or the work left there cannot be resumed (`resume/…`); the reason of `signal`
 */
export async function runBatch(run: BatchRun): Promise<BatchOutcome> {
  const { out, work: folder, resume = false, call = '', onNote } = run;
  const work = openWorkFolder({ out, folder, resume, call, onNote });
  try {
    // What is to be learned from must be read first.
    const streams = run.order.single && run.judge.kind !== 'queue' && run.adapt === undefined;
    const outcome = await drive(run, work, streams ? judgeStream : judgeWhole);
    work.remove();
    return outcome;
  } catch (error) {
    // If the work folder is gone, its removal caused the error.
    if (!existsSync(work.folder)) {
      work.close();
      throw outputGone(out);
    }
    if (work.lasting && hasKept(work.db, ['stream', 'gathered'])) work.close();
    else work.remove();
    throw workFault(error, work.folder);
  }
}

/** The part that streams and whole dumps share: articles, blocks after a position, outputs, counts and the report. */
async function drive(
  run: BatchRun,
  work: WorkFolder,
  judge: (context: RunContext) => Promise<RunTally>,
): Promise<BatchOutcome> {
  const articles = new Articles(work.db);
  const outputs = new RunOutputs(run, work);
  try {
    const { verdicts, scores, reading, rejects, alerts, campaigns, taught, dump } = await judge({
      run,
      work,
      articles,
      outputs,
      blocks: (done) => blocksOf(run, done, (id, row) => articles.before(id, row)),
    });
    await outputs.commit();
    const results = verdicts.comments;
    return {
      counts: {
        read: results + rejects,
        results,
        rejects,
        articles: articles.size,
        verdicts,
        foreignShare: estimateForeignShare(scores),
        reading,
        alerts,
        campaigns,
        dump,
      },
      report: run.order.report ? collectParts(work.db, run.reported) : null,
      campaigns: run.order.report && campaigns !== null ? campaignList(work.db) : null,
      taught,
    };
  } catch (error) {
    await outputs.discard();
    throw error;
  }
}

/** Merges the stored parts of the report, in the order of their numbers. */
function collectParts(db: WorkDatabase, most: number | undefined): ReportCollector {
  const collector = new ReportCollector(most);
  for (const json of db.prepare('SELECT json FROM part ORDER BY number').pluck().iterate())
    collector.merge(reportPartSchema.parse(JSON.parse(json as string)));
  return collector;
}
