import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../../fault.js';
import { openStorage } from '../../../storage/open-storage.js';
import { readWhole, type Storage } from '../../../storage/storage.js';
import type { Chunk, ChunkOrder, ChunkResult, Executor, KnownTitle } from '../chunk.js';
import { openQueueDatabase, patiently, type QueueDatabase } from './database.js';
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
import { enterRun, progressOf, type QueueProgress, removeRun, tellRun } from './runs.js';
import { AHEAD, AT_ONCE, LEASE_SECONDS, POLL_MS, RETRIES } from './settings.js';

/** A chunk that failed too often. */
interface SetAside {
  readonly number: number;
  readonly comments: number;
  readonly why: FailReason;
}

/** Chunks of one reason that are named; the rest is counted. */
const NAMED = 10;

/** Reasons that are told. */
const REASONS = 3;

/** What the run ends with when chunks were set aside: which, how many comments, and why. */
function setAsideFault(aside: readonly SetAside[]): Fault {
  const comments = aside.reduce((sum, chunk) => sum + chunk.comments, 0);
  const reasons = byReason(aside);
  const told = (language: 'ko' | 'en'): string =>
    [
      ...reasons.slice(0, REASONS).map((chunks) => `${numbersOf(chunks)}: ${chunks[0]!.why[language]}`),
      ...(reasons.length > REASONS ? ['…'] : []),
    ].join(' / ');
  const n = (number: number): string => number.toLocaleString('en-US');
  return new Fault('work/chunks-set-aside', {
    ko: `덩이 ${n(aside.length)}개(댓글 ${n(comments)}개)를 판정하지 못하고 따로 두었습니다. 나머지는 끝났습니다. 덩이 ${told('ko')}. --resume이 이것만 다시 합니다`,
    en: `${n(aside.length)} chunks (${n(comments)} comments) could not be judged and were set aside; all others are done. Chunks ${told('en')}. --resume tries them again`,
  });
}

function byReason(aside: readonly SetAside[]): SetAside[][] {
  const reasons = new Map<string, SetAside[]>();
  for (const chunk of aside) {
    const same = reasons.get(chunk.why.ko);
    if (same === undefined) reasons.set(chunk.why.ko, [chunk]);
    else same.push(chunk);
  }
  return [...reasons.values()];
}

function numbersOf(chunks: readonly SetAside[]): string {
  const numbers = chunks.map(({ number }) => number).sort((a, b) => a - b);
  return `${numbers.slice(0, NAMED).join(', ')}${numbers.length > NAMED ? ', …' : ''}`;
}

/** The fault of a result that is broken or missing; any other error is not the result's, and thrown on. */
function brokenResult(error: unknown): Fault {
  if (error instanceof Fault && (error.code === 'queue/bad-file' || error.code === 'storage/missing'))
    return error;
  throw error;
}

/** How a run is given to other machines. */
export interface QueueExecutorOptions {
  /** The address of PostgreSQL. */
  readonly url: string;
  /** A UUID; the same when the run is resumed. */
  readonly runId: string;
  /** The folder or `s3://` address that all machines see. */
  readonly files: string;
  readonly order: ChunkOrder;
  /** What packs, lexicon and model say (`setupDigest`): only workers whose judge is the same take the chunks. */
  readonly digest: string;
  /** The titles of all articles of the dump, where a chunk does not hold them all. */
  readonly known?: Iterable<KnownTitle> | undefined;
  /** How many chunks are to be judged, for the progress. */
  readonly open?: number;
  /** Chunks sent ahead, see settings.ts. */
  readonly ahead?: number;
  readonly leaseSeconds?: number;
  /** Times a chunk is tried again. */
  readonly retries?: number;
}

/** A crew of workers on any machines. */
export interface QueueExecutor extends Executor {
  /** How far the run is, and who works on it. */
  progress(): Promise<QueueProgress>;
}

/**
 * Opens a crew that works by way of a queue on PostgreSQL: chunks and results go as files, jobs say which.
 *
 * `run` gives each result once, and takes its files away when the next one is asked for: until then whoever takes results
 * can die and take up the run again. Chunks that fail again and again are set aside; `run` ends with a Fault about them
 * when all others are given. `close` removes what is left of a run that came to its end; of one that was broken off
 * everything stays, and a crew of the same `runId` goes on with it.
 */
