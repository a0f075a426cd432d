import { z } from 'zod';
import type { Base } from './base.js';
import { bytes, checked, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import { countUp } from './servers.js';
import type { StoredClassifier } from './store.js';

const rowSchema = z.object({
  guild_id: z.string(),
  version: whole,
  trained_at: whole,
  decisions: whole,
  summary: bytes,
  model: bytes.optional(),
});

/** Reads a version of a classifier without its model. */
function readSummary(base: Base, from: unknown): Omit<StoredClassifier, 'model'> {
  const row = checked(rowSchema, from, 'classifiers');
  return {
    guildId: row.guild_id,
    version: row.version,
    trainedAt: row.trained_at,
    decisions: row.decisions,
    summary: base.vault.open(row.summary, contextOf('classifiers.summary', row.guild_id, row.version)),
  };
}

/** Decrypts the model of a version. */
function readModel(base: Base, from: unknown): string {
  const row = checked(rowSchema.required({ model: true }), from, 'classifiers');
  return base.vault.open(row.model, contextOf('classifiers.model', row.guild_id, row.version));
}

/** The latest version, which judges new messages. */
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

/** The stored versions, newest first, without their models. */
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

/** Number of stored versions: a bad one can be compared with its predecessors. */
const KEPT_VERSIONS = 5;

/** Stores a version under the next number and deletes all but the latest five. */
export function saveClassifier(
  base: Base,
  classifier: Omit<StoredClassifier, 'version'>,
): Promise<StoredClassifier> {
  const { guildId, trainedAt, decisions, model, summary } = classifier;
  return base.transact(async (db) => {
    const version = await countUp(db, guildId, 'classifiers');
    await db
      .insertInto('classifiers')
      .values({
        guild_id: guildId,
        version,
        trained_at: trainedAt,
        decisions,
        model: base.vault.seal(model, contextOf('classifiers.model', guildId, version)),
        summary: base.vault.seal(summary, contextOf('classifiers.summary', guildId, version)),
      })
      .execute();
    await db
      .deleteFrom('classifiers')
      .where('guild_id', '=', guildId)
      .where('version', '<=', version - KEPT_VERSIONS)
      .execute();
    return { guildId, version, trainedAt, decisions, model, summary };
  });
}

/** Deletes all versions; their numbers are not used again. */
export async function resetClassifiers(base: Base, guildId: string): Promise<void> {
  await base.query((db) => db.deleteFrom('classifiers').where('guild_id', '=', guildId).execute());
}
