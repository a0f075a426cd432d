import { SCHEMA } from './settings.js';

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
export async function createTables(query: (text: string) => Promise<unknown>): Promise<void> {
  await query(`begin; ${LOCK}; ${RUN}; ${WORKER}; commit`);
}
