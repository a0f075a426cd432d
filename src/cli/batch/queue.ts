import { readFileSync } from 'node:fs';
import type { Judges } from '../../batch/batch-run.js';
import {
  cancelRun,
  openQueueExecutor,
  queueUrl,
  readQueueEnvironment,
} from '../../batch/executors/queue/index.js';
import { setupDigest, type JudgeSetup } from '../../batch/judge-setup.js';
import { leftRun, removeLeft } from '../../batch/work/work-folder.js';
import { workFolderOf } from '../../batch/work/work-folder.js';
import { Fault } from '../../fault.js';
import { BATCH_FAULTS, BATCH_NOTES } from '../../wording/cli/batch.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';
import type { BatchProgress } from './progress.js';

/** Options of `batch` that share its work among workers. */
export interface QueueOptions {
  readonly out: string;
  /** Address of PostgreSQL; true takes that of the environment. */
  readonly queue?: string | true;
  readonly files?: string;
  readonly cancel?: boolean;
}

/** Interval at which the progress polls the queue. */
const POLL_MS = 3000;

/**
 * Lets workers on any machines judge the chunks.
 *
 * @throws Fault `usage/queue-files` when no folder for the chunks is named
 */
export function queueJudges(setup: JudgeSetup, options: QueueOptions, progress: BatchProgress): Judges {
  const { url, files } = queuePlaces(options);
  return {
    kind: 'queue',
    open: async ({ runId, open, order, titles, adapted }) => {
      const digest = setupDigest(setup);
      const tables = adapted === undefined ? undefined : readFileSync(adapted);
      const executor = await openQueueExecutor({
        url,
        files,
        runId,
        open,
        order,
        digest,
        known: titles,
        tables,
      });
      const timer = setInterval(() => {
        executor.progress().then(progress.showQueue, () => undefined);
      }, POLL_MS);
      return {
        run: (chunks, signal) => executor.run(chunks, signal),
        close: () => {
          clearInterval(timer);
          return executor.close();
        },
      };
    },
  };
}

/**
 * Cancels an interrupted run: removes its chunks from the queue, its files and its work folder.
 *
 * @throws Fault `usage/nothing-left` when there is no such run, `usage/queue-files` when no folder for chunks is named
 */
export async function cancelBatch(options: QueueOptions, { note, say }: Context): Promise<void> {
  const folder = workFolderOf(options.out);
  const runId = folder === undefined ? undefined : leftRun(folder);
  if (folder === undefined || runId === undefined)
    throw new Fault('usage/nothing-left', BATCH_FAULTS.nothingLeft, { file: options.out });
  const { url, files } = queuePlaces(options);
  await cancelRun(url, runId, files);
  removeLeft(folder);
  note(say(BATCH_NOTES.cancelled));
  process.exitCode = EXIT.done;
}

function queuePlaces({ queue, files }: QueueOptions): { readonly url: string; readonly files: string } {
  const environment = readQueueEnvironment(process.env);
  const place = files ?? environment.files;
  if (place === undefined) throw new Fault('usage/queue-files', BATCH_FAULTS.queueFiles);
  return { url: queueUrl(typeof queue === 'string' ? queue : environment.url), files: place };
}
