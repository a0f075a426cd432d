import type { Judges } from '../../batch/batch-run.js';
import type { ChunkOrder } from '../../batch/executors/chunk.js';
import { setupDigest, type JudgeSetup } from '../../batch/judge-setup.js';
import {
  cancelRun,
  openQueueExecutor,
  queueUrl,
  readQueueEnvironment,
} from '../../batch/executors/queue/index.js';
import { leftRun, removeLeft } from '../../batch/work/left-run.js';
import { workFolderOf } from '../../batch/work/work-folder.js';
import { Fault } from '../../fault.js';
import type { BatchOptions } from './command.js';
import type { BatchProgress } from './progress.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit.js';

/** Milliseconds between two looks at the queue for the progress. */
const LOOK = 3000;

/** Workers on any machines judge the chunks. */
export function queueJudges(
  setup: JudgeSetup,
  order: ChunkOrder,
  options: BatchOptions,
  progress: BatchProgress,
): Judges {
  const { url, files } = placesOf(options);
  return {
    kind: 'crew',
    open: async ({ runId, open, titles }) => {
      const digest = setupDigest(setup);
      const crew = await openQueueExecutor({ url, files, runId, open, order, digest, known: titles });
      const timer = setInterval(() => {
        crew.progress().then(progress.tellQueue, () => undefined);
      }, LOOK);
      return {
        run: (chunks, signal) => crew.run(chunks, signal),
        close: () => {
          clearInterval(timer);
          return crew.close();
        },
      };
    },
  };
}

/** Takes a run that was broken off out of the queue, with its files and its work folder. */
export async function cancelBatch(options: BatchOptions, { note, say }: Context): Promise<void> {
  const folder = workFolderOf(options.out);
  const runId = folder === undefined ? undefined : leftRun(folder);
  if (folder === undefined || runId === undefined) throw NOTHING_LEFT(options.out);
  const { url, files } = placesOf(options);
  await cancelRun(url, runId, files);
  removeLeft(folder);
  note(say({ ko: '작업을 거두었습니다.', en: 'The run is cancelled.' }));
  process.exitCode = EXIT.done;
}

function placesOf({ queue, files }: BatchOptions): { readonly url: string; readonly files: string } {
  const environment = readQueueEnvironment(process.env);
  const place = files ?? environment.files;
  if (place === undefined) throw NO_FILES();
  return { url: queueUrl(typeof queue === 'string' ? queue : environment.url), files: place };
}

const NO_FILES = (): Fault =>
  new Fault('usage/queue-files', {
    ko: '일꾼들이 모두 보는 폴더나 s3:// 주소를 --files나 MATGEUL_QUEUE_FILES로 주세요',
    en: 'name a folder or s3:// address that all workers see, by --files or MATGEUL_QUEUE_FILES',
  });

const NOTHING_LEFT = (file: string): Fault =>
  new Fault(
    'usage/nothing-left',
    { ko: '이 결과에 남은 작업이 없습니다', en: 'no work is left for these results' },
    { file },
  );
