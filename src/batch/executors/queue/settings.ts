import { z } from 'zod';
import { FAULTS } from './faults.js';

/** The schema of PostgreSQL that holds all tables of the queue: pg-boss's and our own. */
export const SCHEMA = 'matgeul_batch';

/** The dead letter queue: chunks that failed too often stay here with their reason. Stored in databases: the name stays. */
export const DEAD_LETTERS = 'set-aside';

/**
 * A worker's lease of a chunk in seconds. The worker renews it while it works (pg-boss 10 has no heartbeat of its own), so
 * this is only how long a killed worker's chunk waits; judging may take much longer, see {@link CHUNK_MINUTES}.
 */
export const LEASE_SECONDS = 30;

/** Renewals within one lease: two may get lost before the chunk does. */
export const RENEWALS = 3;

/** Seconds between searches for expired leases; one process at a time does it for all. */
export const MAINTENANCE_SECONDS = 5;

/**
 * Times a chunk is tried again before it becomes a dead letter. A killed worker costs one too, so a few must be allowed;
 * pauses grow from 1 s on, doubled each time with jitter.
 */
export const RETRIES = 5;

/** Minutes after which a chunk counts as stuck: some hundred times what the largest takes. */
export const CHUNK_MINUTES = 30;

/**
 * Chunks that are sent and whose results are not yet taken. Enough for 500 cores with another chunk waiting for each, and
 * small for the database, however large the dump: a job is some 500 bytes.
 */
export const AHEAD = 1_000;

/** Chunks that are written, or results that are read, at the same time; each is some 20 MB of memory. */
export const AT_ONCE = 4;

/** Ms between the coordinator's polls for finished chunks. */
export const POLL_MS = 500;

/** Ms between an idle worker's polls for chunks. */
export const IDLE_MS = 1_000;

/** Ms between heartbeats of a worker. */
export const HEARTBEAT_MS = 5_000;

/** Seconds without a heartbeat after which a worker counts as gone. */
export const WORKER_GONE_SECONDS = 20;

/** Minutes for which coordinator and workers wait for a database that cannot be reached. */
export const AWAY_MINUTES = 10;

const blankAsUnset = (value: unknown): unknown => (value === '' ? undefined : value);

const environmentSchema = z.object({
  MATGEUL_QUEUE: z.preprocess(blankAsUnset, z.string().optional()),
  MATGEUL_QUEUE_FILES: z.preprocess(blankAsUnset, z.string().optional()),
});

/** Where the queue is, and its files. */
export interface QueueEnvironment {
  /** A `postgres://` address. */
  readonly url: string | undefined;
  /** The folder or `s3://` address that all machines see. */
  readonly files: string | undefined;
}

/** Reads `MATGEUL_QUEUE` and `MATGEUL_QUEUE_FILES`; options of a call come before them. */
export function readQueueEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): QueueEnvironment {
  const { MATGEUL_QUEUE, MATGEUL_QUEUE_FILES } = environmentSchema.parse(variables);
  return { url: MATGEUL_QUEUE, files: MATGEUL_QUEUE_FILES };
}

/**
 * Checks the address of the queue.
 *
 * @throws Fault `queue/not-set` without one, `queue/address` for a malformed one; it never repeats the address, which may
 * hold a password
 */
export function queueUrl(url: string | undefined): string {
  if (url === undefined) throw FAULTS.notSet();
  if (!/^postgres(?:ql)?:\/\//i.test(url) || !URL.canParse(url)) throw FAULTS.address();
  return url;
}
