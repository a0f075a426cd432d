import type { Base, Database } from '../base.js';
import { alone } from '../dialect/locks.js';
import { checked, whole } from '../row.js';
import { newerSchema } from '../faults.js';
import { serversArticlesPlaces } from './001-servers-articles-places.js';
import { messagesFlagsCases } from './002-messages-flags-cases.js';
import { outboxClassifiers } from './003-outbox-classifiers.js';
import { TYPES, type Migration } from './types.js';

/** In order; a step that was released is never changed, only followed. */
export const MIGRATIONS: readonly Migration[] = [
  serversArticlesPlaces,
  messagesFlagsCases,
  outboxClassifiers,
];

/**
 * Brings the schema up to this version: all steps that are missing in one transaction, one process at a time. A database
 * of a newer version is refused.
 */
export async function migrate(base: Pick<Base, 'kind' | 'transact' | 'clock'>): Promise<void> {
  await base.transact(async (db) => {
    await alone(base.kind, db, 'migrate');
    const done = await versionOf(db);
    if (done > MIGRATIONS.length) throw newerSchema(done, MIGRATIONS.length);
    for (const [index, migration] of MIGRATIONS.entries()) {
      if (index < done) continue;
      await migration.up(db, TYPES[base.kind]);
      await db
        .insertInto('schema_versions')
        .values({ number: index + 1, name: migration.name, applied_at: base.clock() })
        .execute();
    }
  });
}

/** The number of the last step that was done; 0 for a fresh database. */
async function versionOf(db: Database): Promise<number> {
  await db.schema
    .createTable('schema_versions')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute();
  const last = await db
    .selectFrom('schema_versions')
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  // No rows have no maximum, which the types do not tell.
  return checked(whole, last?.number ?? 0, 'schema_versions');
}
