import { existsSync } from 'node:fs';
import { ReportCollector } from '../report/gather/collect.js';
import { reportPartSchema } from '../report/gather/part.js';
import type { BatchOutcome, BatchRun, RunContext, RunTally } from './batch-run.js';
import { blocksOf } from './sources.js';
import { judgeStream } from './stream/judge-stream.js';
import { judgeWhole } from './whole/judge-whole.js';
import { Articles } from './work/articles.js';
import { hasKept, type WorkDatabase, workFault } from './work/database.js';
import { outputGone, RunOutputs } from './work/output.js';
import { openWorkFolder, type WorkFolder } from './work/work-folder.js';

/**
 * Judges dumps: one result for each comment in the order of the dump; each row that cannot be judged goes to the rejects.
 * Judges the dump as a whole unless `order.single` asks for a stream, in which each comment is judged alone. The outputs are
 * there whole or not at all. Whatever stops a run, its work stays in the work folder, and a run with `resume` goes on from
 * there to the same bytes.
 *
 * @throws Fault when an input cannot be read (`dump/…`, `file/…`), an output cannot be written, another run has the work
 * folder (`work/busy`), or the work left there cannot be resumed (`resume/…`); the reason of `signal`
 */
export async function runBatch(run: BatchRun): Promise<BatchOutcome> {
  const { out, work: folder, resume = false, call = '', onNote } = run;
  const work = openWorkFolder({ out, folder, resume, call, onNote });
  try {
    const streams = run.order.single && run.judge.kind !== 'queue';
    const outcome = await drive(run, work, streams ? judgeStream : judgeWhole);
    work.remove();
    return outcome;
  } catch (error) {
    // When somebody removed the folder during the run, that is the cause of whatever failed first.
    if (!existsSync(work.folder)) {
      work.close();
      throw outputGone(out);
    }
    if (work.lasting && hasKept(work.db, ['stream', 'gathered'])) work.close();
    else work.remove();
    throw workFault(error, work.folder);
  }
}

/** What streams and whole dumps have in common: articles, blocks after a position, outputs, counts and the report. */
async function drive(
  run: BatchRun,
  work: WorkFolder,
  judge: (context: RunContext) => Promise<RunTally>,
): Promise<BatchOutcome> {
  const articles = new Articles(work.db);
  const outputs = new RunOutputs(run, work);
  try {
    const { verdicts, rejects, alerts } = await judge({
      run,
      work,
      articles,
      outputs,
      blocks: (done) => blocksOf(run, done, (id, row) => articles.before(id, row)),
    });
    await outputs.commit();
    const results = verdicts.comments;
    return {
      counts: { read: results + rejects, results, rejects, articles: articles.size, verdicts, alerts },
      report: run.order.report ? collectParts(work.db, run.reported) : null,
    };
  } catch (error) {
    await outputs.discard();
    throw error;
  }
}

/** The report from all parts that the run has kept, in the order of their numbers. */
function collectParts(db: WorkDatabase, most: number | undefined): ReportCollector {
  const collector = new ReportCollector(most);
  for (const json of db.prepare('SELECT json FROM part ORDER BY number').pluck().iterate())
    collector.merge(reportPartSchema.parse(JSON.parse(json as string)));
  return collector;
}
