import type { Base } from '../base.js';
import { ensureServers } from '../servers/ensure.js';
import type { BoundChannel, ChannelStore } from '../store.js';
import { readPlace } from './row.js';

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
