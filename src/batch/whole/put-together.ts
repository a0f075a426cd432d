import type { BatchRun } from '../batch-run.js';
import { formatter } from '../record.js';
import { rejectRow, rejectSchema } from '../../dumps/reject.js';
import { openOutput } from '../work/outputs.js';
import type { WorkFolder } from '../work/work-folder.js';

/** Characters that are written at once. */
const PIECE = 256 * 1024;

/** Writes results and rejects in the order of the dump. Gives the number of rejects. */
export async function putTogether(run: BatchRun, work: WorkFolder): Promise<number> {
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
