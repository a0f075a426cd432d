import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import PgBoss from 'pg-boss';
import type { Fault } from '../../../fault.js';
import { isPassing, queueFault } from './faults.js';
import { MAINTENANCE_SECONDS, PATIENCE_MINUTES, SCHEMA } from './settings.js';

/** Of which run how much is sent, taken and set aside; the row goes with the run, and a run without a row was cancelled. */
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

/** Which workers there are, by their signs of life. */
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

/** PostgreSQL's lock makes `create if not exists` safe where several begin at the same moment. */
const LOCK = `select pg_advisory_xact_lock(hashtext('${SCHEMA} tables'))`;

/** Makes our own tables beside pg-boss's where they are missing. */
async function createTables(query: (text: string) => Promise<unknown>): Promise<void> {
  await query(`begin; ${LOCK}; ${RUN}; ${WORKER}; commit`);
}

/** Ms between tries: from the first to the last of these, doubled each time. */
const PAUSES = { first: 250, last: 5_000 };

/** How long and until when a database is asked again. */
interface Patience {
  /** Ends the asking. */
  readonly signal?: AbortSignal | undefined;
  /** Ms for which a fault is borne with, counted from the first time of asking; 0 where it does not pass by itself. */
  readonly bears?: (fault: Fault) => number;
  /** Told once, when the waiting begins. */
  readonly onWait?: ((why: Fault) => void) | undefined;
}

const bearsPassing = (fault: Fault): number => (isPassing(fault) ? PATIENCE_MINUTES * 60_000 : 0);

/**
 * Asks the database, again and again while it cannot be reached: it may be restarted under a run. What is asked must do no
 * harm when it is done twice, as an answer may have been lost on its way.
 *
 * @throws Fault when the patience ends, for any other error, and when the signal is aborted meanwhile
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  { signal, bears = bearsPassing, onWait }: Patience = {},
): Promise<T> {
  const since = Date.now();
  for (let pause = PAUSES.first; ; pause = Math.min(pause * 2, PAUSES.last)) {
    try {
      return await ask();
    } catch (error) {
      const fault = queueFault(error);
      if (Date.now() - since >= bears(fault) || signal?.aborted === true) throw fault;
      if (pause === PAUSES.first) onWait?.(fault);
      await sleep(pause * (0.5 + Math.random()), undefined, signal && { signal }).catch(() => undefined);
    }
  }
}

/** The queue's database, opened: pg-boss, and questions of our own over the same connections. */
export interface QueueDatabase {
  readonly boss: PgBoss;
  query<Row>(text: string, values: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Connections of one process: few, as a thousand workers share one server. */
const CONNECTIONS = 3;
/** Ms until a server that does not answer counts as unreachable. */
const CONNECT_MS = 5_000;
/** Ms for one question; more than pg-boss's own wait for its locks, so that only a dead connection takes this long. */
const QUERY_MS = 40_000;

/** How long a database is waited for that cannot be reached when it is opened. */
interface Waiting {
  /** Ms; one that is known to restart is waited for longer. */
  readonly ms: number;
  readonly stop: AbortSignal;
  /** Told once, when the waiting begins. */
  readonly onAway: (why: Fault) => void;
}

/**
 * Opens the queue, and makes its tables where they are missing.
 *
 * @throws Fault when the database cannot be used, or not be reached within `waiting`; without it, when it cannot be reached
 */
export function openQueueDatabase(url: string, waiting?: Waiting): Promise<QueueDatabase> {
  return patiently(() => openOnce(url), {
    signal: waiting?.stop,
    bears: (fault) => (isRestarting(fault) ? RESTART_MS : isPassing(fault) ? (waiting?.ms ?? 0) : 0),
    onWait: waiting?.onAway,
  });
}

/** PostgreSQL answers so while it stops and starts: the address is right, it will be there in a moment. */
const RESTARTING = /^57P0[123]/;
const RESTART_MS = 60_000;

function isRestarting({ cause }: Fault): boolean {
  return cause instanceof Error && RESTARTING.test(cause.message);
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
  // A connection that breaks while nobody uses it is replaced at the next question.
  pool.on('error', () => undefined);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: SCHEMA,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  // Of its maintenance, which is done again a few seconds later.
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
