import { createHash } from 'node:crypto';
import { z } from 'zod';
import { packageVersion } from '../../../assets/package-root.js';
import type { QueueDatabase } from './database.js';
import { SCHEMA, SET_ASIDE } from './settings.js';

/** The form of jobs and files; a part of the queue's name, so that no worker meets a form it does not know. */
const FORM = 1;

/** What a job holds: whose chunk it is and where its files are. Their names follow from run and chunk, see `run-files.ts`. */
export const jobSchema = z.strictObject({
  run: z.uuid(),
  chunk: z.int().nonnegative(),
  comments: z.int().nonnegative(),
  /** The folder or `s3://` address under which the run's folder is. */
  files: z.string().min(1).max(1000),
});
export type Job = z.infer<typeof jobSchema>;

/** Why a chunk failed, as pg-boss keeps it with the job. */
const reasonSchema = z.object({ code: z.string(), ko: z.string(), en: z.string() });
export type FailReason = z.infer<typeof reasonSchema>;

/**
 * The queue whose chunks a judge can take: one for each digest of packs and model and each version, so that a worker that
 * would judge otherwise is never given a chunk, and results are those of one machine.
 *
 * @param digest what packs, lexicon and model say (`setupDigest`)
 */
export function queueName(digest: string): string {
  const whole = createHash('sha256').update(JSON.stringify([FORM, packageVersion(), digest]));
  return `chunks-${whole.digest('hex').slice(0, 16)}`;
}

/** The id of a chunk's job: made of its name, so that a job that is sent twice is one. */
export function jobId(run: string, chunk: number): string {
  const hex = createHash('sha256').update(`${run} ${chunk}`).digest('hex');
  // A UUID of one's own making: version 8, variant 10 (RFC 9562).
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Days for which a chunk that nobody takes stays in the queue. */
const KEEP_DAYS = 60;

const jobRowSchema = z.object({
  chunk: z.int().nonnegative(),
  state: z.enum(['created', 'retry', 'active', 'completed', 'cancelled', 'failed']),
  output: z.unknown(),
});

/** Where a chunk's job is. `open`: waiting or with a worker. */
export type JobState =
  { readonly kind: 'open' | 'done' | 'cancelled' } | { readonly kind: 'failed'; readonly why: FailReason };

/** How often a chunk is tried again, and for how long a worker has it. */
interface SendOptions {
  readonly leaseSeconds: number;
  readonly retries: number;
}

/** The jobs of one run. */
export class RunJobs {
  readonly #db: QueueDatabase;
  readonly #run: string;
  readonly #queue: string;

  constructor(db: QueueDatabase, run: string, queue: string) {
    this.#db = db;
    this.#run = run;
    this.#queue = queue;
  }

  /** Makes the queue where it is missing. */
  async prepare(): Promise<void> {
    const { boss } = this.#db;
    const keep = { name: SET_ASIDE, retentionMinutes: KEEP_DAYS * 24 * 60 };
    await boss.createQueue(SET_ASIDE, keep);
    await boss.createQueue(this.#queue, { ...keep, name: this.#queue, deadLetter: SET_ASIDE });
  }

  /** Sends jobs; one that is there already stays as it is. */
  async send(jobs: readonly Job[], { leaseSeconds, retries }: SendOptions): Promise<void> {
    await this.#db.boss.insert(
      jobs.map((job) => ({
        id: jobId(job.run, job.chunk),
        name: this.#queue,
        data: job,
        // By it the jobs of a run are found; the queue's policy makes nothing else of it.
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
    const rows = await this.#db.query(
      `select (data->>'chunk')::int as chunk, state::text, output from ${SCHEMA}.job
      where name = $1 and singleton_key = $2`,
      [this.#queue, this.#run],
    );
    return new Map(
      rows.map((row) => jobRowSchema.parse(row)).map(({ chunk, ...row }) => [chunk, stateOf(row)]),
    );
  }

  async remove(chunks: readonly number[]): Promise<void> {
    if (chunks.length === 0) return;
    const ids = chunks.map((chunk) => jobId(this.#run, chunk));
    await this.#db.boss.deleteJob(this.#queue, ids);
  }

  /** Takes out what was set aside of chunks that are tried again. */
  async forgetAside(chunks: readonly number[]): Promise<void> {
    await this.#db.query(
      `delete from ${SCHEMA}.job where name = $1 and data->>'run' = $2 and (data->>'chunk')::int = any($3)`,
      [SET_ASIDE, this.#run, chunks],
    );
  }
}

function stateOf({ state, output }: Omit<z.infer<typeof jobRowSchema>, 'chunk'>): JobState {
  if (state === 'failed') return { kind: 'failed', why: whyOf(output) };
  if (state === 'completed') return { kind: 'done' };
  return { kind: state === 'cancelled' ? 'cancelled' : 'open' };
}

/** The reason that a worker gave; without one, the worker was gone: pg-boss found its lease run out. */
function whyOf(output: unknown): FailReason {
  const read = reasonSchema.safeParse(output);
  if (read.success) return read.data;
  return {
    code: 'work/worker-gone',
    ko: '판정하던 일꾼이 거듭 사라졌습니다 (메모리가 모자라 죽었을 수 있습니다)',
    en: 'the workers that judged it were gone, again and again (they may have run out of memory)',
  };
}
