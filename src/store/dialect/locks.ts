import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Base, Database } from '../base.js';

/**
 * Lets one transaction at a time do what `name` says, until its end. On SQLite each transaction that writes is alone
 * anyway.
 */
export async function alone(kind: Base['kind'], db: Database, name: string): Promise<void> {
  if (kind === 'sqlite') return;
  const number = createHash('sha256').update(`matgeul ${name}`).digest().readBigInt64BE();
  await sql`select pg_advisory_xact_lock(cast(${number.toString()} as bigint))`.execute(db);
}
