import type { Mode } from '../../moderation/index.js';
import type { Base } from '../base.js';

/** Gives a place a mode of its own, or the server's (`null`). */
export async function setMode(base: Base, channelId: string, mode: Mode | null): Promise<void> {
  await base.query((db) =>
    db.updateTable('places').set({ mode }).where('channel_id', '=', channelId).execute(),
  );
}
