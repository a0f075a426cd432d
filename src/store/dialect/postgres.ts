import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '../base.js';
import { badDatabase } from '../faults.js';
import type { Tables } from '../tables.js';

/** Ms after which a silent server counts as unreachable. */
const CONNECT_MS = 5000;

/**
 * Opens a pool of connections to PostgreSQL.
 *
 * @throws `Fault` `store/bad-database` when the address is no URL
 */
export function openPostgres(url: string, connections: number): Database {
  if (!URL.canParse(url)) throw badDatabase('DATABASE_URL');
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'matgeul',
    // `pg` returns int8 as text; ours are counts and times, far below 2^53.
    types: {
      getTypeParser: (type: (typeof pg.types.builtins)['INT8'], format?: 'text' | 'binary') =>
        type === pg.types.builtins.INT8
          ? Number
          : (pg.types.getTypeParser(type, format) as (value: string) => unknown),
    },
  });
  // The next query replaces an idle connection that broke.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
