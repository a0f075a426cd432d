import type { APIMessage } from 'discord-api-types/v10';
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { WireMessage } from '../../limits/messages.js';
import { seenByApp } from '../../world/content-intent.js';
import { createMessage, deleteMessages, editMessage } from '../../world/messages.js';
import type { ChannelRecord } from '../../world/records.js';
import { timeOf } from '../../world/snowflake.js';
import { channelOf, demand, messageOf } from '../access.js';
import { fail } from '../errors.js';
import { invalidForm } from '../form-errors.js';
import { messageBody } from '../message-body.js';
import { type Call, nothing, ok, type Route } from '../route.js';
import { page } from '../message-page.js';

const BULK_LIMIT_MS = 14 * 24 * 3600_000;

const list = (call: Call) => {
  const channel = channelOf(call);
  // Who may not read the history gets an empty one, without a word.
  const may = call.world.permissions(channel, call.world.bot) & PermissionFlagsBits.ReadMessageHistory;
  if (!may) return ok([]);
  return ok(page(channel, call.query).flatMap((id) => seen(call, call.world.messages.get(id))));
};

const seen = (call: Call, message: APIMessage | undefined): APIMessage[] =>
  message ? [seenByApp(call.world, message)] : [];

const send = (call: Call) => {
  const { world } = call;
  const channel = channelOf(call);
  const wire = (call.body ?? {}) as WireMessage;
  demandSending(call, channel, wire);
  const known = nonceKey(call, channel, wire.nonce);
  const earlier = known === null ? undefined : world.nonces.get(known);
  if (wire.enforce_nonce && earlier && Date.now() - earlier.at < world.settings.nonceWindowMs) {
    const message = world.messages.get(earlier.messageId);
    if (message) return ok(message);
  }
  const body = messageBody(call, wire, { channelId: channel.id });
  const replyTo = replied(call, channel, wire);
  const message = createMessage(world, {
    ...body,
    channel,
    author: world.bot,
    ...(wire.nonce !== undefined && wire.nonce !== null && { nonce: wire.nonce }),
    ...(replyTo !== undefined && { replyTo }),
  });
  if (known !== null) world.nonces.set(known, { messageId: message.id, at: Date.now() });
  return ok(message);
};

const nonceKey = ({ world }: Call, channel: ChannelRecord, nonce: WireMessage['nonce']): string | null =>
  nonce === undefined || nonce === null ? null : `${channel.id} ${world.bot.id} ${nonce}`;

function demandSending(call: Call, channel: ChannelRecord, wire: WireMessage): void {
  const isForum = channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildCategory;
  if (isForum) throw fail.notInThisChannel();
  let needed = channel.thread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  if (call.files.length > 0) needed |= PermissionFlagsBits.AttachFiles;
  if (wire.embeds?.length) needed |= PermissionFlagsBits.EmbedLinks;
  if (wire.message_reference?.message_id) needed |= PermissionFlagsBits.ReadMessageHistory;
  demand(call, channel, needed);
  if (channel.recipientId !== null && call.world.closedDirect.has(channel.recipientId))
    throw fail.cannotSendToUser();
  const mayUnlock = call.world.permissions(channel, call.world.bot) & PermissionFlagsBits.ManageThreads;
  if (channel.thread?.locked && !mayUnlock) throw fail.threadLocked();
}

function replied(call: Call, channel: ChannelRecord, wire: WireMessage): string | undefined {
  const id = wire.message_reference?.message_id;
  if (id === undefined) return undefined;
  if (call.world.messages.get(id)?.channel_id === channel.id) return id;
  if (wire.message_reference?.fail_if_not_exists === false) return undefined;
  return invalidForm(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
}

const edit = (call: Call) => {
  const channel = channelOf(call);
  const message = messageOf(call, channel);
  if (message.author.id !== call.world.bot.id) throw fail.notYourMessage();
  if (channel.thread?.archived) throw fail.threadLocked();
  const body = messageBody(call, call.body ?? {}, {
    channelId: channel.id,
    before: message,
  });
  return ok(editMessage(call.world, message, body, call.world.bot.id));
};

const remove = (call: Call) => {
  const channel = channelOf(call);
  const message = messageOf(call, channel);
  if (message.author.id !== call.world.bot.id) {
    if (channel.guildId === null) throw fail.missingPermissions();
    demand(call, channel, PermissionFlagsBits.ManageMessages);
  }
  deleteMessages(call.world, [message], call.world.bot.id, { reason: call.reason });
  return nothing;
};

const removeMany = (call: Call) => {
  const channel = channelOf(call, PermissionFlagsBits.ManageMessages);
  const { messages: ids = [] } = (call.body ?? {}) as { messages?: string[] };
  if (ids.length < 2 || ids.length > 100) throw fail.tooFewOrManyToDelete();
  if (ids.some((id) => Date.now() - timeOf(id) > BULK_LIMIT_MS)) throw fail.tooOldToDelete();
  const found = [...new Set(ids)].flatMap((id) => call.world.messages.get(id) ?? []);
  const here = found.filter(({ channel_id }) => channel_id === channel.id);
  deleteMessages(call.world, here, call.world.bot.id, { reason: call.reason, bulk: true });
  return nothing;
};

const MESSAGES = '/channels/{channel_id}/messages';

/** Messages in channels. */
export const messageRoutes: readonly Route[] = [
  { method: 'GET', path: MESSAGES, handle: list },
  { method: 'POST', path: MESSAGES, handle: send },
  { method: 'POST', path: `${MESSAGES}/bulk-delete`, handle: removeMany },
  {
    method: 'GET',
    path: `${MESSAGES}/{message_id}`,
    handle: (call) => {
      const channel = channelOf(call, PermissionFlagsBits.ReadMessageHistory);
      return ok(seenByApp(call.world, messageOf(call, channel)));
    },
  },
  { method: 'PATCH', path: `${MESSAGES}/{message_id}`, handle: edit },
  { method: 'DELETE', path: `${MESSAGES}/{message_id}`, handle: remove },
  { method: 'POST', path: '/channels/{channel_id}/typing', handle: (call) => (channelOf(call), nothing) },
];
