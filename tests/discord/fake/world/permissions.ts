import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { ChannelRecord, GuildRecord, MemberRecord } from './records.js';

/** Every permission there is. */
export const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What a guild gives everyone when it is made. */
export const EVERYONE_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.UseApplicationCommands;

const WHILE_TIMED_OUT = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
const IN_DIRECT_MESSAGES = EVERYONE_PERMISSIONS;
const NEEDS_SENDING =
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.MentionEveryone |
  PermissionFlagsBits.SendTTSMessages;

/** Whether a member's timeout still runs. */
export const isTimedOut = (member: MemberRecord, now = Date.now()): boolean =>
  member.timedOutUntil !== null && Date.parse(member.timedOutUntil) > now;

/** What a member may do in a guild, before any channel says otherwise. */
export function guildPermissions(guild: GuildRecord, member: MemberRecord): bigint {
  if (guild.ownerId === member.user.id) return ALL_PERMISSIONS;
  const roles = [guild.id, ...member.roles].map((id) => guild.roles.get(id));
  const bits = roles.reduce((all, role) => all | BigInt(role?.permissions ?? '0'), 0n);
  if (bits & PermissionFlagsBits.Administrator) return ALL_PERMISSIONS;
  return isTimedOut(member) ? bits & WHILE_TIMED_OUT : bits;
}

const isThread = ({ type }: ChannelRecord): boolean =>
  type === ChannelType.PublicThread ||
  type === ChannelType.PrivateThread ||
  type === ChannelType.AnnouncementThread;

/** What a user may do in a channel: 0 for one who is not a member of the guild. */
export function channelPermissions(
  guild: GuildRecord | null,
  channel: ChannelRecord,
  userId: string,
): bigint {
  if (guild === null) return IN_DIRECT_MESSAGES;
  const member = guild.members.get(userId);
  if (!member) return 0n;
  const base = guildPermissions(guild, member);
  if (base === ALL_PERMISSIONS) return base;
  // A thread has no overwrites of its own: its parent's hold.
  const holder = isThread(channel) ? guild.channels.get(channel.parentId ?? '') : channel;
  let bits = applyOverwrites(base, holder ?? channel, guild.id, member);
  if (isTimedOut(member)) bits &= WHILE_TIMED_OUT;
  if (!(bits & PermissionFlagsBits.ViewChannel)) return 0n;
  const sending = isThread(channel)
    ? PermissionFlagsBits.SendMessagesInThreads
    : PermissionFlagsBits.SendMessages;
  if (!(bits & sending)) bits &= ~NEEDS_SENDING;
  // Nobody sees a private thread but its members and those who manage threads.
  const isOutside = channel.type === ChannelType.PrivateThread && !channel.thread?.members.has(userId);
  return isOutside && !(bits & PermissionFlagsBits.ManageThreads) ? 0n : bits;
}

function applyOverwrites(
  base: bigint,
  holder: ChannelRecord,
  everyoneId: string,
  member: MemberRecord,
): bigint {
  const everyone = holder.overwrites.filter(({ id }) => id === everyoneId);
  const roles = holder.overwrites.filter(
    ({ id, type }) => type === OverwriteType.Role && id !== everyoneId && member.roles.includes(id),
  );
  const own = holder.overwrites.filter(
    ({ id, type }) => type === OverwriteType.Member && id === member.user.id,
  );
  let bits = base;
  for (const level of [everyone, roles, own]) {
    for (const { deny } of level) bits &= ~BigInt(deny);
    for (const { allow } of level) bits |= BigInt(allow);
  }
  return bits;
}

/** The place of a member's highest role; the guild's owner stands over all. */
export function rank(guild: GuildRecord, member: MemberRecord): number {
  if (guild.ownerId === member.user.id) return Infinity;
  return Math.max(0, ...member.roles.map((id) => guild.roles.get(id)?.position ?? 0));
}
