import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { startWorker } from '../../assets/start-worker.js';
import { Fault } from '../../fault.js';
import { backoffMs } from '../../retry.js';
import { JUDGING_THREAD } from '../../wording/bot/core.js';
import type { Metrics } from '../health/metrics.js';
import {
  holdServer,
  type JudgingAnswer,
  type JudgingTask,
  type JudgingThreadData,
  type ServerRecipe,
} from './judging-task.js';
import type { Noted, ServerComment } from './server-judge.js';

/**
 * UTF-16 code units of a comment and the one it replies to up to which it is judged on the event loop. Of hostile texts
 * (`bench/worst.ts`) the worst took 4.5 ms for 4,000, so that these take little more than a millisecond; what people
 * write is shorter by far.
 */
export const LONGEST_ON_LOOP = 1000;

/** Limits of judging in a thread. */
export interface JudgingLimits {
  /** Ms for the start of a thread; one that takes longer is ended. */
  readonly startMs: number;
  /** Ms for one comment; a thread that takes longer is ended. */
  readonly silentMs: number;
  /** Ms without work after which the thread is ended: it takes some 60 MB. */
  readonly idleMs: number;
  /** Waits after a thread that could not start. */
  readonly restart: { readonly firstMs: number; readonly longestMs: number };
}

const LIMITS: JudgingLimits = {
  startMs: 30_000,
  silentMs: 10_000,
  idleMs: 60_000,
  restart: { firstMs: 1000, longestMs: 60_000 },
};

/** Times that a comment may break the thread: the first time something else may have been to blame. */
const MOST_BREAKS = 2;

interface PoolOptions {
  /** Starts a thread. */
  readonly start: () => Worker;
  readonly metrics: Pick<Metrics, 'judgedApart' | 'judgingBroke' | 'judgingWaiting' | 'judgingSetAside'>;
  readonly log: Pick<Logger, 'error'>;
  readonly limits?: JudgingLimits;
}

interface Waiting {
  readonly number: number;
  readonly recipe: ServerRecipe;
  readonly comment: ServerComment;
  /** Null: it is to be judged on the event loop. */
  readonly settle: (noted: Noted | null) => void;
  readonly fail: (error: Error) => void;
  breaks: number;
}

/**
 * Judges long comments in a thread, so that the event loop stays free for clicks and heartbeats. One thread, for the
 * intake asks for one comment after another; it starts with the first one, and ends when none came for a minute. A thread
 * that breaks or does not answer is ended, and what it had is judged again by the next one; a comment that breaks it twice
 * is set aside. Where no thread starts, the event loop judges.
 */
