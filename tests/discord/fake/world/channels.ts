import type { APIGuildForumTag, APIOverwrite, APIThreadChannel } from 'discord-api-types/v10';
import { ChannelType, GatewayDispatchEvents, ThreadAutoArchiveDuration } from 'discord-api-types/v10';
import type { ChannelRecord, GuildRecord } from './records.js';
import { iso } from './snowflake.js';
import { channelView } from './views.js';
import type { World } from './world.js';

/** What a channel is to be like. */
export interface ChannelPlan {
  name?: string;
  type?: ChannelType;
  topic?: string | null;
  parentId?: string | null;
  overwrites?: APIOverwrite[];
  slowmode?: number;
  tags?: APIGuildForumTag[];
}

/** Makes a channel in a guild and tells the gateway. */
export function createChannel(
  world: World,
  guild: GuildRecord,
  plan: ChannelPlan,
  by: string,
  reason: string | null = null,
): ChannelRecord {
  const channel: ChannelRecord = {
    id: world.ids.next(),
    type: plan.type ?? ChannelType.GuildText,
    guildId: guild.id,
    name: plan.name ?? '채널',
    topic: plan.topic ?? null,
    parentId: plan.parentId ?? null,
    position: guild.channels.size,
    overwrites: plan.overwrites ?? [],
    slowmode: plan.slowmode ?? 0,
    nsfw: false,
    lastMessageId: null,
    tags: plan.tags ?? [],
    thread: null,
    recipientId: null,
    messageIds: [],
  };
  keep(world, guild, channel);
  world.effects.record('channel-created', { by, channel: channelView(channel), reason });
  tell(world, channel, 'create');
  return channel;
}

/** What a thread is to be like. */
export interface ThreadPlan {
  name: string;
  type?: ChannelType;
  /** The message it starts from: the thread then has that message's id. */
  fromMessageId?: string;
  autoArchiveMinutes?: ThreadAutoArchiveDuration;
  invitable?: boolean;
  appliedTags?: string[];
}

/** Makes a thread with its maker as its first member, and tells the gateway. */
export function createThread(
  world: World,
  parent: ChannelRecord,
  plan: ThreadPlan,
  by: string,
): ChannelRecord {
  const guild = world.guildOf(parent);
  if (!guild) throw new Error('there are no threads in direct messages');
  const ofNews = parent.type === ChannelType.GuildAnnouncement;
  const type = ofNews ? ChannelType.AnnouncementThread : (plan.type ?? ChannelType.PublicThread);
  const channel: ChannelRecord = {
    id: plan.fromMessageId ?? world.ids.next(),
    type,
    guildId: guild.id,
    name: plan.name,
    topic: null,
    parentId: parent.id,
    position: 0,
    overwrites: [],
    slowmode: 0,
    nsfw: false,
    lastMessageId: null,
    tags: [],
    recipientId: null,
    messageIds: [],
    thread: {
      ownerId: by,
      archived: false,
      locked: false,
      invitable: plan.invitable ?? true,
      autoArchiveMinutes: plan.autoArchiveMinutes ?? ThreadAutoArchiveDuration.OneDay,
      archiveTimestamp: iso(),
      createTimestamp: iso(),
      members: new Map([[by, iso()]]),
      messageCount: 0,
      totalMessageSent: 0,
      appliedTags: plan.appliedTags ?? [],
    },
  };
  keep(world, guild, channel);
  world.effects.record('channel-created', { by, channel: channelView(channel), reason: null });
  tell(world, channel, 'create');
  return channel;
}

/** Says that a channel or thread changed: whoever changed the record calls this. */
export function channelChanged(
  world: World,
  channel: ChannelRecord,
  by: string,
  reason: string | null = null,
): void {
  world.effects.record('channel-updated', { by, channel: channelView(channel), reason });
  tell(world, channel, 'update');
}

/** Takes a channel away, its threads and messages with it. */
export function deleteChannel(
  world: World,
  channel: ChannelRecord,
  by: string,
  reason: string | null = null,
): void {
  const guild = world.guildOf(channel);
  const threads = [...(guild?.channels.values() ?? [])].filter(
    ({ parentId, thread }) => thread && parentId === channel.id,
  );
  for (const thread of threads) deleteChannel(world, thread, by, reason);
  guild?.channels.delete(channel.id);
  world.channels.delete(channel.id);
  for (const id of channel.messageIds) world.messages.delete(id);
  world.effects.record('channel-deleted', { by, channel: channelView(channel), reason });
  tell(world, channel, 'delete');
}

/** Puts somebody into a thread; one who is in already stays as they were. */
export function joinThread(world: World, channel: ChannelRecord, userId: string): void {
  if (!channel.thread || channel.thread.members.has(userId)) return;
  channel.thread.members.set(userId, iso());
  world.effects.record('thread-joined', { by: userId, channelId: channel.id });
  if (channel.type === ChannelType.PrivateThread && userId === world.bot.id) tell(world, channel, 'create');
}

function keep(world: World, guild: GuildRecord, channel: ChannelRecord): void {
  guild.channels.set(channel.id, channel);
  world.channels.set(channel.id, channel);
}

function tell(world: World, channel: ChannelRecord, what: 'create' | 'update' | 'delete'): void {
  if (channel.guildId === null) return;
  const names = channel.thread ? THREAD_EVENTS : CHANNEL_EVENTS;
  const view = channelView(channel, [], world.bot.id) as APIThreadChannel;
  const d = channel.thread && what === 'create' ? { ...view, newly_created: true } : view;
  // One shape serves six events, which a union of them cannot say.
  const event = { t: names[what], d } as unknown as Parameters<World['announce']>[0]['event'];
  world.announce({ event, guildId: channel.guildId, channel });
}

const CHANNEL_EVENTS = {
  create: GatewayDispatchEvents.ChannelCreate,
  update: GatewayDispatchEvents.ChannelUpdate,
  delete: GatewayDispatchEvents.ChannelDelete,
};
const THREAD_EVENTS = {
  create: GatewayDispatchEvents.ThreadCreate,
  update: GatewayDispatchEvents.ThreadUpdate,
  delete: GatewayDispatchEvents.ThreadDelete,
};
