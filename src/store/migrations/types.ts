import { sql, type RawBuilder } from 'kysely';
import type { Base, Database } from '../base.js';

/** Column types that the two databases name differently. */
export interface Types {
  readonly bytes: RawBuilder<unknown>;
  /** A serial number; SQLite requires it to be the primary key. */
  readonly counter: RawBuilder<unknown>;
}

/** The column types of each database. */
export const TYPES: Record<Base['kind'], Types> = {
  sqlite: { bytes: sql`blob`, counter: sql`integer primary key autoincrement` },
  postgres: { bytes: sql`bytea`, counter: sql`bigint generated always as identity primary key` },
};

/** One step of the schema. A released step never changes; new steps follow it. */
export interface Migration {
  readonly name: string;
  readonly up: (db: Database, types: Types) => Promise<void>;
}
