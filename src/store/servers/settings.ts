import { serverSettingsSchema, type ServerSettings } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { checkedJson } from '../row.js';

/** Settings of a server; the defaults for one that never settled anything. */
export function settings(base: Base, guildId: string): Promise<ServerSettings> {
  return base.query((db) => settingsOf(db, guildId));
}

/** The same within a transaction. */
export async function settingsOf(db: Database, guildId: string): Promise<ServerSettings> {
  const row = await db
    .selectFrom('servers')
    .select('settings')
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return checkedJson(serverSettingsSchema, row?.settings ?? '{}', 'servers.settings');
}
