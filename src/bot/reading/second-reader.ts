import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Article } from '../../article/index.js';
import { startWorker } from '../../assets/start-worker.js';
import type { Reading } from '../../relevance/index.js';
import { backoffMs } from '../../retry.js';
import type { Metrics, SkipReason } from '../health/metrics.js';
import { hold, type ReadAnswer, type ReadingThreadData, type ReadTask } from './read-task.js';

/** Limits of reading. */
export interface ReadLimits {
  /**
   * Comments that wait for a thread at most. All messages of a batch are stored together, so the last of these is what a
   * flood waits for: of 20,000 messages in ten seconds, 32 made the last card 64 s late.
   */
  readonly waiting: number;
  /** Ms for an answer, starting the thread included; then the first reader alone decides. */
  readonly answerMs: number;
  /** Ms without any answer after which a thread is ended. */
  readonly silentMs: number;
  /** Waits before a thread that broke is started again. */
  readonly restart: { readonly firstMs: number; readonly longestMs: number };
}

const LIMITS: ReadLimits = {
  waiting: 8,
  answerMs: 2000,
  silentMs: 30_000,
  restart: { firstMs: 1000, longestMs: 60_000 },
};

/** Tasks that a thread has at once: the next one is there when it is done with one. */
const IN_HAND = 2;

interface SecondReaderOptions {
  /** Starts a thread. */
  readonly start: () => Worker;
  readonly threads: number;
  readonly metrics: Pick<Metrics, 'commentRead' | 'commentNotRead' | 'readerWaiting'>;
  readonly log: Pick<Logger, 'error'>;
  readonly limits?: ReadLimits;
}

/**
 * The second reader of the bot: reads comments in threads of its own, so that the event loop stays free. It never makes
 * judging wait for long and never fails: a comment that cannot be read in time is judged by the first reader alone.
 */
export class SecondReader {
  readonly #desks: readonly ReadingDesk[];
  readonly #options: SecondReaderOptions;

  constructor(options: SecondReaderOptions) {
    this.#options = options;
    this.#desks = Array.from(
      { length: options.threads },
      () => new ReadingDesk(options, options.limits ?? LIMITS),
    );
  }

  /** Whether any thread takes comments at the moment. */
  get reads(): boolean {
    return this.#desks.some(({ isAway }) => !isAway);
  }

  /** Reads a comment under its article; null when it cannot be read in time. Never rejects. */
  async read(article: Article, text: string): Promise<Reading | null> {
    const { metrics } = this.#options;
    const began = performance.now();
    const asked = this.#quietest().read(article, text);
    this.#observeWaiting();
    const outcome = await asked;
    this.#observeWaiting();
    if (typeof outcome === 'string') {
      metrics.commentNotRead(outcome);
      return null;
    }
    metrics.commentRead((performance.now() - began) / 1000);
    return outcome;
  }

  /** Ends the threads; what they have not read counts as `away`. */
  async stop(): Promise<void> {
    await Promise.all(this.#desks.map((desk) => desk.stop()));
  }

  #quietest(): ReadingDesk {
    const load = ({ isAway, length }: ReadingDesk): number => (isAway ? Infinity : length);
    return this.#desks.reduce((best, desk) => (load(desk) < load(best) ? desk : best));
  }

  #observeWaiting(): void {
    this.#options.metrics.readerWaiting(this.#desks.reduce((sum, { length }) => sum + length, 0));
  }
}

/**
 * Starts a thread that reads with the second reader of a file.
 *
 * @param file of the second reader
 */
export function startReadingThread(file: string): Worker {
  const workerData: ReadingThreadData = { file };
  return startWorker('reading', {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: 4 },
  });
}

/** The encoder lies outside the heap; articles, the background and the vectors of titles take some 30 MB. */
const MOST_MEGABYTES = 192;

interface Task {
  readonly number: number;
  readonly article: Article;
  readonly text: string;
  readonly settle: (outcome: Reading | SkipReason) => void;
}

