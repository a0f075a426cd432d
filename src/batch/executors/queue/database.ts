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
/** Ms for one statement; longer than pg-boss's own wait for its locks, so that only a dead connection takes this long. */
const QUERY_MS = 40_000;

/** How long {@link openQueueDatabase} waits for a database that cannot be reached. */
interface OpenOptions {
  /** Ms; one that is known to restart gets {@link RESTART_MS}. */
  readonly waitMs: number;
  readonly stop: AbortSignal;
  /** Called once, when the waiting begins. */
  readonly onAway: (why: Fault) => void;
}

/** Ms for which a restart of the server may last. */
const RESTART_MS = 60_000;

/**
 * Opens the queue, and creates its tables where they are missing.
 *
 * @throws Fault `queue/…` when the database refuses the call, `work/queue-…` when it cannot be reached: without `options` at
 * once
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
  /** The retry window of an error in ms, 0: not retryable; {@link AWAY_MINUTES} for what passes by itself when undefined. */
  readonly windowMs?: (error: unknown) => number;
  /** Called once, before the first wait. */
  readonly onAway?: ((why: Fault) => void) | undefined;
}

const whilePassing = (error: unknown): number => (isPassing(error) ? AWAY_MINUTES * 60_000 : 0);

/**
 * Repeats a statement while the database cannot be reached: it may be restarted under a run. The statement must do no harm
 * when it runs twice, as its answer may have been lost.
 *
 * @throws Fault when the retry window is over, for any other error, and when the signal is aborted meanwhile
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
  // An idle connection that breaks is replaced at the next statement.
  pool.on('error', () => undefined);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: SCHEMA,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  // Of pg-boss's maintenance, which runs again a few seconds later.
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

/** Runs, and how many of their chunks were open, taken and became dead letters; a run without a row was cancelled. */
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

/** Creates our own tables beside pg-boss's where they are missing. */
async function createTables(query: (text: string) => Promise<unknown>): Promise<void> {
  await query(`begin; ${LOCK}; ${RUN}; ${WORKER}; commit`);
}
