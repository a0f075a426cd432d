import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../../fault.js';
import { openStorage } from '../../../storage/open-storage.js';
import { readWhole, type Storage } from '../../../storage/storage.js';
import { QUEUE } from '../../../wording/queue.js';
import type { Chunk, ChunkOrder, ChunkResult, KnownTitle } from '../chunk.js';
import { type Executor, iteratorOf, type Units } from '../executor.js';
import { openQueueDatabase, type QueueDatabase, retryWhileAway } from './database.js';
import { FAULTS } from './faults.js';
import {
  chunkFile,
  chunkOfResult,
  headFile,
  packChunk,
  readHead,
  resultFile,
  resultFolder,
  runFolder,
  unpackResult,
  writeHead,
} from './files.js';
import { type FailReason, type JobState, queueName, RunJobs } from './jobs.js';
import { enterRun, progressOf, type QueueProgress, removeRun, updateRun } from './runs.js';
import { AHEAD, AT_ONCE, LEASE_SECONDS, POLL_MS, RETRIES } from './settings.js';

/** Options of a run on other machines. */
export interface QueueExecutorOptions {
  /** The address of PostgreSQL. */
  readonly url: string;
  /** A UUID; the same when the run is resumed. */
  readonly runId: string;
  /** The folder or `s3://` address that all machines see. */
  readonly files: string;
  readonly order: ChunkOrder;
  /** The digest of packs, lexicon and model (`setupDigest`): only workers with the same judge take the chunks. */
  readonly digest: string;
  /** The titles of all articles of the dump; undefined when each chunk holds all articles. */
  readonly known?: Iterable<KnownTitle> | undefined;
  /** The tables of the model adapted to the dump (`packTables`); undefined: the model as it is. */
  readonly tables?: Uint8Array | undefined;
  /** Number of chunks to judge, for the progress. */
  readonly open?: number;
  /** Most chunks that are sent and whose results are not yet taken; {@link AHEAD} by default. */
  readonly ahead?: number;
  /** {@link LEASE_SECONDS} by default. */
  readonly leaseSeconds?: number;
  /** Retries of a failed chunk; {@link RETRIES} by default. */
  readonly retries?: number;
}

/** Judges chunks on workers of any machines. */
export interface QueueExecutor extends Executor<Chunk, ChunkResult> {
  /** The progress of the run and its workers. */
  progress(): Promise<QueueProgress>;
}

/**
 * Opens an executor on a PostgreSQL queue: chunks and results travel as files, and jobs refer to them.
 *
 * `run` yields each result once, in any order, and removes its files when the consumer requests the next result; until
 * then the consumer may crash and resume the run. Chunks that keep failing become dead letters; after all other results
 * `run` then throws the Fault `work/chunks-set-aside`. `close` removes a finished run and keeps everything of an
 * interrupted one, so that an executor with the same `runId` can continue it.
 *
 * @throws Fault `queue/…` or `work/queue-…` when the database cannot be used, `storage/…` for the files,
 *   `queue/other-judge` when the run was started with another judge
 */
