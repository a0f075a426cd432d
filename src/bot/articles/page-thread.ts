import type { Article } from '../../article/index.js';
import { FETCH } from '../../wording/bot/fetch.js';
import { Fault } from '../../fault.js';
import { startWorker } from '../../assets/start-worker.js';
import type { PageOrder, PageResult } from './page-job.js';

/** Pages of newspapers take well under a second; one that takes longer was made to. */
const MOST_MS = 6_000;
const MOST_MEGABYTES = 256;

/**
 * Reads the article of a page in a thread of its own: markup that a stranger wrote may keep a parser busy for minutes,
 * and the bot has heartbeats to send.
 *
 * @throws Fault `article/…` of the page, `article/unreadable` when it takes too long or too much memory
 */
export function readPageInThread(order: PageOrder, mostMs = MOST_MS): Promise<Omit<Article, 'id'>> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(import.meta.url, './page-worker', {
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
