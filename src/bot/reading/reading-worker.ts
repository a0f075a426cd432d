import { parentPort, workerData } from 'node:worker_threads';
import type { Article } from '../../article/index.js';
import { loadReader } from '../../assets/shipped.js';
import { PairReader, type Reading } from '../../relevance/index.js';
import { hold, type ReadAnswer, type ReadingThreadData, type ReadTask } from './read-task.js';

// A thread that reads comments for the bot until it is ended.

const { file } = workerData as ReadingThreadData;
const reader = openOrThrow();
const held = new Map<number, Article>();

// Opens the file: a thread that cannot ends here.
reader.features({ id: '', title: '맞글', body: null }, '맞글');

function openOrThrow(): PairReader {
  const opened = loadReader(file);
  if (opened instanceof PairReader) return opened;
  throw opened ?? new Error(`no file ${file}`);
}

function readingOf({ key, article, text }: ReadTask): Reading | null {
  if (article !== undefined) hold(held, key, article);
  try {
    return reader.read(held.get(key)!, text, []);
  } catch {
    // A text that it cannot read must not cost the others their reader; the bot counts it.
    return null;
  }
}

parentPort?.on('message', (task: ReadTask) => {
  const answer: ReadAnswer = { number: task.number, reading: readingOf(task) };
  parentPort?.postMessage(answer);
});
