import { z } from 'zod';
import { FAULTS } from './faults.js';

/** The PostgreSQL schema of all tables of the queue: pg-boss's and our own. */
export const SCHEMA = 'matgeul_batch';

/** The dead letter queue: keeps chunks that failed too often, with the reason. Existing databases use this name. */
export const DEAD_LETTERS = 'set-aside';

/**
 * A worker's lease of a chunk in seconds. Workers renew their leases (pg-boss 10 has no heartbeat of its own), so this
 * only bounds how long the chunk of a killed worker waits; judging may take much longer, see {@link CHUNK_MINUTES}.
 */
export const LEASE_SECONDS = 30;

/** Renewals per lease: a worker loses the chunk only after several failed renewals. */
export const RENEWALS = 3;

/** Seconds between searches for expired leases; one process at a time does it for all. */
export const MAINTENANCE_SECONDS = 5;

/**
 * Retries of a chunk before it becomes a dead letter. A killed worker costs one too, so a few are needed. Delays start
 * at 1 s and double each time, with jitter.
 */
export const RETRIES = 5;

/** Minutes after which a chunk counts as stuck: some hundred times as long as the largest chunk takes. */
export const CHUNK_MINUTES = 30;

/**
 * Most chunks that are sent and whose results are not yet taken. Enough to keep 500 cores busy with one more chunk
 * waiting for each, and a small table for any dump: a job takes about 500 bytes.
 */
export const AHEAD = 1_000;

/** Chunks written, or results read, at the same time; each takes about 20 MB of memory. */
export const AT_ONCE = 4;

/** Ms between the coordinator's polls for finished chunks. */
export const POLL_MS = 500;

/** Ms between an idle worker's polls for chunks. */
export const IDLE_MS = 1_000;

/** Ms between heartbeats of a worker. */
export const HEARTBEAT_MS = 5_000;

/** Seconds without a heartbeat after which a worker counts as gone. */
export const WORKER_GONE_SECONDS = 20;

/** Minutes for which coordinator and workers wait for an unreachable database. */
export const AWAY_MINUTES = 10;

const blankAsUnset = (value: unknown): unknown => (value === '' ? undefined : value);

const environmentSchema = z.object({
  MATGEUL_QUEUE: z.preprocess(blankAsUnset, z.string().optional()),
  MATGEUL_QUEUE_FILES: z.preprocess(blankAsUnset, z.string().optional()),
});

/** Locations of the queue and its files. */
export interface QueueEnvironment {
  /** A `postgres://` address. */
  readonly url: string | undefined;
  /** The folder or `s3://` address that all machines see. */
  readonly files: string | undefined;
}

/** Reads `MATGEUL_QUEUE` and `MATGEUL_QUEUE_FILES`; command-line options override them. */
export function readQueueEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): QueueEnvironment {
  const { MATGEUL_QUEUE, MATGEUL_QUEUE_FILES } = environmentSchema.parse(variables);
  return { url: MATGEUL_QUEUE, files: MATGEUL_QUEUE_FILES };
}

/**
 * Validates the address of the queue.
 *
 * @throws Fault `queue/not-set` without one, `queue/address` for a malformed one; the fault never quotes the address,
 *   which may contain a password
 */
export function queueUrl(url: string | undefined): string {
  if (url === undefined) throw FAULTS.notSet();
  if (!/^postgres(?:ql)?:\/\//i.test(url) || !URL.canParse(url)) throw FAULTS.address();
  return url;
}
