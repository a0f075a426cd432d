import { z } from 'zod';
import { type ServerSettings, serverSettingsSchema } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { wrongSettings } from './faults.js';
import { checkedJson } from './row.js';

/** Settings of a server; defaults for a server without any. */
export function settings(base: Base, guildId: string): Promise<ServerSettings> {
  return base.query((db) => settingsOf(db, guildId));
}

async function settingsOf(db: Database, guildId: string): Promise<ServerSettings> {
  const row = await db
    .selectFrom('servers')
    .select('settings')
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return checkedJson(serverSettingsSchema, row?.settings ?? '{}', 'servers.settings');
}

/** Inserts missing rows of servers: they hold the counters, and `sweep` iterates over them. */
export async function ensureServers(db: Database, guildIds: Iterable<string>): Promise<void> {
  const rows = [...new Set(guildIds)].sort().map((guild_id) => ({
    guild_id,
    settings: '{}',
    cases: 0,
    classifiers: 0,
    campaign_events: 0,
    left_at: null,
  }));
  if (rows.length === 0) return;
  await db
    .insertInto('servers')
    .values(rows)
    .onConflict((conflict) => conflict.column('guild_id').doNothing())
    .execute();
}

/**
 * Takes the next number of a server's counter, or the next ones, and returns the last. The row stays locked until the
 * transaction ends, so numbers have neither gaps nor duplicates.
 */
export async function countUp(
  db: Database,
  guildId: string,
  counter: 'cases' | 'classifiers' | 'campaign_events',
  by = 1,
): Promise<number> {
  await ensureServers(db, [guildId]);
  const row = await db
    .updateTable('servers')
    .set((eb) => ({ [counter]: eb(counter, '+', by) }))
    .where('guild_id', '=', guildId)
    .returning(['cases', 'classifiers', 'campaign_events'])
    .executeTakeFirstOrThrow();
  return row[counter];
}

/**
 * Changes some settings and returns them all. Stores only values that somebody set, so that a later version may have better
 * defaults for the rest.
 *
 * @throws `Fault` `store/wrong-settings` when a value is not allowed
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
    const stored = {
      ...checkedJson(z.record(z.string(), z.unknown()), row.settings, 'servers.settings'),
      ...given,
    };
    const read = serverSettingsSchema.safeParse(stored);
    if (!read.success) {
      throw wrongSettings([...new Set(read.error.issues.map(({ path }) => path.join('.')))]);
    }
    await db
      .updateTable('servers')
      .set({ settings: JSON.stringify(stored) })
      .where('guild_id', '=', guildId)
      .execute();
    return read.data;
  });
}

function definedOnly(patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

/** Stores when the bot was removed from a server; null: it is back. */
export function left(base: Base, guildId: string, at: number | null): Promise<void> {
  return base.transact(async (db) => {
    await ensureServers(db, [guildId]);
    await db.updateTable('servers').set({ left_at: at }).where('guild_id', '=', guildId).execute();
  });
}