/** One reading thread and what waits for it. The thread starts with the first comment. */
class ReadingDesk {
  readonly #options: SecondReaderOptions;
  readonly #limits: ReadLimits;
  readonly #waiting = new Map<number, Task>();
  /** What the thread is reading, given up or not. */
  readonly #inHand = new Map<number, Task>();
  /** The articles that the thread holds. */
  #held = new Map<number, true>();
  #worker: Worker | undefined;
  /** Starts in a row that ended in a failure. */
  #failures = 0;
  #resting: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  /** Whether the thread let a comment in its hand wait too long, and has not answered since. */
  #silent = false;
  #stopped = false;
  #numbers = 0;

  constructor(options: SecondReaderOptions, limits: ReadLimits) {
    this.#options = options;
    this.#limits = limits;
  }

  get isAway(): boolean {
    return this.#stopped || this.#silent || this.#resting !== undefined;
  }

  /** Comments that wait or are being read. */
  get length(): number {
    return this.#waiting.size + this.#inHand.size;
  }

  read(article: Article, text: string): Promise<Reading | SkipReason> {
    if (this.isAway) return Promise.resolve('away');
    if (this.#waiting.size >= this.#limits.waiting) return Promise.resolve('busy');
    return new Promise((resolve) => {
      const number = this.#numbers++;
      const late = setTimeout(() => {
        if (this.#inHand.has(number)) this.#silent = true;
        this.#waiting.delete(number);
        resolve('late');
      }, this.#limits.answerMs);
      const settle = (outcome: Reading | SkipReason): void => {
        clearTimeout(late);
        resolve(outcome);
      };
      this.#waiting.set(number, { number, article, text, settle });
      this.#hand();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#resting);
    this.#giveUp('away');
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  /** Gives the thread what it can take. */
  #hand(): void {
    for (const task of this.#waiting.values()) {
      if (this.#inHand.size >= IN_HAND) return;
      this.#worker ??= this.#start();
      this.#waiting.delete(task.number);
      this.#inHand.set(task.number, task);
      if (this.#silence === undefined) this.#listen();
      const { number, text } = task;
      const key = keyOf(task.article);
      const { id, title, body } = task.article;
      const sent: ReadTask = this.#held.has(key)
        ? { number, text, key }
        : { number, text, key, article: { id, title, body } };
      if (sent.article !== undefined) hold(this.#held, key, true);
      this.#worker.postMessage(sent);
    }
  }

  #start(): Worker {
    const worker = this.#options.start();
    this.#held = new Map();
    const mine = (): boolean => this.#worker === worker;
    worker.on('message', ({ number, reading }: ReadAnswer) => {
      if (!mine()) return;
      this.#failures = 0;
      this.#silent = false;
      const task = this.#inHand.get(number);
      this.#inHand.delete(number);
      task?.settle(reading ?? 'failed');
      this.#listen();
      this.#hand();
    });
    worker.on('error', (error) => {
      if (mine()) this.#broken(error);
    });
    worker.on('exit', () => {
      if (mine()) this.#broken(new Error('the reading thread ended'));
    });
    return worker;
  }

  /** Waits for the next sign of life, as long as the thread has something in hand. */
  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = undefined;
    if (this.#inHand.size === 0) return;
    this.#silence = setTimeout(() => {
      this.#broken(new Error('the reading thread does not answer'));
    }, this.#limits.silentMs).unref();
  }

  /** Lets go of a thread that broke, and rests before the next one is started. */
  #broken(error: Error): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    this.#silent = false;
    const restMs = backoffMs(this.#limits.restart, this.#failures++);
    this.#options.log.error({ err: error, restMs }, 'the second reader broke; it is started again');
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
    }, restMs).unref();
    this.#giveUp('failed');
  }

  #giveUp(reason: SkipReason): void {
    clearTimeout(this.#silence);
    this.#silence = undefined;
    const left = [...this.#inHand.values(), ...this.#waiting.values()];
    this.#inHand.clear();
    this.#waiting.clear();
    for (const { settle } of left) settle(reason);
  }
}

const keys = new WeakMap<Article, number>();
let articles = 0;

/** A number for an article as it is: the judges keep one object for each. */
function keyOf(article: Article): number {
  let key = keys.get(article);
  if (key === undefined) keys.set(article, (key = articles++));
  return key;
}
