import { Events } from 'discord.js';
import type { NoticeName } from '../outbox/notices.js';
import type { EventServices } from './events.js';

/** Deleted channels, servers that were left or joined: what hung on them is closed, and the moderators are told. */
export function listenToPlaces(services: EventServices): void {
  const { client, store, log, now } = services;
  const guarded = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.error({ err: error }, 'an event of a channel or server could not be handled');
    });
  };
  client.on(Events.ChannelDelete, (channel) => {
    if (!channel.isDMBased()) guarded(gone(channel.guildId, channel.id, channel.name, services));
  });
  client.on(Events.ThreadDelete, (thread) => {
    guarded(gone(thread.guildId, thread.id, null, services));
  });
  client.on(Events.GuildDelete, ({ id }) => {
    guarded(store.servers.left(id, now()));
  });
  client.on(Events.GuildCreate, ({ id }) => {
    guarded(store.servers.left(id, null));
  });
}

async function gone(
  guildId: string,
  channelId: string,
  name: string | null,
  services: EventServices,
): Promise<void> {
  const { store, judges, outbox, now } = services;
  const unbound = await store.channels.unbind(channelId, 'channel-deleted', now());
  const settings = await store.servers.settings(guildId);
  const notify = (notice: NoticeName, values: Record<string, string> = {}): Promise<void> =>
    store.outbox.add([
      {
        guildId,
        partitionKey: `notice:${guildId}`,
        key: `notice:${notice}:${channelId}`,
        effect: { kind: 'notice', notice, values },
      },
    ]);
  if (settings.hiddenChannelId === channelId) await store.servers.change(guildId, { hiddenChannelId: null });
  if (settings.logChannelId === channelId) {
    await store.servers.change(guildId, { logChannelId: null });
    await notify('log-channel-deleted');
  }
  // Names of channels cannot ping or break a message: Discord allows letters, digits and hyphens only there.
  if (unbound && name !== null) await notify('place-deleted', { name: `#${name}` });
  judges.forget(guildId);
  outbox.wake();
}
