import { createHash } from 'node:crypto';
import { z } from 'zod';
import { packageVersion } from '../../../assets/package-root.js';
import { QUEUE } from '../../../wording/queue.js';
import type { QueueDatabase } from './database.js';
import { type JobRow, readJobs, removeDeadLetters } from './job-table.js';
import { DEAD_LETTERS } from './settings.js';

/** The version of the format of jobs and files; part of the queue's name, so that a worker meets none that it cannot read. */
const FORMAT_VERSION = 1;

/** What a job holds: whose chunk it is and where its files are. Their names follow from run and chunk, see `files.ts`. */
export const jobSchema = z.strictObject({
  run: z.uuid(),
  chunk: z.int().nonnegative(),
  comments: z.int().nonnegative(),
  /** The folder or `s3://` address that holds the run's folder. */
  files: z.string().min(1).max(1000),
});
export type Job = z.infer<typeof jobSchema>;

/** Why a chunk failed: a Fault as pg-boss keeps it with the job. */
export const failReasonSchema = z.object({ code: z.string(), ko: z.string(), en: z.string() });
export type FailReason = z.infer<typeof failReasonSchema>;

/**
 * The queue whose chunks a judge can take. Each digest of packs and model and each version has its own, so that no worker
 * gets a chunk that it would judge otherwise, and results are those of one machine.
 *
 * @param digest of packs, lexicon and model (`setupDigest`)
 */
export function queueName(digest: string): string {
  const whole = createHash('sha256').update(JSON.stringify([FORMAT_VERSION, packageVersion(), digest]));
  return `chunks-${whole.digest('hex').slice(0, 16)}`;
}

/** The id of a chunk's job: a hash of run and chunk, so that a job that is sent twice is one. */
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

/** Days for which a chunk that no worker takes stays in the queue. */
const KEEP_DAYS = 60;

/** Where a chunk's job is. `open`: waiting or with a worker. */
export type JobState =
  { readonly kind: 'open' | 'done' | 'cancelled' } | { readonly kind: 'failed'; readonly why: FailReason };

/** How often a failed chunk is tried again, and a worker's lease of it. */
interface SendOptions {
  readonly leaseSeconds: number;
  readonly retries: number;
}

/** The jobs of one run. All methods throw the errors of the database as they are. */
export class RunJobs {
  readonly #db: QueueDatabase;
  readonly #run: string;
  readonly #queue: string;

  constructor(db: QueueDatabase, run: string, queue: string) {
    this.#db = db;
    this.#run = run;
    this.#queue = queue;
  }

  /** Creates the queue and its dead letter queue where they are missing. */
  async prepare(): Promise<void> {
    const { boss } = this.#db;
    const keep = { name: DEAD_LETTERS, retentionMinutes: KEEP_DAYS * 24 * 60 };
    await boss.createQueue(DEAD_LETTERS, keep);
    await boss.createQueue(this.#queue, { ...keep, name: this.#queue, deadLetter: DEAD_LETTERS });
  }

  /** Sends jobs; one that is there already stays as it is. */
  async send(jobs: readonly Job[], { leaseSeconds, retries }: SendOptions): Promise<void> {
    await this.#db.boss.insert(
      jobs.map((job) => ({
        id: jobId(job.run, job.chunk),
        name: this.#queue,
        data: job,
        // Finds the jobs of a run; the queue's policy gives it no other meaning.
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

  /** Removes the dead letters of chunks that are tried again. */
  async forgetDeadLetters(chunks: readonly number[]): Promise<void> {
    await removeDeadLetters(this.#db, this.#run, chunks);
  }
}

function stateOf({ state, output }: Omit<JobRow, 'chunk'>): JobState {
  if (state === 'failed') return { kind: 'failed', why: whyOf(output) };
  if (state === 'completed') return { kind: 'done' };
  return { kind: state === 'cancelled' ? 'cancelled' : 'open' };
}

/** The reason that a worker gave; without one the worker was gone, and pg-boss found its lease expired. */
function whyOf(output: unknown): FailReason {
  const read = failReasonSchema.safeParse(output);
  return read.success ? read.data : { code: 'work/worker-gone', ...QUEUE.workerGone };
}
