import { z } from 'zod';
import type { QueueDatabase } from './database.js';
import { type FailReason, type Job, jobId, reasonSchema } from './job.js';
import { SCHEMA, SET_ASIDE } from './settings.js';

/** Days for which a chunk that nobody takes stays in the queue. */
const KEEP_DAYS = 60;

const rowSchema = z.object({
  chunk: z.int().nonnegative(),
  state: z.enum(['created', 'retry', 'active', 'completed', 'cancelled', 'failed']),
  output: z.unknown(),
});

/** Where a chunk's job is. `open`: waiting or with a worker. */
export type JobState =
  { readonly kind: 'open' | 'done' | 'cancelled' } | { readonly kind: 'failed'; readonly why: FailReason };

/** How often a chunk is tried again, and for how long a worker has it. */
export interface SendOptions {
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
    return new Map(rows.map((row) => rowSchema.parse(row)).map(({ chunk, ...row }) => [chunk, stateOf(row)]));
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

function stateOf({ state, output }: Omit<z.infer<typeof rowSchema>, 'chunk'>): JobState {
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
