import type { Article } from '../../article/index.js';
import { FETCH } from '../../wording/bot/fetch.js';
import { Fault } from '../../fault.js';
import { startWorker } from '../../assets/start-worker.js';
import type { PageOrder, PageResult } from './page-job.js';

/** Parse timeout in ms: newspaper pages take well under a second, slower ones are built to attack the parser. */
const MOST_MS = 6_000;
const MOST_MEGABYTES = 256;

/**
 * Reads the article of a page in a worker thread: hostile markup can keep a parser busy for minutes, while the bot must
 * go on sending heartbeats.
 *
 * @throws Fault `article/…` of the page; `article/unreadable` if it exceeds the time or memory limit
 */
export function readPageInThread(order: PageOrder, mostMs = MOST_MS): Promise<Omit<Article, 'id'>> {
  return new Promise((resolve, reject) => {
    const worker = startWorker('page', {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    const end = (): void => {
      clearTimeout(timer);
      void worker.terminate();
    };
    const fail = (fault: Fault): void => {
      end();
      reject(fault);
    };
    const timer = setTimeout(() => {
      fail(unreadable());
    }, mostMs);
    worker.on('message', (word: PageResult) => {
      if (word.kind === 'fault') {
        fail(new Fault(word.code, word.text, word.position));
        return;
      }
      end();
      resolve(word.article);
    });
    worker.on('error', (error) => {
      fail(unreadable(error));
    });
    worker.on('exit', () => {
      fail(unreadable());
    });
  });
}

function unreadable(cause?: unknown): Fault {
  return new Fault('article/unreadable', FETCH.unreadable, {}, { cause });
}
