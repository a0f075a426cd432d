import type { Client } from 'discord.js';
import type { Mode } from '../../moderation/index.js';
import type { BoundChannel } from '../../store/index.js';
import type { ServerState } from '../judging/judges.js';

/** The place a channel counts as: its own, else (a thread that was never bound) its parent's. */
export function placeOf(
  channelId: string,
  { places }: Pick<ServerState, 'places'>,
  client: Pick<Client, 'channels'>,
): BoundChannel | undefined {
  const own = places.get(channelId);
  if (own !== undefined) return own;
  const channel = client.channels.cache.get(channelId);
  const parentId = channel?.isThread() ? channel.parentId : null;
  return parentId === null ? undefined : places.get(parentId);
}

/** What happens to comments there. */
export function modeOf(place: BoundChannel | undefined, { settings }: Pick<ServerState, 'settings'>): Mode {
  return place?.mode ?? settings.mode;
}
