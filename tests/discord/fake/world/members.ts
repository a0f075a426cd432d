import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { GuildRecord, MemberRecord } from './records.js';
import { iso } from './snowflake.js';
import { memberView } from './views.js';
import type { World } from './world.js';

/** What may change about a member. */
export interface MemberChange {
  nick?: string | null;
  roles?: string[];
  /** Null ends a timeout. */
  timedOutUntil?: string | null;
}

/** Changes a member, writes down who did it and why, and tells the gateway. */
export function updateMember(
  world: World,
  guild: GuildRecord,
  member: MemberRecord,
  change: MemberChange,
  by: string,
  reason: string | null = null,
): void {
  const userId = member.user.id;
  if (change.nick !== undefined) member.nick = change.nick;
  if (change.roles !== undefined) member.roles = change.roles;
  if (change.timedOutUntil !== undefined) {
    member.timedOutUntil = change.timedOutUntil === null ? null : iso(Date.parse(change.timedOutUntil));
    const until = member.timedOutUntil;
    world.effects.record('member-timed-out', { by, guildId: guild.id, userId, until, reason });
  }
  if (change.nick !== undefined || change.roles !== undefined)
    world.effects.record('member-updated', { by, guildId: guild.id, userId, reason });
  const d = { ...memberView(member), user: member.user, guild_id: guild.id, avatar: null, banner: null };
  world.announce({ event: { t: GatewayDispatchEvents.GuildMemberUpdate, d }, guildId: guild.id });
}

/** A member leaves, or is put out. */
export function removeMember(
  world: World,
  guild: GuildRecord,
  member: MemberRecord,
  by = member.user.id,
  reason: string | null = null,
): void {
  guild.members.delete(member.user.id);
  world.effects.record('member-removed', { by, guildId: guild.id, userId: member.user.id, reason });
  world.announce({
    event: { t: GatewayDispatchEvents.GuildMemberRemove, d: { guild_id: guild.id, user: member.user } },
    guildId: guild.id,
  });
}
