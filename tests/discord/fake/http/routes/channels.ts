import type { APIOverwrite } from 'discord-api-types/v10';
import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { channelChanged, deleteChannel } from '../../world/channels.js';
import { iso } from '../../world/snowflake.js';
import type { ChannelRecord } from '../../world/records.js';
import { channelView } from '../../world/views.js';
import { channelOf, demand } from '../access.js';
import { type Call, nothing, ok, param, type Route } from '../route.js';
import { planFrom, type WireChannel } from './channel-plan.js';

interface WireThread extends WireChannel {
  archived?: boolean | null;
  locked?: boolean | null;
  invitable?: boolean | null;
  auto_archive_duration?: NonNullable<ChannelRecord['thread']>['autoArchiveMinutes'] | null;
  applied_tags?: string[] | null;
}

const view = (call: Call, channel: ChannelRecord) => {
  const recipient = channel.recipientId === null ? [] : [call.world.user(channel.recipientId)];
  return channelView(channel, recipient, call.world.bot.id);
};

const change = (call: Call) => {
  const channel = channelOf(call);
  const wire = (call.body ?? {}) as WireThread;
  demand(call, channel, neededTo(channel, wire, call.world.bot.id));
  Object.assign(channel, planFrom(wire));
  if (channel.thread) changeThread(channel.thread, wire);
  channelChanged(call.world, channel, call.world.bot.id, call.reason);
  return ok(view(call, channel));
};

function neededTo(channel: ChannelRecord, wire: WireThread, botId: string): bigint {
  if (!channel.thread) return PermissionFlagsBits.ManageChannels;
  // The one who made a thread may rename, close and reopen it; locking takes a moderator.
  const isOwn = channel.thread.ownerId === botId && wire.locked === undefined;
  return isOwn ? 0n : PermissionFlagsBits.ManageThreads;
}

function changeThread(thread: NonNullable<ChannelRecord['thread']>, wire: WireThread): void {
  if (typeof wire.archived === 'boolean') {
    thread.archived = wire.archived;
    thread.archiveTimestamp = iso();
  }
  if (typeof wire.locked === 'boolean') thread.locked = wire.locked;
  if (typeof wire.invitable === 'boolean') thread.invitable = wire.invitable;
  if (wire.auto_archive_duration) thread.autoArchiveMinutes = wire.auto_archive_duration;
  if (wire.applied_tags) thread.appliedTags = wire.applied_tags;
}

const remove = (call: Call) => {
  const channel = channelOf(call);
  const needed = channel.thread ? PermissionFlagsBits.ManageThreads : PermissionFlagsBits.ManageChannels;
  demand(call, channel, channel.guildId === null ? 0n : needed);
  const answer = ok(view(call, channel));
  if (channel.guildId !== null) deleteChannel(call.world, channel, call.world.bot.id, call.reason);
  return answer;
};

const setOverwrite = (call: Call) => {
  const channel = channelOf(call, PermissionFlagsBits.ManageRoles);
  const id = param(call, 'overwrite_id');
  const wire = (call.body ?? {}) as Partial<APIOverwrite>;
  const made: APIOverwrite = {
    id,
    type: wire.type ?? OverwriteType.Role,
    allow: wire.allow ?? '0',
    deny: wire.deny ?? '0',
  };
  channel.overwrites = [...channel.overwrites.filter((each) => each.id !== id), made];
  channelChanged(call.world, channel, call.world.bot.id, call.reason);
  return nothing;
};

/** Channels themselves; their messages and threads have files of their own. */
export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/{channel_id}', handle: (call) => ok(view(call, channelOf(call))) },
  { method: 'PATCH', path: '/channels/{channel_id}', handle: change },
  { method: 'DELETE', path: '/channels/{channel_id}', handle: remove },
  { method: 'PUT', path: '/channels/{channel_id}/permissions/{overwrite_id}', handle: setOverwrite },
];