export async function openQueueExecutor(options: QueueExecutorOptions): Promise<QueueExecutor> {
  const storage = await openStorage(options.files);
  const db = await openQueueDatabase(options.url);
  try {
    const run = new QueueRun(db, storage, options);
    await run.prepare();
    return run;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** A chunk that was sent and whose result is not yet taken. */
interface Sent {
  readonly comments: number;
  /** Whether an earlier coordinator left its result. */
  readonly hasResult: boolean;
  /** Consecutive polls that did not find its job. */
  unseen: number;
}

/** Consecutive polls without a job before it is sent again: a single poll may fall between two states. */
const LOST_AFTER_POLLS = 3;

class QueueRun implements QueueExecutor {
  readonly #db: QueueDatabase;
  readonly #storage: Storage;
  readonly #options: QueueExecutorOptions;
  readonly #queue: string;
  readonly #jobs: RunJobs;
  readonly #sent = new Map<number, Sent>();
  readonly #deadLetters: DeadLetter[] = [];
  #taken = 0;
  #ended = false;

  constructor(db: QueueDatabase, storage: Storage, options: QueueExecutorOptions) {
    this.#db = db;
    this.#storage = storage;
    this.#options = options;
    this.#queue = queueName(options.digest);
    this.#jobs = new RunJobs(db, options.runId, this.#queue);
  }

  async prepare(): Promise<void> {
    const { runId, order, known, tables, open = null } = this.#options;
    if (await this.#storage.exists(headFile(runId))) {
      const head = await readHead(this.#storage, runId);
      if (head.queue !== this.#queue) throw FAULTS.otherJudge();
    } else await writeHead(this.#storage, runId, { queue: this.#queue, order }, known, tables);
    await retryWhileAway(async () => {
      await this.#jobs.prepare();
      await enterRun(this.#db, runId, { queue: this.#queue, files: this.#storage.url, open });
    });
  }

  async *run(chunks: Units<Chunk>, signal?: AbortSignal): AsyncGenerator<ChunkResult> {
    const { ahead = AHEAD } = this.#options;
    const drawn = iteratorOf(chunks);
    const left = await this.#left(signal);
    const stopped = (): boolean => signal?.aborted === true;
    for (let more = true; (more || this.#sent.size > 0) && !stopped();) {
      const most = Math.min(AT_ONCE, ahead - this.#sent.size);
      if (more && most > 0) {
        const some = await drawChunks(drawn, most);
        more = some.length === most;
        await this.#send(some, left, signal);
      }
      const done = await this.#poll(signal);
      for (let at = 0; at < done.length; at += AT_ONCE) {
        const results = await this.#read(done.slice(at, at + AT_ONCE));
        yield* results;
        await this.#take(results, signal);
        if (stopped()) return;
      }
      const waits = done.length === 0 && (!more || this.#sent.size >= ahead);
      if (waits) await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
    if (stopped()) return;
    this.#ended = this.#deadLetters.length === 0;
    if (!this.#ended) throw deadLettersFault(this.#deadLetters);
  }

  progress(): Promise<QueueProgress> {
    return progressOf(this.#db, this.#options.runId);
  }

  async close(): Promise<void> {
    try {
      if (!this.#ended) return;
      await retryWhileAway(() => removeRun(this.#db, this.#options.runId));
      await this.#storage.removeAll(runFolder(this.#options.runId));
    } finally {
      await this.#db.close();
    }
  }

  async #left(signal?: AbortSignal): Promise<Left> {
    const results = new Set<number>();
    for await (const name of this.#storage.list(resultFolder(this.#options.runId))) {
      const chunk = chunkOfResult(name);
      if (chunk !== undefined) results.add(chunk);
    }
    return { results, jobs: await retryWhileAway(() => this.#jobs.states(), { signal }) };
  }

  /** Writes chunks and sends their jobs, except chunks that already have an open job or a result. */
  async #send(chunks: readonly Chunk[], { results, jobs }: Left, signal?: AbortSignal): Promise<void> {
    const { runId } = this.#options;
    for (const { number, comments } of chunks)
      this.#sent.set(number, { comments: comments.length, hasResult: results.has(number), unseen: 0 });
    const isOpen = (number: number): boolean => jobs.get(number)?.kind === 'open';
    const anew = chunks.filter(({ number }) => !results.has(number) && !isOpen(number));
    await Promise.all(
      anew.map(async (chunk) => this.#storage.write(chunkFile(runId, chunk.number), await packChunk(chunk))),
    );
    const numbers = anew.map(({ number }) => number);
    const tried = numbers.filter((number) => jobs.has(number));
    if (tried.length > 0) {
      await retryWhileAway(() => this.#jobs.remove(tried), { signal });
      await retryWhileAway(() => this.#jobs.forgetDeadLetters(tried), { signal });
    }
    if (numbers.length > 0) await this.#sendJobs(numbers, signal);
  }

  async #sendJobs(chunks: readonly number[], signal?: AbortSignal): Promise<void> {
    const { runId: run, leaseSeconds = LEASE_SECONDS, retries = RETRIES } = this.#options;
    const jobs = chunks.map((chunk) => ({
      run,
      chunk,
      comments: this.#sent.get(chunk)!.comments,
      files: this.#storage.url,
    }));
    await retryWhileAway(() => this.#jobs.send(jobs, { leaseSeconds, retries }), { signal });
  }

  /**
   * Reads the states of all jobs and returns the finished chunks. Failed chunks become dead letters, lost jobs are sent
   * again.
   */
  async #poll(signal?: AbortSignal): Promise<number[]> {
    const { runId } = this.#options;
    const counts = { taken: this.#taken, aside: this.#deadLetters.length };
    if (!(await retryWhileAway(() => updateRun(this.#db, runId, counts), { signal })))
      throw FAULTS.cancelled();
    const states = await retryWhileAway(() => this.#jobs.states(), { signal });
    const done: number[] = [];
    const lost: number[] = [];
    for (const [number, sent] of this.#sent) {
      const state = states.get(number);
      sent.unseen = state === undefined ? sent.unseen + 1 : 0;
      if (sent.hasResult || state?.kind === 'done') done.push(number);
      else if (state?.kind === 'failed') this.#giveUp(number, state.why);
      else if (state?.kind === 'cancelled') throw FAULTS.cancelled();
      else if (sent.unseen >= LOST_AFTER_POLLS) lost.push(number);
    }
    for (const number of lost)
      if (await this.#storage.exists(resultFile(runId, number))) done.push(number);
      else await this.#sendJobs([number], signal);
    return done;
  }

  /** Reads results. Removes broken ones and makes their chunks dead letters. */
  async #read(numbers: readonly number[]): Promise<ChunkResult[]> {
    const read = await Promise.all(
      numbers.map(async (number) => {
        const file = resultFile(this.#options.runId, number);
        try {
          return await unpackResult(number, await readWhole(this.#storage, file), file);
        } catch (error) {
          const fault = brokenResult(error);
          await this.#storage.remove([file]);
          this.#giveUp(number, { code: fault.code, ...fault.text });
          return undefined;
        }
      }),
    );
    return read.filter((result) => result !== undefined);
  }

  /** Removes files and jobs of results that the consumer has stored. */
  async #take(results: readonly ChunkResult[], signal?: AbortSignal): Promise<void> {
    const { runId } = this.#options;
    const numbers = results.map(({ number }) => number);
    await retryWhileAway(() => this.#jobs.remove(numbers), { signal });
    await this.#storage.remove(
      numbers.flatMap((number) => [chunkFile(runId, number), resultFile(runId, number)]),
    );
    for (const number of numbers) this.#sent.delete(number);
    this.#taken += numbers.length;
  }

  #giveUp(number: number, why: FailReason): void {
    this.#deadLetters.push({ number, comments: this.#sent.get(number)?.comments ?? 0, why });
    this.#sent.delete(number);
  }
}

/** Results and jobs left by an earlier coordinator of the run. */
interface Left {
  readonly results: ReadonlySet<number>;
  readonly jobs: ReadonlyMap<number, JobState>;
}

async function drawChunks(chunks: Iterator<Chunk> | AsyncIterator<Chunk>, most: number): Promise<Chunk[]> {
  const drawn: Chunk[] = [];
  while (drawn.length < most) {
    const next = await chunks.next();
    if (next.done === true) break;
    drawn.push(next.value);
  }
  return drawn;
}

/** A chunk that failed too often. */
interface DeadLetter {
  readonly number: number;
  readonly comments: number;
  readonly why: FailReason;
}

/** Most chunks that the fault lists for one reason; an ellipsis stands for the rest. */
const NAMED = 10;

/** Most reasons that the fault lists. */
const REASONS = 3;

/** The fault of a run with dead letters: the chunks, the number of comments, and the reasons. */
function deadLettersFault(letters: readonly DeadLetter[]): Fault {
  const comments = letters.reduce((sum, chunk) => sum + chunk.comments, 0);
  const reasons = byReason(letters);
  const named = (language: 'ko' | 'en'): string =>
    [
      ...reasons.slice(0, REASONS).map((chunks) => `${numbersOf(chunks)}: ${chunks[0]!.why[language]}`),
      ...(reasons.length > REASONS ? ['…'] : []),
    ].join(' / ');
  const text = QUEUE.deadLetters(letters.length, comments, { ko: named('ko'), en: named('en') });
  return new Fault('work/chunks-set-aside', text);
}

function byReason(letters: readonly DeadLetter[]): DeadLetter[][] {
  const reasons = new Map<string, DeadLetter[]>();
  for (const chunk of letters) {
    const same = reasons.get(chunk.why.ko);
    if (same === undefined) reasons.set(chunk.why.ko, [chunk]);
    else same.push(chunk);
  }
  return [...reasons.values()];
}

function numbersOf(chunks: readonly DeadLetter[]): string {
  const numbers = chunks.map(({ number }) => number).sort((a, b) => a - b);
  return `${numbers.slice(0, NAMED).join(', ')}${numbers.length > NAMED ? ', …' : ''}`;
}

/** The fault of a broken or missing result file. @throws any other error */
function brokenResult(error: unknown): Fault {
  if (error instanceof Fault && (error.code === 'queue/bad-file' || error.code === 'storage/missing'))
    return error;
  throw error;
}
