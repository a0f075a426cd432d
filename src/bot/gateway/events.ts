import { Events, type Message, type PartialMessage } from 'discord.js';
import { modeOf, boundChannelOf } from '../judges.js';
import type { NoticeName } from '../outbox/notices.js';
import { retry } from '../../retry.js';
import type { Services } from '../services.js';
import type { Cursors } from './cursors.js';
import { fullText, shownText } from './comment-text.js';
import { isComment, parentText, type RecentTexts, revisionOf, toIncoming } from './incoming.js';
import type { Intake } from './intake.js';

/** Services of the gateway's listeners. */
export interface EventServices extends Services {
  readonly intake: Intake;
  readonly cursors: Cursors;
  readonly recent: RecentTexts;
}

/** Waits while the store does not answer, until it does or the bot stops. */
const STORE_RETRY = { firstMs: 500, longestMs: 500, windowMs: () => Infinity };

/** Passes message events of the gateway to the intake. */
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

/** Resolves when the message is stored, or need not be. */
async function take(
  message: Message<true>,
  services: EventServices,
  source: 'live' | 'edit',
  revision: { readonly revision?: number } = {},
): Promise<void> {
  const { intake, judges, recent, client, articles, canReadMessages } = services;
  const state = await untilStored(() => judges.server(message.guildId), services);
  const bound = boundChannelOf(message.channelId, state, client);
  if (bound?.articleId == null || modeOf(bound, state) === 'off') return;
  // Without the intent Discord sends empty texts, except for messages that mention the bot.
  if (!canReadMessages() && shownText(message) === '') return;
  recent.add(message.id, shownText(message));
  const [text, parent] = await Promise.all([fullText(message, articles), parentText(message, recent)]);
  await intake.push(toIncoming(message, bound.articleId, { text, parent, ...revision }), source);
}

async function edited(after: Message | PartialMessage, services: EventServices): Promise<void> {
  if (after.guildId === null) return;
  if (after.editedTimestamp === null) {
    await embedded(after, services);
    return;
  }
  const message = after.partial ? await after.fetch() : after;
  if (!message.inGuild() || !isComment(message)) return;
  await services.cursors.whenStored(message.channelId, message.id);
  const known = await untilStored(() => services.store.messages.revision(message.id), services);
  if (known !== undefined && known >= revisionOf(message)) return;
  await take(message, services, 'edit');
}

/**
 * Embeds arrive in an update without an edit time: previews of links, which change nothing, and what a webhook mirrors where
 * Discord was late with it. The first such change counts as an edit of the moment of posting, so that a real one is later.
 */
async function embedded(message: Message | PartialMessage, services: EventServices): Promise<void> {
  if (message.partial || !message.inGuild() || !isComment(message)) return;
  const before = services.recent.get(message.id);
  // Not one that was posted just now: nobody knows what it said before.
  if (before === undefined || before === shownText(message)) return;
  await services.cursors.whenStored(message.channelId, message.id);
  const revision = message.createdTimestamp;
  const known = await untilStored(() => services.store.messages.revision(message.id), services);
  if (known === undefined || known >= revision) return;
  await take(message, services, 'edit', { revision });
}

async function deleted(
  guildId: string | null,
  channelId: string,
  messageIds: readonly string[],
  services: EventServices,
): Promise<void> {
  const { store, outbox, judges, campaigns, cursors, now } = services;
  if (guildId === null) return;
  if ((await untilStored(() => judges.server(guildId), services)).channels.size === 0) return;
  // A message deleted right after it was posted must be flagged first, or its card would never be closed.
  await Promise.all(messageIds.map((id) => cursors.whenStored(channelId, id).catch(() => undefined)));
  const closed = await untilStored(() => store.messages.deleted(messageIds, now()), services);
  await untilStored(() => campaigns?.forget(guildId, messageIds) ?? Promise.resolve(), services);
  if (closed.length > 0 || campaigns !== undefined) outbox.wake();
}

/** Repeats a query until the store answers or the bot stops. */
function untilStored<T>(query: () => Promise<T>, { stopping, log }: EventServices): Promise<T> {
  return retry(query, {
    ...STORE_RETRY,
    signal: stopping,
    onRetry: (error) => {
      log.warn({ err: error }, 'the store does not answer');
    },
  });
}

/** Handles deleted channels and joined or left servers: unbinds, closes flags, notifies the moderators. */
export function listenToChannels(services: EventServices): void {
  const { client, store, log, now } = services;
  const guarded = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.error({ err: error }, 'an event of a channel or server could not be handled');
    });
  };
  client.on(Events.ChannelDelete, (channel) => {
    if (!channel.isDMBased()) guarded(channelDeleted(channel.guildId, channel.id, channel.name, services));
  });
  client.on(Events.ThreadDelete, (thread) => {
    guarded(channelDeleted(thread.guildId, thread.id, null, services));
  });
  client.on(Events.GuildDelete, ({ id }) => {
    guarded(store.servers.left(id, now()));
  });
  client.on(Events.GuildCreate, ({ id }) => {
    guarded(store.servers.left(id, null));
  });
}

async function channelDeleted(
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
  // Channel names cannot ping or break a message: Discord allows only letters, digits and hyphens in them.
  if (unbound && name !== null) await notify('place-deleted', { name: `#${name}` });
  judges.forget(guildId);
  outbox.wake();
}
