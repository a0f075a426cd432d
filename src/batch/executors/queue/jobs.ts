import { createHash } from 'node:crypto';
import { z } from 'zod';
import { packageVersion } from '../../../assets/package-root.js';
import { QUEUE } from '../../../wording/queue.js';
import type { QueueDatabase } from './database.js';
import { type JobRow, readJobs, removeDeadLetters } from './job-table.js';
import { DEAD_LETTERS } from './settings.js';

/** Version of the job and file formats; part of the queue's name, so that workers only get jobs that they can read. */
const FORMAT_VERSION = 2;

/**
 * The payload of a job: its chunk and the location of its files, whose names follow from run and chunk (`files.ts`).
 */
export const jobSchema = z.strictObject({
  run: z.uuid(),
  chunk: z.int().nonnegative(),
  comments: z.int().nonnegative(),
  /** The folder or `s3://` address that holds the run's folder. */
  files: z.string().min(1).max(1000),
});
export type Job = z.infer<typeof jobSchema>;

/** Why a chunk failed: a Fault in the form in which pg-boss stores it with the job. */
export const failReasonSchema = z.object({ code: z.string(), ko: z.string(), en: z.string() });
export type FailReason = z.infer<typeof failReasonSchema>;

/**
 * The name of the queue for a judge. Each digest and each version of the program has its own queue, so that a worker
 * never gets a chunk that it would judge differently, and results equal those of a single machine.
 *
 * @param digest digest of packs, lexicon and model (`setupDigest`)
 */
export function queueName(digest: string): string {
  const whole = createHash('sha256').update(JSON.stringify([FORMAT_VERSION, packageVersion(), digest]));
  return `chunks-${whole.digest('hex').slice(0, 16)}`;
}

/** The id of a chunk's job: a hash of run and chunk, so that sending a job twice creates it once. */
export function jobId(run: string, chunk: number): string {
  const hex = createHash('sha256').update(`${run} ${chunk}`).digest('hex');
  // A custom UUID: version 8, variant 10 (RFC 9562).
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Days for which the queue keeps a chunk that no worker takes. */
const KEEP_DAYS = 60;

/** State of a chunk's job. `open`: waiting or with a worker. */
export type JobState =
  { readonly kind: 'open' | 'done' | 'cancelled' } | { readonly kind: 'failed'; readonly why: FailReason };

/** Lease of a chunk, and number of retries when it fails. */
interface SendOptions {
  readonly leaseSeconds: number;
  readonly retries: number;
}

/** The jobs of one run. All methods pass on the errors of the database. */
export class RunJobs {
  readonly #db: QueueDatabase;
  readonly #run: string;
  readonly #queue: string;

  constructor(db: QueueDatabase, run: string, queue: string) {
    this.#db = db;
    this.#run = run;
    this.#queue = queue;
  }

  /** Creates the queue and the dead letter queue if they are missing. */
  async prepare(): Promise<void> {
    const { boss } = this.#db;
    const keep = { name: DEAD_LETTERS, retentionMinutes: KEEP_DAYS * 24 * 60 };
    await boss.createQueue(DEAD_LETTERS, keep);
    await boss.createQueue(this.#queue, { ...keep, name: this.#queue, deadLetter: DEAD_LETTERS });
  }

  /** Sends jobs; does not change jobs that exist already. */
  async send(jobs: readonly Job[], { leaseSeconds, retries }: SendOptions): Promise<void> {
    await this.#db.boss.insert(
      jobs.map((job) => ({
        id: jobId(job.run, job.chunk),
        name: this.#queue,
        data: job,
        // Serves to find the jobs of a run; under the queue's policy it has no other effect.
        singletonKey: job.run,
        retryLimit: retries,
        retryDelay: 1,
        retryBackoff: true,
        expireInSeconds: leaseSeconds,
      })),
    );
  }

  /** The state of each job, by the chunk's number. */
  async states(): Promise<Map<number, JobState>> {
    const rows = await readJobs(this.#db, this.#queue, this.#run);
    return new Map(rows.map(({ chunk, ...row }) => [chunk, stateOf(row)]));
  }

  /** Removes the jobs of chunks. */
  async remove(chunks: readonly number[]): Promise<void> {
    if (chunks.length === 0) return;
    const ids = chunks.map((chunk) => jobId(this.#run, chunk));
    await this.#db.boss.deleteJob(this.#queue, ids);
  }

  /** Removes the dead letters of chunks before they are retried. */
  async forgetDeadLetters(chunks: readonly number[]): Promise<void> {
    await removeDeadLetters(this.#db, this.#run, chunks);
  }
}

function stateOf({ state, output }: Omit<JobRow, 'chunk'>): JobState {
  if (state === 'failed') return { kind: 'failed', why: whyOf(output) };
  if (state === 'completed') return { kind: 'done' };
  return { kind: state === 'cancelled' ? 'cancelled' : 'open' };
}

/** The worker's reason; without one the worker disappeared and its lease expired. */
function whyOf(output: unknown): FailReason {
  const read = failReasonSchema.safeParse(output);
  return read.success ? read.data : { code: 'work/worker-gone', ...QUEUE.workerGone };
}
