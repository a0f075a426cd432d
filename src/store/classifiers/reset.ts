import type { Base } from '../base.js';

/** Forgets all versions; their numbers are not used again. */
export async function resetClassifiers(base: Base, guildId: string): Promise<void> {
  await base.query((db) => db.deleteFrom('classifiers').where('guild_id', '=', guildId).execute());
}