export async function openQueueExecutor(options: QueueExecutorOptions): Promise<QueueExecutor> {
  const storage = await openStorage(options.files);
  const db = await openQueueDatabase(options.url);
  try {
    const crew = new QueueRun(db, storage, options);
    await crew.prepare();
    return crew;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** A chunk that was sent and whose result was not taken yet. */
interface Sent {
  readonly comments: number;
  /** Whether an earlier coordinator left its result. */
  readonly there: boolean;
  /** Looks in a row at which its job was not there. */
  unseen: number;
}

/** Looks at which a job is missing before it is sent again: one may fall between two of its states. */
const UNSEEN = 3;

class QueueRun implements QueueExecutor {
  readonly #db: QueueDatabase;
  readonly #storage: Storage;
  readonly #options: QueueExecutorOptions;
  readonly #queue: string;
  readonly #jobs: RunJobs;
  readonly #sent = new Map<number, Sent>();
  readonly #aside: SetAside[] = [];
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
    const { runId, order, known, open = null } = this.#options;
    if (await this.#storage.exists(headFile(runId))) {
      const head = await readHead(this.#storage, runId);
      if (head.queue !== this.#queue) throw FAULTS.otherJudge();
    } else await writeHead(this.#storage, runId, { queue: this.#queue, order }, known);
    await patiently(async () => {
      await this.#jobs.prepare();
      await enterRun(this.#db, runId, { queue: this.#queue, files: this.#storage.url, open });
    });
  }

  async *run(chunks: Iterable<Chunk>, signal?: AbortSignal): AsyncGenerator<ChunkResult> {
    const { ahead = AHEAD } = this.#options;
    const drawn = chunks[Symbol.iterator]();
    const before = await this.#left(signal);
    const stopped = (): boolean => signal?.aborted === true;
    for (let more = true; (more || this.#sent.size > 0) && !stopped();) {
      const room = Math.min(AT_ONCE, ahead - this.#sent.size);
      if (more && room > 0) {
        const some = drawChunks(drawn, room);
        more = some.length === room;
        await this.#send(some, before, signal);
      }
      const done = await this.#look(signal);
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
    this.#ended = this.#aside.length === 0;
    if (!this.#ended) throw setAsideFault(this.#aside);
  }

  progress(): Promise<QueueProgress> {
    return progressOf(this.#db, this.#options.runId);
  }

  async close(): Promise<void> {
    try {
      if (!this.#ended) return;
      await patiently(() => removeRun(this.#db, this.#options.runId));
      await this.#storage.removeAll(runFolder(this.#options.runId));
    } finally {
      await this.#db.close();
    }
  }

  /** What an earlier coordinator of this run left: results and jobs. */
  async #left(signal?: AbortSignal): Promise<Left> {
    const results = new Set<number>();
    for await (const name of this.#storage.list(resultFolder(this.#options.runId))) {
      const chunk = chunkOfResult(name);
      if (chunk !== undefined) results.add(chunk);
    }
    return { results, jobs: await patiently(() => this.#jobs.states(), { signal }) };
  }

  /** Writes chunks and sends their jobs, but for those of which a job or a result is there. */
  async #send(chunks: readonly Chunk[], { results, jobs }: Left, signal?: AbortSignal): Promise<void> {
    const { runId } = this.#options;
    for (const { number, comments } of chunks)
      this.#sent.set(number, { comments: comments.length, there: results.has(number), unseen: 0 });
    const isOpen = (number: number): boolean => jobs.get(number)?.kind === 'open';
    const anew = chunks.filter(({ number }) => !results.has(number) && !isOpen(number));
    await Promise.all(
      anew.map(async (chunk) => this.#storage.write(chunkFile(runId, chunk.number), await packChunk(chunk))),
    );
    const numbers = anew.map(({ number }) => number);
    const tried = numbers.filter((number) => jobs.has(number));
    if (tried.length > 0) {
      await patiently(() => this.#jobs.remove(tried), { signal });
      await patiently(() => this.#jobs.forgetAside(tried), { signal });
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
    await patiently(() => this.#jobs.send(jobs, { leaseSeconds, retries }), { signal });
  }

  /** Looks at all jobs: the chunks that are done; those that failed are set aside, those that are lost sent again. */
  async #look(signal?: AbortSignal): Promise<number[]> {
    const { runId } = this.#options;
    const counts = { taken: this.#taken, aside: this.#aside.length };
    if (!(await patiently(() => tellRun(this.#db, runId, counts), { signal }))) throw FAULTS.cancelled();
    const states = await patiently(() => this.#jobs.states(), { signal });
    const done: number[] = [];
    const lost: number[] = [];
    for (const [number, sent] of this.#sent) {
      const state = states.get(number);
      sent.unseen = state === undefined ? sent.unseen + 1 : 0;
      if (sent.there || state?.kind === 'done') done.push(number);
      else if (state?.kind === 'failed') this.#setAside(number, state.why);
      else if (state?.kind === 'cancelled') throw FAULTS.cancelled();
      else if (sent.unseen >= UNSEEN) lost.push(number);
    }
    for (const number of lost)
      if (await this.#storage.exists(resultFile(runId, number))) done.push(number);
      else await this.#sendJobs([number], signal);
    return done;
  }

  /** Reads results; a broken one is thrown away, and its chunk set aside. */
  async #read(numbers: readonly number[]): Promise<ChunkResult[]> {
    const read = await Promise.all(
      numbers.map(async (number) => {
        const file = resultFile(this.#options.runId, number);
        try {
          return await unpackResult(number, await readWhole(this.#storage, file), file);
        } catch (error) {
          const fault = brokenResult(error);
          await this.#storage.remove([file]);
          this.#setAside(number, { code: fault.code, ...fault.text });
          return undefined;
        }
      }),
    );
    return read.filter((result) => result !== undefined);
  }

  /** Results are kept by whoever took them: their files and jobs go. */
  async #take(results: readonly ChunkResult[], signal?: AbortSignal): Promise<void> {
    const { runId } = this.#options;
    const numbers = results.map(({ number }) => number);
    await patiently(() => this.#jobs.remove(numbers), { signal });
    await this.#storage.remove(
      numbers.flatMap((number) => [chunkFile(runId, number), resultFile(runId, number)]),
    );
    for (const number of numbers) this.#sent.delete(number);
    this.#taken += numbers.length;
  }

  #setAside(number: number, why: FailReason): void {
    this.#aside.push({ number, comments: this.#sent.get(number)?.comments ?? 0, why });
    this.#sent.delete(number);
  }
}

interface Left {
  readonly results: ReadonlySet<number>;
  readonly jobs: ReadonlyMap<number, JobState>;
}

function drawChunks(chunks: Iterator<Chunk>, most: number): Chunk[] {
  const drawn: Chunk[] = [];
  while (drawn.length < most) {
    const next = chunks.next();
    if (next.done === true) break;
    drawn.push(next.value);
  }
  return drawn;
}
