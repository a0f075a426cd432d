import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '../base.js';
import { badDatabase } from '../faults.js';
import type { Tables } from '../tables.js';

/** Ms until a server that does not answer counts as unreachable. */
const CONNECT_MS = 5000;

/** Opens a pool of connections to PostgreSQL. */
export function openPostgres(url: string, connections: number): Database {
  if (!URL.canParse(url)) throw badDatabase('DATABASE_URL');
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'matgeul',
    // `pg` gives int8 as text; the store's are counts and times, far below 2^53.
    types: {
      getTypeParser: (type: (typeof pg.types.builtins)['INT8'], format?: 'text' | 'binary') =>
        type === pg.types.builtins.INT8
          ? Number
          : (pg.types.getTypeParser(type, format) as (value: string) => unknown),
    },
  });
  // A connection that breaks while nobody uses it is replaced at the next question.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
