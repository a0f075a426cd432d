import type { APIMessage } from 'discord-api-types/v10';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { ChannelRecord, GuildRecord, MemberRecord } from '../world/records.js';
import { guildPermissions, rank } from '../world/permissions.js';
import { fail } from './errors.js';
import { type Call, param } from './route.js';

/** The guild of the path, when the bot is in it. */
export function guildOf(call: Call): GuildRecord {
  const guild = call.world.guilds.get(param(call, 'guild_id'));
  if (!guild) throw fail.unknownGuild();
  if (!guild.members.has(call.world.bot.id)) throw fail.missingAccess();
  return guild;
}

/** The channel of the path, when the bot may see it and do what is asked. */
export function channelOf(call: Call, needed = 0n): ChannelRecord {
  const channel = call.world.channels.get(param(call, 'channel_id'));
  if (!channel) throw fail.unknownChannel();
  demand(call, channel, needed);
  return channel;
}

/** Refuses unless the bot may do all of `needed` in a channel. */
export function demand(call: Call, channel: ChannelRecord, needed: bigint): void {
  const has = call.world.permissions(channel, call.world.bot);
  if (!(has & PermissionFlagsBits.ViewChannel)) throw fail.missingAccess();
  if ((has & needed) !== needed) throw fail.missingPermissions();
}

/** The message of the path, when it stands in that channel. */
export function messageOf(call: Call, channel: ChannelRecord): APIMessage {
  const message = call.world.messages.get(param(call, 'message_id'));
  if (message?.channel_id !== channel.id) throw fail.unknownMessage();
  return message;
}

/** The member of the path. */
export function memberOf(call: Call, guild: GuildRecord): MemberRecord {
  const id = param(call, 'user_id');
  const member = guild.members.get(id === '@me' ? call.world.bot.id : id);
  if (!member) throw call.world.users.has(id) ? fail.unknownMember() : fail.unknownUser();
  return member;
}

/** Refuses unless the bot has a permission over the whole guild. */
export function demandInGuild(call: Call, guild: GuildRecord, needed: bigint): void {
  const has = guildPermissions(guild, call.world.member(guild, call.world.bot));
  if ((has & needed) !== needed) throw fail.missingPermissions();
}

/** Refuses unless the bot stands above a member. */
export function demandHigherRank(call: Call, guild: GuildRecord, member: MemberRecord): void {
  if (rank(guild, call.world.member(guild, call.world.bot)) <= rank(guild, member))
    throw fail.missingPermissions();
}
