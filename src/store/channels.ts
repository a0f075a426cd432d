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

/** Reads a bound channel from its row. */
function readChannel(row: unknown): BoundChannel {
  return checked(rowSchema, row, 'places');
}

/**
 * Binds a channel or changes its binding; `cursor` and `mode` keep their values unless given.
 *
 * @throws `Fault` `store/no-article` when the article is not stored
 */
export async function bind(base: Base, channel: Parameters<ChannelStore['bind']>[0]): Promise<BoundChannel> {
  const row = await base.transact(async (db) => {
    await ensureServers(db, [channel.guildId]);
    return db
      .insertInto('places')
      .values({
        channel_id: channel.channelId,
        guild_id: channel.guildId,
        article_id: channel.articleId,
        mode: channel.mode ?? null,
        cursor: channel.cursor ?? null,
        bound_at: channel.at,
      })
      .onConflict((conflict) =>
        conflict.column('channel_id').doUpdateSet({
          guild_id: channel.guildId,
          article_id: channel.articleId,
          bound_at: channel.at,
          ...(channel.mode === undefined ? {} : { mode: channel.mode }),
          ...(channel.cursor === undefined ? {} : { cursor: channel.cursor }),
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  return readChannel(row);
}

/** Sets the mode of a bound channel; null: the server's. */
export async function setMode(base: Base, channelId: string, mode: Mode | null): Promise<void> {
  await base.query((db) =>
    db.updateTable('places').set({ mode }).where('channel_id', '=', channelId).execute(),
  );
}

/** A bound channel; undefined when the channel is not bound. */
export async function getChannel(base: Base, channelId: string): Promise<BoundChannel | undefined> {
  const row = await base.query((db) =>
    db.selectFrom('places').selectAll().where('channel_id', '=', channelId).executeTakeFirst(),
  );
  return row && readChannel(row);
}

/** Bound channels of one server, or all, in the order they were bound. */
export async function listChannels(base: Base, guildId?: string): Promise<BoundChannel[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('places')
      .selectAll()
      .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
      .orderBy('bound_at')
      .orderBy('channel_id')
      .execute(),
  );
  return rows.map(readChannel);
}

/** Unbinds a channel and closes its open flags. False when it was not bound. */
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

/** Moves cursors forward, never back. Ids are numbers without leading zeros: the longer one is later. */
export async function advance(base: Base, cursors: ReadonlyMap<string, string>): Promise<void> {
  if (cursors.size === 0) return;
  // Sorted, so that two processes lock rows in the same order and cannot deadlock.
  const sorted = [...cursors].sort(([a], [b]) => (a < b ? -1 : 1));
  await base.transact(async (db) => {
    for (const chunk of chunks(sorted)) {
      const rows = sql.join(
        chunk.map(([channelId, cursor]) => sql`(cast(${channelId} as text), cast(${cursor} as text))`),
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
