import { parentPort, workerData } from 'node:worker_threads';
import { hold, type ReadAnswer, type ReadTask } from '../../../src/bot/reading/read-task.js';
import type { Article } from '../../../src/article/index.js';

// A reading thread for tests: its answer tells which article it held; some texts break it.

export type FakeThreadData = 'answers' | 'silent' | 'cannot start';

const kind = workerData as FakeThreadData;
if (kind === 'cannot start') throw new Error('no such file');
const held = new Map<number, Article>();

parentPort?.on('message', ({ number, text, key, article }: ReadTask) => {
  if (article !== undefined) hold(held, key, article);
  if (kind === 'silent' || text === '말이 없다') return;
  if (text === '터진다') throw new Error('broken');
  if (text === '나간다') process.exit(1);
  const answer: ReadAnswer = {
    number,
    reading: text === '못 읽는다' ? null : { weight: Number(held.get(key)!.title), nearer: null },
  };
  parentPort?.postMessage(answer);
});
