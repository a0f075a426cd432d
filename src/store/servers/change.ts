import { z } from 'zod';
import { serverSettingsSchema, type ServerSettings } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { wrongSettings } from '../faults.js';
import { checkedJson } from '../row.js';
import { ensureServers } from './ensure.js';

/**
 * Changes some settings and gives them all. Only what was settled is kept, so that a later version may have better
 * defaults for the rest.
 */
export function change(base: Base, guildId: string, patch: Partial<ServerSettings>): Promise<ServerSettings> {
  const given = definedOnly(patch);
  return base.transact(async (db) => {
    await ensureServers(db, [guildId]);
    const row = await db
      .selectFrom('servers')
      .select('settings')
      .where('guild_id', '=', guildId)
      .$if(base.kind === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
    const settled = {
      ...checkedJson(z.record(z.string(), z.unknown()), row.settings, 'servers.settings'),
      ...given,
    };
    const read = serverSettingsSchema.safeParse(settled);
    if (!read.success) {
      throw wrongSettings([...new Set(read.error.issues.map(({ path }) => path.join('.')))]);
    }
    await db
      .updateTable('servers')
      .set({ settings: JSON.stringify(settled) })
      .where('guild_id', '=', guildId)
      .execute();
    return read.data;
  });
}

function definedOnly(patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
