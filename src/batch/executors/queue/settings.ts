import { z } from 'zod';
import { FAULTS } from './faults.js';

/** The schema of PostgreSQL that holds all tables of the queue: pg-boss's and our own. */
export const SCHEMA = 'matgeul_batch';

/** Where chunks come to rest that failed too often, to be looked at; pg-boss calls it a dead letter queue. */
export const SET_ASIDE = 'set-aside';

/**
 * Seconds for which a worker has a chunk. It renews the lease while it works (pg-boss 10 has no heartbeat of its own), so
 * this is only how long a killed worker's chunk waits; a chunk itself may take much longer, see {@link CHUNK_MINUTES}.
 */
export const LEASE_SECONDS = 30;

/** Renewals within one lease: two may get lost before the chunk does. */
export const RENEWALS = 3;

/** Seconds between looks for leases that have run out; one process at a time does it for all. */
export const MAINTENANCE_SECONDS = 5;

/**
 * Times a chunk is tried again before it is set aside. A worker that is killed costs one too, so that it must bear some;
 * pauses grow from 1 s on, twofold each time with chance in it.
 */
export const RETRIES = 5;

/** Minutes after which a chunk counts as stuck: some hundred times what the largest takes. */
export const CHUNK_MINUTES = 30;

/**
 * Chunks that are sent and not yet taken. Enough for 500 cores with another chunk waiting for each, and small for the
 * database, however large the dump: a job is some 500 bytes.
 */
export const AHEAD = 1_000;

/** Chunks that are written, or results that are read, at the same time; each is some 20 MB of memory. */
export const AT_ONCE = 4;

/** Ms between looks at what was done, at the coordinator. */
export const POLL_MS = 500;

/** Ms between questions for work, at a worker that has none. */
export const IDLE_MS = 1_000;

/** Seconds between signs of life of a worker, and after how many it counts as gone. */
export const HEARTBEAT = { every: 5, gone: 20 } as const;

/** Minutes for which a database that cannot be reached is waited for. */
export const PATIENCE_MINUTES = 10;

const blankAsUnset = (value: unknown): unknown => (value === '' ? undefined : value);

const schema = z.object({
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
  const { MATGEUL_QUEUE, MATGEUL_QUEUE_FILES } = schema.parse(variables);
  return { url: MATGEUL_QUEUE, files: MATGEUL_QUEUE_FILES };
}

/** The address of the queue, checked; faults never repeat it, as it may hold a password. */
export function queueUrl(url: string | undefined): string {
  if (url === undefined) throw FAULTS.notSet();
  if (!/^postgres(?:ql)?:\/\//i.test(url) || !URL.canParse(url)) throw FAULTS.address();
  return url;
}
