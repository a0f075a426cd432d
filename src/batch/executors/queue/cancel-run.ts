import { openStorage } from '../../../storage/open-storage.js';
import { openQueueDatabase } from './database.js';
import { runFolder } from './files/names.js';
import { readRun, removeRun } from './run-row.js';

/**
 * Cancels a run: takes its jobs out of the queue and removes its files. A coordinator that still runs ends with a Fault
 * `work/cancelled`; workers that have a chunk of it drop what they did.
 *
 * @param files where the run's files are; when undefined, what the queue knows of it
 * @returns whether the queue knew the run
 */
export async function cancelRun(url: string, runId: string, files?: string): Promise<boolean> {
  const db = await openQueueDatabase(url);
  try {
    const row = await readRun(db, runId);
    await removeRun(db, runId);
    const place = files ?? row?.files;
    if (place !== undefined) await (await openStorage(place)).removeAll(runFolder(runId));
    return row !== undefined;
  } finally {
    await db.close();
  }
}
