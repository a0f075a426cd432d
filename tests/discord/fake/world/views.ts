import type {
  APIChannel,
  APIGuild,
  APIGuildMember,
  APIThreadMember,
  APIUser,
  GatewayGuildCreateDispatchData,
} from 'discord-api-types/v10';
import { ChannelType } from 'discord-api-types/v10';
import { NO_FLAGS } from './flags.js';
import type { ChannelRecord, GuildRecord, MemberRecord } from './records.js';

/** A member as the HTTP API shows one. */
export function memberView(member: MemberRecord): APIGuildMember {
  return {
    user: member.user,
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roles],
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: NO_FLAGS,
    communication_disabled_until: member.timedOutUntil,
  };
}

/** A member without its user, as messages and resolved data carry one. */
export function memberWithoutUser(member: MemberRecord): Omit<APIGuildMember, 'user'> {
  const view: Partial<APIGuildMember> = memberView(member);
  delete view.user;
  return view as Omit<APIGuildMember, 'user'>;
}

/** One person's membership of a thread. */
export const threadMemberView = (channel: ChannelRecord, userId: string): APIThreadMember => ({
  id: channel.id,
  user_id: userId,
  join_timestamp: channel.thread?.members.get(userId) ?? '',
  flags: NO_FLAGS,
});

/** A channel as the HTTP API shows one; with `viewerId`, a thread says whether that user is in it. */
export function channelView(
  channel: ChannelRecord,
  recipients: APIUser[] = [],
  viewerId?: string,
): APIChannel {
  const { thread } = channel;
  const common = { id: channel.id, type: channel.type, flags: 0, last_message_id: channel.lastMessageId };
  if (channel.guildId === null) return { ...common, recipients } as unknown as APIChannel;
  const inGuild = {
    ...common,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: channel.slowmode,
  };
  if (thread === null)
    return {
      ...inGuild,
      topic: channel.topic,
      position: channel.position,
      permission_overwrites: channel.overwrites,
      nsfw: channel.nsfw,
      ...(channel.type === ChannelType.GuildForum && {
        available_tags: channel.tags,
        default_reaction_emoji: null,
        default_sort_order: null,
        default_forum_layout: 0,
      }),
    } as unknown as APIChannel;
  const isMember = viewerId !== undefined && thread.members.has(viewerId);
  return {
    ...inGuild,
    owner_id: thread.ownerId,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: thread.archiveTimestamp,
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: thread.createTimestamp,
      ...(channel.type === ChannelType.PrivateThread && { invitable: thread.invitable }),
    },
    message_count: thread.messageCount,
    member_count: thread.members.size,
    total_message_sent: thread.totalMessageSent,
    applied_tags: thread.appliedTags,
    ...(isMember && { member: threadMemberView(channel, viewerId) }),
  } as unknown as APIChannel;
}

/** A guild as the HTTP API shows one. */
export function guildView(guild: GuildRecord): APIGuild {
  const absent = {
    icon: null,
    splash: null,
    home_header: null,
    discovery_splash: null,
    banner: null,
    description: null,
    vanity_url_code: null,
    application_id: null,
    afk_channel_id: null,
    system_channel_id: null,
    widget_channel_id: null,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    max_presences: null,
    incidents_data: null,
    hub_type: null,
  };
  return {
    ...absent,
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    roles: [...guild.roles.values()],
    emojis: [],
    stickers: [],
    features: [],
    region: 'south-korea',
    afk_timeout: 300,
    widget_enabled: false,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    system_channel_flags: 0,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
  } as unknown as APIGuild;
}

/** A guild as the gateway brings it to a bot: with its channels, its open threads, and the members it may know. */
export function gatewayGuild(
  guild: GuildRecord,
  botId: string,
  maySeeMembers: boolean,
  seesThread: (channel: ChannelRecord) => boolean,
): GatewayGuildCreateDispatchData {
  const channels = [...guild.channels.values()];
  const threads = channels.filter(
    (channel) => channel.thread && !channel.thread.archived && seesThread(channel),
  );
  const members = [...guild.members.values()].filter(({ user }) => maySeeMembers || user.id === botId);
  return {
    ...guildView(guild),
    joined_at: guild.botJoinedAt,
    large: guild.members.size > 50,
    unavailable: false,
    member_count: guild.members.size,
    members: members.map(memberView),
    channels: channels
      .filter(({ thread }) => thread === null)
      .map((channel) => channelView(channel)) as GatewayGuildCreateDispatchData['channels'],
    threads: threads.map((thread) =>
      channelView(thread, [], botId),
    ) as GatewayGuildCreateDispatchData['threads'],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
