import type { Base } from '../base.js';
import { ensureServers } from './ensure.js';

/** Notes that the bot was removed from a server, or that it is back (`null`). */
export function left(base: Base, guildId: string, at: number | null): Promise<void> {
  return base.transact(async (db) => {
    await ensureServers(db, [guildId]);
    await db.updateTable('servers').set({ left_at: at }).where('guild_id', '=', guildId).execute();
  });
}
