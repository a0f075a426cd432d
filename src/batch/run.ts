import { existsSync } from 'node:fs';
import type { BatchOutcome, BatchRun } from './batch-run.js';
import { runStream } from './stream/run-stream.js';
import { runWhole } from './whole/run-whole.js';
import { type WorkDatabase, workFault } from './work/database.js';
import { GONE } from './work/output.js';
import { openWorkFolder } from './work/work-folder.js';

/** Whether anything is kept that a later run could go on with. */
function hasBegun(db: WorkDatabase): boolean {
  return db.prepare("SELECT 1 FROM meta WHERE key IN ('stream', 'gathered')").get() !== undefined;
}

/**
 * Judges dumps: one result per comment in the order they came, every row that cannot be judged to the rejects. As a whole
 * by default; with `order.single` each comment alone, as a stream. The outputs are there whole or not at all. Whatever
 * stops a run, its work stays in the work folder, and a run with `resume` goes on from there to the same bytes.
 */
export async function runBatch(run: BatchRun): Promise<BatchOutcome> {
  const { out, work: folder, resume = false, call = '', onNote } = run;
  const work = openWorkFolder({ out, folder, resume, call, onNote });
  try {
    const streams = run.order.single && run.judge.kind !== 'queue';
    const outcome = streams ? await runStream(run, work) : await runWhole(run, work);
    work.remove();
    return outcome;
  } catch (error) {
    // Whatever fails first when the folder is removed under the run: that is what is wrong.
    if (!existsSync(work.folder)) {
      work.close();
      throw GONE(out);
    }
    if (work.lasting && hasBegun(work.db)) work.close();
    else work.remove();
    throw workFault(error, work.folder);
  }
}
