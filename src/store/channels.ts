import { sql } from 'kysely';
import { z } from 'zod';
import { type CloseReason, type Mode, MODES } from '../moderation/index.js';
import type { Base } from './base.js';
import { chunks } from './batches.js';
import { closeFlags } from './flags.js';
import { checked, whole } from './row.js';
import { ensureServers } from './servers.js';
import type { BoundChannel, ChannelStore } from './store.js';

const rowSchema = z
  .object({
    channel_id: z.string(),
    guild_id: z.string(),
    article_id: z.string().nullable(),
    mode: z.enum(MODES).nullable(),
    cursor: z.string().nullable(),
    bound_at: whole,
  })
  .transform((row): BoundChannel => ({
    channelId: row.channel_id,
    guildId: row.guild_id,
    articleId: row.article_id,
    mode: row.mode,
    cursor: row.cursor,
    boundAt: row.bound_at,
  }));

/** A place as it stands in the database. */
function readPlace(row: unknown): BoundChannel {
  return checked(rowSchema, row, 'places');
}

/** Binds a place, or binds it anew; `cursor` and `mode` stay as they were unless given. */
export async function bind(base: Base, place: Parameters<ChannelStore['bind']>[0]): Promise<BoundChannel> {
  const row = await base.transact(async (db) => {
    await ensureServers(db, [place.guildId]);
    return db
      .insertInto('places')
      .values({
        channel_id: place.channelId,
        guild_id: place.guildId,
        article_id: place.articleId,
        mode: place.mode ?? null,
        cursor: place.cursor ?? null,
        bound_at: place.at,
      })
      .onConflict((conflict) =>
        conflict.column('channel_id').doUpdateSet({
          guild_id: place.guildId,
          article_id: place.articleId,
          bound_at: place.at,
          ...(place.mode === undefined ? {} : { mode: place.mode }),
          ...(place.cursor === undefined ? {} : { cursor: place.cursor }),
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  return readPlace(row);
}

/** Gives a place a mode of its own, or the server's (`null`). */
export async function setMode(base: Base, channelId: string, mode: Mode | null): Promise<void> {
  await base.query((db) =>
    db.updateTable('places').set({ mode }).where('channel_id', '=', channelId).execute(),
  );
}

/** A place, if the channel is one. */
export async function getPlace(base: Base, channelId: string): Promise<BoundChannel | undefined> {
  const row = await base.query((db) =>
    db.selectFrom('places').selectAll().where('channel_id', '=', channelId).executeTakeFirst(),
  );
  return row && readPlace(row);
}

/** Places in the order they were bound: of one server, or all. */
export async function listPlaces(base: Base, guildId?: string): Promise<BoundChannel[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('places')
      .selectAll()
      .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
      .orderBy('bound_at')
      .orderBy('channel_id')
      .execute(),
  );
  return rows.map(readPlace);
}

/** Unbinds a place and closes its open flags. False when it was not bound. */
export function unbind(base: Base, channelId: string, why: CloseReason, now: number): Promise<boolean> {
  return base.transact(async (db) => {
    const removed = await db
      .deleteFrom('places')
      .where('channel_id', '=', channelId)
      .returning('channel_id')
      .executeTakeFirst();
    if (removed === undefined) return false;
    await closeFlags(base, db, (eb) => eb('channel_id', '=', channelId), why, now);
    return true;
  });
}

/** Moves cursors forward, never back. Ids are numbers without leading zeros: the longer one is the later one. */
export async function advance(base: Base, cursors: ReadonlyMap<string, string>): Promise<void> {
  if (cursors.size === 0) return;
  // In one order everywhere, so that two processes do not wait for each other.
  const sorted = [...cursors].sort(([a], [b]) => (a < b ? -1 : 1));
  await base.transact(async (db) => {
    for (const chunk of chunks(sorted)) {
      const rows = sql.join(
        chunk.map(([channel, cursor]) => sql`(cast(${channel} as text), cast(${cursor} as text))`),
      );
      await sql`update places set cursor = moved.column2 from (values ${rows}) as moved
        where places.channel_id = moved.column1 and (
          places.cursor is null
          or length(places.cursor) < length(moved.column2)
          or (length(places.cursor) = length(moved.column2) and places.cursor < moved.column2)
        )`.execute(db);
    }
  });
}
