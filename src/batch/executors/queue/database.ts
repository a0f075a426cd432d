import pg from 'pg';
import PgBoss from 'pg-boss';
import type { Fault } from '../../../fault.js';
import { retry } from '../../../retry.js';
import { isPassing, isRestarting, queueFault } from './faults.js';
import { AWAY_MINUTES, MAINTENANCE_SECONDS, SCHEMA } from './settings.js';

/** The open database of the queue: pg-boss, and statements of our own over the same connections. */
export interface QueueDatabase {
  readonly boss: PgBoss;
  query<Row>(text: string, values: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Connections of one process: few, as a thousand workers share one server. */
const CONNECTIONS = 3;
/** Ms until a server that does not answer counts as unreachable. */
const CONNECT_MS = 5_000;
/** Timeout of a statement in ms; longer than pg-boss waits for its locks, so that only a dead connection reaches it. */
const QUERY_MS = 40_000;

/** How long {@link openQueueDatabase} waits for an unreachable database. */
interface OpenOptions {
  /** Ms; a server that is known to restart gets {@link RESTART_MS}. */
  readonly waitMs: number;
  readonly stop: AbortSignal;
  /** Called once, before the first wait. */
  readonly onAway: (why: Fault) => void;
}

/** Longest restart of the server in ms. */
const RESTART_MS = 60_000;

/**
 * Opens the queue and creates missing tables.
 *
 * @throws Fault `queue/…` when the database refuses the call, `work/queue-…` when it is unreachable; without `options`
 * immediately
 */
export function openQueueDatabase(url: string, options?: OpenOptions): Promise<QueueDatabase> {
  return retryWhileAway(() => openOnce(url), {
    signal: options?.stop,
    windowMs: (error) => (isRestarting(error) ? RESTART_MS : isPassing(error) ? (options?.waitMs ?? 0) : 0),
    onAway: options?.onAway,
  });
}

/** Ms between attempts. */
const BACKOFF = { firstMs: 250, longestMs: 5_000 };

/** Options of {@link retryWhileAway}. */
interface AwayOptions {
  /** Ends the attempts. */
  readonly signal?: AbortSignal | undefined;
  /** The retry window of an error in ms, 0: not retryable. By default {@link AWAY_MINUTES} for transient errors. */
  readonly windowMs?: (error: unknown) => number;
  /** Called once, before the first wait. */
  readonly onAway?: ((why: Fault) => void) | undefined;
}

const whilePassing = (error: unknown): number => (isPassing(error) ? AWAY_MINUTES * 60_000 : 0);

/**
 * Retries a statement while the database is unreachable, for instance during a restart. The statement must be
 * idempotent, since its response may have been lost.
 *
 * @throws Fault when the retry window is over, for any other error, and when the signal is aborted
 */
export async function retryWhileAway<T>(
  statement: () => Promise<T>,
  { signal, windowMs = whilePassing, onAway }: AwayOptions = {},
): Promise<T> {
  try {
    return await retry(statement, {
      ...BACKOFF,
      windowMs,
      signal,
      onRetry: (error, failures) => {
        if (failures === 0) onAway?.(queueFault(error));
      },
    });
  } catch (error) {
    throw queueFault(error);
  }
}

async function openOnce(url: string): Promise<QueueDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: 'matgeul batch',
  });
  // The pool replaces a broken idle connection at the next statement.
  pool.on('error', () => undefined);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: SCHEMA,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  // Errors of pg-boss's maintenance, which runs again a few seconds later.
  boss.on('error', () => undefined);
  const close = async (): Promise<void> => {
    await boss.stop({ graceful: false }).catch(() => undefined);
    await pool.end().catch(() => undefined);
  };
  try {
    await boss.start();
    await createTables((text) => pool.query(text));
  } catch (error) {
    await close();
    throw queueFault(error);
  }
  return {
    boss,
    query: async <Row>(text: string, values: readonly unknown[]) =>
      (await pool.query(text, [...values])).rows as Row[],
    close,
  };
}

/** Runs with the numbers of their open, taken and dead-letter chunks; a run without a row was cancelled. */
const RUN = `create table if not exists ${SCHEMA}.run (
  id uuid primary key,
  queue text not null,
  files text not null,
  open integer,
  taken integer not null default 0,
  aside integer not null default 0,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
)`;

/** Workers, by their heartbeats. */
const WORKER = `create table if not exists ${SCHEMA}.worker (
  id uuid primary key,
  queue text not null,
  host text not null,
  pid integer not null,
  threads integer not null,
  busy integer not null default 0,
  chunks integer not null default 0,
  comments bigint not null default 0,
  trouble jsonb,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
)`;

/** PostgreSQL's lock makes `create if not exists` safe where several processes begin at the same moment. */
const LOCK = `select pg_advisory_xact_lock(hashtext('${SCHEMA} tables'))`;

/** Creates our own tables beside pg-boss's if they are missing. */
async function createTables(query: (text: string) => Promise<unknown>): Promise<void> {
  await query(`begin; ${LOCK}; ${RUN}; ${WORKER}; commit`);
}
