import type { Base } from '../base.js';
import type { BoundChannel } from '../store.js';
import { readPlace } from './row.js';

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
