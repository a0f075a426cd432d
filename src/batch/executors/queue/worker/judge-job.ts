import type { Piscina } from 'piscina';
import { Fault } from '../../../../fault.js';
import { openStorage } from '../../../../storage/open-storage.js';
import { readWhole, type Storage } from '../../../../storage/storage.js';
import { FAULTS } from '../faults.js';
import { chunkFile, headFile, resultFile } from '../files.js';
import { type FailReason, type Job, jobSchema } from '../jobs.js';
import { CHUNK_MINUTES } from '../settings.js';
import type { ChunkAnswer, ChunkTask } from './thread.js';

/** Outcome of a job: judged, failed, or left to another worker (`elsewhere`) because this machine has a fault. */
export type JobEnd =
  | { readonly kind: 'judged'; readonly comments: number; readonly write: () => Promise<void> }
  | { readonly kind: 'failed'; readonly why: FailReason }
  | { readonly kind: 'elsewhere'; readonly why: FailReason };

/** Opens each storage once. */
export class Storages {
  readonly #own: string | undefined;
  readonly #open = new Map<string, Promise<Storage>>();

  /** @param own location of the files on this machine; by default the one in the jobs */
  constructor(own: string | undefined) {
    this.#own = own;
  }

  /** The storage of a job's files. */
  of(job: Job): Promise<Storage> {
    const url = this.#own ?? job.files;
    const storage = this.#open.get(url) ?? openStorage(url);
    this.#open.set(url, storage);
    return storage;
  }
}

/** Judges the chunk of a job in a thread. Never throws: every error becomes an outcome of the job. */
export async function judgeJob(
  data: unknown,
  storages: Storages,
  threads: Piscina<ChunkTask, ChunkAnswer>,
): Promise<JobEnd> {
  const job = jobSchema.safeParse(data);
  if (!job.success) return { kind: 'failed', why: reasonOf(FAULTS.badJob()) };
  const { run, chunk } = job.data;
  let storage: Storage;
  let bytes: Buffer;
  try {
    storage = await storages.of(job.data);
    bytes = await readWhole(storage, chunkFile(run, chunk));
  } catch (error) {
    return await endOfUnread(error, job.data, storages);
  }
  const signal = AbortSignal.timeout(CHUNK_MINUTES * 60_000);
  try {
    const answer = await threads.run({ run, chunk, files: storage.url, bytes }, { signal });
    if (answer.kind === 'fault')
      return { kind: isOfTheMachine(answer.why) ? 'elsewhere' : 'failed', why: answer.why };
    return {
      kind: 'judged',
      comments: answer.comments,
      write: () => storage.write(resultFile(run, chunk), answer.bytes),
    };
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', why: reasonOf(FAULTS.tooLong(CHUNK_MINUTES)) };
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', why: reasonOf(FAULTS.threadDied(message)) };
  }
}

/** Outcome of an unreadable chunk file: a missing file fails the chunk only if this machine can see the run's head. */
async function endOfUnread(error: unknown, job: Job, storages: Storages): Promise<JobEnd> {
  const fault = error instanceof Fault ? error : FAULTS.threadDied(String(error));
  const why = reasonOf(fault);
  if (fault.code !== 'storage/missing') return { kind: 'elsewhere', why };
  try {
    const storage = await storages.of(job);
    return { kind: (await storage.exists(headFile(job.run))) ? 'failed' : 'elsewhere', why };
  } catch {
    return { kind: 'elsewhere', why };
  }
}

/** Whether the storage or the machine caused the fault, not the chunk. */
export function isOfTheMachine({ code }: FailReason): boolean {
  return /^(?:storage|file)\/|^work\/(?:storage|e[a-z]+$)/.test(code);
}

/** Converts a fault to the form in which pg-boss stores it, with its file before the sentence. */
export function reasonOf({ code, text, position }: Fault): FailReason {
  const at = position.file === undefined ? '' : `${position.file}: `;
  return { code, ko: `${at}${text.ko}`, en: `${at}${text.en}` };
}
