import type { CloseReason } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { closeFlags } from '../flags/close.js';

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
