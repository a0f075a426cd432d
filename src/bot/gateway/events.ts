import { Events, type Message, type PartialMessage } from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { modeOf, placeOf } from '../judges.js';
import type { NoticeName } from '../outbox/notices.js';
import type { Services } from '../services.js';
import type { Cursors } from './cursors.js';
import { isComment, parentText, type RecentTexts, revisionOf, toIncoming } from './incoming.js';
import type { Intake } from './intake.js';

export interface EventServices extends Services {
  readonly intake: Intake;
  readonly cursors: Cursors;
  readonly recent: RecentTexts;
}

/** Waits between tries while the store does not answer. */
const STORE_WAIT = 500;

/** Wires what Discord tells of messages to the intake. */
export function listenToMessages(services: EventServices): void {
  const { client, log } = services;
  const guarded =
    <Given extends unknown[]>(listener: (...given: Given) => Promise<void>) =>
    (...given: Given): void => {
      listener(...given).catch((error: unknown) => {
        log.error({ err: error }, 'an event could not be handled');
      });
    };
  client.on(Events.MessageCreate, (message) => {
    if (message.inGuild() && isComment(message)) created(message, services);
  });
  client.on(
    Events.MessageUpdate,
    guarded((_before, after) => edited(after, services)),
  );
  client.on(
    Events.MessageDelete,
    guarded((message) => deleted(message.guildId, message.channelId, [message.id], services)),
  );
  client.on(
    Events.MessageBulkDelete,
    guarded((messages, channel) => deleted(channel.guildId, channel.id, [...messages.keys()], services)),
  );
}

function created(message: Message<true>, services: EventServices): void {
  const { cursors, log } = services;
  const stored = take(message, services, 'live');
  cursors.arrived(message.guild.shardId, message.channelId, message.id, stored);
  stored.catch((error: unknown) => {
    log.error({ err: error, messageId: message.id }, 'a message could not be taken');
  });
}

/** Resolves when the message is stored, or needs not be. */
async function take(message: Message<true>, services: EventServices, source: 'live' | 'edit'): Promise<void> {
  const { intake, judges, recent, client, canReadMessages } = services;
  const state = await patiently(() => judges.server(message.guildId), services);
  const place = placeOf(message.channelId, state, client);
  if (place?.articleId == null || modeOf(place, state) === 'off') return;
  // Without the intent Discord sends empty texts, but for messages that mention the bot.
  if (!canReadMessages() && message.content === '') return;
  recent.add(message.id, message.content);
  const parent = await parentText(message, recent);
  await intake.push(toIncoming(message, place.articleId, parent), source);
}

async function edited(after: Message | PartialMessage, services: EventServices): Promise<void> {
  // Discord also tells of link previews that it has added by itself: those have no time of an edit.
  if (after.guildId === null || after.editedTimestamp === null) return;
  const message = after.partial ? await after.fetch() : after;
  if (!message.inGuild() || !isComment(message)) return;
  await services.cursors.whenStored(message.channelId, message.id);
  const known = await patiently(() => services.store.messages.revision(message.id), services);
  if (known !== undefined && known >= revisionOf(message)) return;
  await take(message, services, 'edit');
}

async function deleted(
  guildId: string | null,
  channelId: string,
  messageIds: readonly string[],
  services: EventServices,
): Promise<void> {
  const { store, outbox, judges, cursors, now } = services;
  if (guildId === null) return;
  if ((await patiently(() => judges.server(guildId), services)).places.size === 0) return;
  // One that was deleted as soon as it was posted is flagged first, or its card would never be closed.
  await Promise.all(messageIds.map((id) => cursors.whenStored(channelId, id).catch(() => undefined)));
  const closed = await patiently(() => store.messages.deleted(messageIds, now()), services);
  if (closed.length > 0) outbox.wake();
}

/** Asks the store until it answers, or the bot stops. */
async function patiently<T>(ask: () => Promise<T>, { stopping, log }: EventServices): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (stopping.aborted) throw error;
      log.warn({ err: error }, 'the store does not answer');
      await sleep(STORE_WAIT);
    }
  }
}

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
