import type { Base } from '../base.js';
import type { StoredClassifier } from '../store.js';
import { readModel, readSummary } from './row.js';

/** The version that serves. */
export async function latestClassifier(base: Base, guildId: string): Promise<StoredClassifier | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('classifiers')
      .selectAll()
      .where('guild_id', '=', guildId)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
  return row && { ...readSummary(base, row), model: readModel(base, row) };
}

/** The versions that are kept, newest first, without their models. */
export async function classifierVersions(
  base: Base,
  guildId: string,
): Promise<Omit<StoredClassifier, 'model'>[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('classifiers')
      .select(['guild_id', 'version', 'trained_at', 'decisions', 'summary'])
      .where('guild_id', '=', guildId)
      .orderBy('version', 'desc')
      .execute(),
  );
  return rows.map((row) => readSummary(base, row));
}
