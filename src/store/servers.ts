import { z } from 'zod';
import { type ServerSettings, serverSettingsSchema } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { wrongSettings } from './faults.js';
import { checkedJson } from './row.js';

/** Settings of a server; the defaults for one that never settled anything. */
export function settings(base: Base, guildId: string): Promise<ServerSettings> {
  return base.query((db) => settingsOf(db, guildId));
}

/** The same within a transaction. */
async function settingsOf(db: Database, guildId: string): Promise<ServerSettings> {
  const row = await db
    .selectFrom('servers')
    .select('settings')
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return checkedJson(serverSettingsSchema, row?.settings ?? '{}', 'servers.settings');
}

/** Makes the rows of servers that have none: they hold counters, and `sweep` goes by them. */
export async function ensureServers(db: Database, guildIds: Iterable<string>): Promise<void> {
  const rows = [...new Set(guildIds)]
    .sort()
    .map((guild_id) => ({ guild_id, settings: '{}', cases: 0, classifiers: 0, left_at: null }));
  if (rows.length === 0) return;
  await db
    .insertInto('servers')
    .values(rows)
    .onConflict((conflict) => conflict.column('guild_id').doNothing())
    .execute();
}

/**
 * Takes the next number of a server's counter. The row stays locked until the transaction ends, so that numbers have
 * neither gaps nor doubles.
 */
export async function countUp(
  db: Database,
  guildId: string,
  counter: 'cases' | 'classifiers',
): Promise<number> {
  await ensureServers(db, [guildId]);
  const row = await db
    .updateTable('servers')
    .set((eb) => ({ [counter]: eb(counter, '+', 1) }))
    .where('guild_id', '=', guildId)
    .returning(['cases', 'classifiers'])
    .executeTakeFirstOrThrow();
  return row[counter];
}

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

/** Notes that the bot was removed from a server, or that it is back (`null`). */
export function left(base: Base, guildId: string, at: number | null): Promise<void> {
  return base.transact(async (db) => {
    await ensureServers(db, [guildId]);
    await db.updateTable('servers').set({ left_at: at }).where('guild_id', '=', guildId).execute();
  });
}
