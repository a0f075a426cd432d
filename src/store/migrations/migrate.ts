import type { Base, Database } from '../base.js';
import { lockUntilCommit } from '../dialect/concurrency.js';
import { checked, whole } from '../row.js';
import { newerSchema } from '../faults.js';
import { serversArticlesPlaces } from './001-servers-articles-places.js';
import { messagesFlagsCases } from './002-messages-flags-cases.js';
import { outboxClassifiers } from './003-outbox-classifiers.js';
import { adaptation } from './004-adaptation.js';
import { campaigns } from './005-campaigns.js';
import { acts } from './006-acts.js';
import { sites } from './007-sites.js';
import { ownRules } from './008-own-rules.js';
import { bulks } from './009-bulks.js';
import { reports } from './010-reports.js';
import { appeals } from './011-appeals.js';
import { TYPES, type Migration } from './types.js';

/** All steps in order. A released step never changes; new steps follow it. */
export const MIGRATIONS: readonly Migration[] = [
  serversArticlesPlaces,
  messagesFlagsCases,
  outboxClassifiers,
  adaptation,
  campaigns,
  acts,
  sites,
  ownRules,
  bulks,
  reports,
  appeals,
];

/**
 * Migrates the schema to this version: runs all missing steps in one transaction, one process at a time.
 *
 * @throws `Fault` `store/newer-schema` for a database of a newer version
 */
export async function migrate(base: Pick<Base, 'kind' | 'transact' | 'clock'>): Promise<void> {
  await base.transact(async (db) => {
    await lockUntilCommit(base.kind, db, 'migrate');
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

/** The number of the last step that ran; 0 for a fresh database. */
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
  // Without rows there is no maximum, which the types do not say.
  return checked(whole, last?.number ?? 0, 'schema_versions');
}