export class JudgingPool {
  readonly #options: PoolOptions;
  readonly #limits: JudgingLimits;
  readonly #waiting: Waiting[] = [];
  /** What the thread is at: one at a time, so that nothing else is to blame when it breaks. */
  #inHand: Waiting | undefined;
  /** Recipes that the thread holds, by their numbers. */
  #held = new Map<number, { readonly adapted: boolean }>();
  #worker: Worker | undefined;
  /** Whether the thread has started. */
  #ready = false;
  /** Starts in a row that failed. */
  #failures = 0;
  #resting: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #stopped = false;
  #numbers = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
  }

  /** Whether the thread takes comments at the moment; it need not run. */
  get judges(): boolean {
    return !this.#stopped && this.#resting === undefined;
  }

  /**
   * Judges a comment with the judge of its server; null where no thread is to be had, and the event loop is to judge.
   *
   * @throws `Fault` `judging/stopped` when the bot stops; `Error` when the judge fails on the comment
   */
  judge(recipe: ServerRecipe, comment: ServerComment): Promise<Noted | null> {
    if (this.#stopped) return Promise.reject(stoppedFault());
    if (this.#resting !== undefined) return Promise.resolve(null);
    return new Promise((settle, fail) => {
      this.#waiting.push({ number: this.#numbers++, recipe, comment, settle, fail, breaks: 0 });
      this.#hand();
    });
  }

  /** Ends the thread; what waits is refused, and judged after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#resting);
    for (const { fail } of this.#takeAll()) fail(stoppedFault());
    await this.#end();
  }

  /** Gives the thread what it can take. */
  #hand(): void {
    clearTimeout(this.#idle);
    if (this.#waiting.length > 0 && this.#worker === undefined) {
      this.#worker = this.#start();
      this.#listen(this.#limits.startMs);
    }
    if (this.#ready && this.#inHand === undefined && this.#waiting.length > 0) {
      this.#inHand = this.#waiting.shift()!;
      this.#listen(this.#limits.silentMs);
      this.#worker!.postMessage(this.#taskOf(this.#inHand));
    }
    const waiting = this.#waiting.length + (this.#inHand === undefined ? 0 : 1);
    this.#options.metrics.judgingWaiting(waiting);
    if (waiting > 0 || this.#worker === undefined) return;
    this.#idle = setTimeout(() => void this.#end(), this.#limits.idleMs).unref();
  }

  #taskOf({ number, recipe, comment }: Waiting): JudgingTask {
    const key = keyOf(recipe);
    const { article, ...beside } = comment;
    const known = recipe.known.includes(article);
    const task = { number, key, article: known ? article.id : article, comment: beside };
    if (this.#held.has(key)) return task;
    holdServer(this.#held, key, { adapted: recipe.table !== undefined });
    return { ...task, recipe };
  }

  #start(): Worker {
    const worker = this.#options.start();
    this.#held = new Map();
    const mine = (): boolean => this.#worker === worker;
    worker.on('message', (answer: JudgingAnswer) => {
      if (mine()) this.#answered(answer);
    });
    worker.on('error', (error) => {
      if (mine()) this.#broken(error);
    });
    worker.on('exit', () => {
      if (mine()) this.#broken(new Error('the judging thread ended'));
    });
    return worker;
  }

  #answered(answer: JudgingAnswer): void {
    if ('ready' in answer) {
      this.#ready = true;
      this.#failures = 0;
      clearTimeout(this.#silence);
      this.#hand();
      return;
    }
    clearTimeout(this.#silence);
    const task = this.#inHand;
    this.#inHand = undefined;
    this.#options.metrics.judgedApart(answer.ms / 1000);
    if (answer.noted === null) task?.fail(new Error('the judge failed on a comment'));
    else task?.settle(answer.noted);
    this.#hand();
  }

  /** Waits for the next sign of life. */
  #listen(ms: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#broken(new Error('the judging thread does not answer'));
    }, ms).unref();
  }

  /** Lets go of a thread that broke. What it had is judged again, in the same order, by the next one. */
  #broken(error: Error): void {
    const { log, metrics } = this.#options;
    const started = this.#ready;
    void this.#end();
    metrics.judgingBroke();
    if (!started) {
      const restMs = backoffMs(this.#limits.restart, this.#failures++);
      log.error({ err: error, restMs }, 'the judging thread cannot start; the event loop judges meanwhile');
      this.#resting = setTimeout(() => (this.#resting = undefined), restMs).unref();
      for (const { settle } of this.#takeAll()) settle(null);
      return;
    }
    log.error({ err: error }, 'the judging thread broke; it is started again');
    const suspect = this.#inHand;
    this.#inHand = undefined;
    if (suspect !== undefined && ++suspect.breaks < MOST_BREAKS) this.#waiting.unshift(suspect);
    else if (suspect !== undefined) {
      metrics.judgingSetAside();
      suspect.fail(new Error('a comment broke the judging thread twice'));
    }
    this.#hand();
  }

  #takeAll(): Waiting[] {
    const all = [...(this.#inHand === undefined ? [] : [this.#inHand]), ...this.#waiting.splice(0)];
    this.#inHand = undefined;
    return all;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#silence);
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    await worker?.terminate();
  }
}

/** Starts a thread that judges comments. */
export function startJudgingThread(data: JudgingThreadData): Worker {
  return startWorker('judging', {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: 4 },
  });
}

/** Model and packs lie outside the heap; prepared articles of 64 servers take some 100 MB. */
const MOST_MEGABYTES = 256;

const stoppedFault = (): Fault => new Fault('judging/stopped', JUDGING_THREAD.stopped);

const keys = new WeakMap<ServerRecipe, number>();
let recipes = 0;

function keyOf(recipe: ServerRecipe): number {
  let key = keys.get(recipe);
  if (key === undefined) keys.set(recipe, (key = recipes++));
  return key;
}
