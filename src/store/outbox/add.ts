import type { NewEffect } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { chunks } from '../chunks.js';
import { contextOf } from '../sealed.js';

/**
 * Adds effects in their order; one whose key was ever added in its server (and is not swept yet) is passed over. Without
 * a time an effect is due at once, whatever clock the caller goes by.
 */
export async function addEffects(
  base: Base,
  db: Database,
  effects: readonly NewEffect[],
  now = base.clock(),
): Promise<void> {
  for (const chunk of chunks(effects)) {
    await db
      .insertInto('outbox')
      .values(
        chunk.map(({ guildId, partitionKey: lane, key, effect, dueAt }) => ({
          guild_id: guildId,
          lane,
          key,
          effect: base.vault.seal(JSON.stringify(effect), contextOf('outbox.effect', guildId, key)),
          state: 'waiting' as const,
          due_at: dueAt ?? 0,
          leased_until: 0,
          worker: null,
          attempts: 0,
          error: null,
          created_at: now,
          settled_at: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['guild_id', 'key']).doNothing())
      .execute();
  }
}
