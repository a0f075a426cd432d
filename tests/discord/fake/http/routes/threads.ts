import { ChannelType, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import type { WireMessage } from '../../limits/messages.js';
import { createThread, joinThread, type ThreadPlan } from '../../world/channels.js';
import { flags as bits } from '../../world/flags.js';
import { createMessage, replaceMessage } from '../../world/messages.js';
import type { ChannelRecord } from '../../world/records.js';
import { byAge } from '../../world/snowflake.js';
import { channelView, threadMemberView } from '../../world/views.js';
import { channelOf, demand, messageOf } from '../access.js';
import { fail } from '../errors.js';
import { FormErrors, invalidForm } from '../form-errors.js';
import { messageBody } from '../message-body.js';
import { type Call, created, nothing, ok, param, type Route } from '../route.js';

interface WireThread {
  name?: string;
  type?: ChannelType | null;
  auto_archive_duration?: ThreadPlan['autoArchiveMinutes'] | null;
  invitable?: boolean | null;
  applied_tags?: string[] | null;
  message?: WireMessage;
}

function planFrom(wire: WireThread): ThreadPlan {
  const faults = new FormErrors();
  faults.text(['name'], wire.name, 100, 1);
  faults.throwIfAny();
  return {
    name: wire.name ?? '',
    ...(wire.type && { type: wire.type }),
    ...(wire.auto_archive_duration && { autoArchiveMinutes: wire.auto_archive_duration }),
    ...(typeof wire.invitable === 'boolean' && { invitable: wire.invitable }),
    ...(wire.applied_tags && { appliedTags: wire.applied_tags }),
  };
}

const fromMessage = (call: Call) => {
  const { world } = call;
  const channel = channelOf(call, PermissionFlagsBits.CreatePublicThreads);
  const message = messageOf(call, channel);
  if (channel.thread) throw fail.notInThisChannel();
  if (world.channels.has(message.id)) throw fail.threadExists();
  const plan = { ...planFrom(call.body ?? {}), fromMessageId: message.id };
  const thread = createThread(world, channel, plan, world.bot.id);
  const flags = bits((message.flags ?? 0) | MessageFlags.HasThread);
  replaceMessage(world, { ...message, flags, thread: channelView(thread) });
  return created(channelView(thread, [], world.bot.id));
};

const fromNothing = (call: Call) => {
  const { world } = call;
  const channel = channelOf(call);
  const wire = (call.body ?? {}) as WireThread;
  if (channel.type === ChannelType.GuildForum) return forumPost(call, channel, wire);
  // Without a type, Discord makes a private thread.
  const type = wire.type ?? ChannelType.PrivateThread;
  const isPrivate = type === ChannelType.PrivateThread;
  demand(
    call,
    channel,
    isPrivate ? PermissionFlagsBits.CreatePrivateThreads : PermissionFlagsBits.CreatePublicThreads,
  );
  return created(
    channelView(createThread(world, channel, { ...planFrom(wire), type }, world.bot.id), [], world.bot.id),
  );
};

function forumPost(call: Call, forum: ChannelRecord, wire: WireThread) {
  const { world } = call;
  demand(call, forum, PermissionFlagsBits.SendMessages);
  if (!wire.message) invalidForm(['message'], 'BASE_TYPE_REQUIRED', 'This field is required');
  const plan = planFrom(wire);
  const body = messageBody(call, wire.message ?? {}, { channelId: forum.id });
  // The post and its first message have one id.
  const id = world.ids.next();
  const thread = createThread(world, forum, { ...plan, fromMessageId: id }, world.bot.id);
  const message = createMessage(world, { ...body, channel: thread, author: world.bot, id });
  return created({ ...channelView(thread, [], world.bot.id), message });
}

const join = (call: Call) => {
  const thread = channelOf(call);
  if (!thread.thread) throw fail.notInThisChannel();
  const userId = call.params.user_id ?? call.world.bot.id;
  if (!call.world.users.has(userId)) throw fail.unknownUser();
  joinThread(call.world, thread, userId);
  return nothing;
};

const leave = (call: Call) => {
  const thread = channelOf(call);
  thread.thread?.members.delete(call.world.bot.id);
  return nothing;
};

const archived = (type: ChannelType[], needed: bigint) => (call: Call) => {
  const { world } = call;
  const parent = channelOf(call, needed | PermissionFlagsBits.ReadMessageHistory);
  const limit = Number(call.query.get('limit') ?? 50);
  const before = Date.parse(call.query.get('before') ?? '9999-01-01T00:00:00Z');
  const all = [...(world.guildOf(parent)?.channels.values() ?? [])]
    .filter(
      ({ parentId, thread, type: own }) => parentId === parent.id && thread?.archived && type.includes(own),
    )
    .filter(({ thread }) => Date.parse(thread!.archiveTimestamp) < before)
    .sort((a, b) => byAge(b.id, a.id));
  const shown = all.slice(0, limit);
  return ok({
    threads: shown.map((thread) => channelView(thread, [], world.bot.id)),
    members: shown
      .filter(({ thread }) => thread?.members.has(world.bot.id))
      .map((thread) => threadMemberView(thread, world.bot.id)),
    has_more: all.length > shown.length,
  });
};

const listMembers = (call: Call) => {
  const channel = channelOf(call);
  return ok([...(channel.thread?.members.keys() ?? [])].map((id) => threadMemberView(channel, id)));
};

const THREAD_MEMBERS = '/channels/{channel_id}/thread-members';

/** Threads and who is in them. */
export const threadRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/{channel_id}/messages/{message_id}/threads', handle: fromMessage },
  { method: 'POST', path: '/channels/{channel_id}/threads', handle: fromNothing },
  { method: 'GET', path: THREAD_MEMBERS, handle: listMembers },
  { method: 'PUT', path: `${THREAD_MEMBERS}/@me`, handle: join },
  { method: 'DELETE', path: `${THREAD_MEMBERS}/@me`, handle: leave },
  {
    method: 'GET',
    path: `${THREAD_MEMBERS}/{user_id}`,
    handle: (call) => {
      const channel = channelOf(call);
      const id = param(call, 'user_id');
      if (!channel.thread?.members.has(id)) throw fail.unknownMember();
      return ok(threadMemberView(channel, id));
    },
  },
  { method: 'PUT', path: `${THREAD_MEMBERS}/{user_id}`, handle: join },
  {
    method: 'GET',
    path: '/channels/{channel_id}/threads/archived/public',
    handle: archived([ChannelType.PublicThread, ChannelType.AnnouncementThread], 0n),
  },
  {
    method: 'GET',
    path: '/channels/{channel_id}/threads/archived/private',
    handle: archived([ChannelType.PrivateThread], PermissionFlagsBits.ManageThreads),
  },
];
