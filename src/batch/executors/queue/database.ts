import pg from 'pg';
import PgBoss from 'pg-boss';
import type { Fault } from '../../../fault.js';
import { isPassing, queueFault } from './faults.js';
import { patiently } from './patience.js';
import { MAINTENANCE_SECONDS, SCHEMA } from './settings.js';
import { createTables } from './tables.js';

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
export interface Waiting {
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
