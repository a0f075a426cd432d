import type { Base } from '../base.js';
import { contextOf } from '../sealed.js';
import { countUp } from '../servers/ensure.js';
import type { StoredClassifier } from '../store.js';

/** Versions that are kept, so that a bad one can be told from what it replaced. */
const KEPT = 5;

/** Keeps a version under the next number and forgets all but the latest five. */
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
      .where('version', '<=', version - KEPT)
      .execute();
    return { guildId, version, trainedAt, decisions, model, summary };
  });
}
