import type { APIRole, APIUser } from 'discord-api-types/v10';
import { GatewayDispatchEvents, Locale, PermissionFlagsBits } from 'discord-api-types/v10';
import { NO_FLAGS } from './flags.js';
import { EVERYONE_PERMISSIONS } from './permissions.js';
import type { GuildRecord, MemberRecord } from './records.js';
import { iso, shardOf } from './snowflake.js';
import { memberView } from './views.js';
import type { World } from './world.js';

/** What a guild is to be like. */
export interface GuildPlan {
  name?: string;
  owner: APIUser;
  locale?: Locale;
  /** What the bot's own role gives it. */
  botPermissions?: bigint;
  /** What everyone may do. */
  everyone?: bigint;
  /** An id that falls to this shard. */
  shard?: { id: number; count: number };
}

/** What a moderation bot asks for when it is added. */
export const BOT_PERMISSIONS =
  EVERYONE_PERMISSIONS |
  PermissionFlagsBits.ManageMessages |
  PermissionFlagsBits.ModerateMembers |
  PermissionFlagsBits.ManageThreads |
  PermissionFlagsBits.CreatePrivateThreads;

// The single colour is the older of the two ways to say it; answers still carry both.
const COLOURLESS = {
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
};

function role(id: string, name: string, position: number, permissions: bigint): APIRole {
  return {
    id,
    name,
    position,
    permissions: permissions.toString(),
    ...COLOURLESS,
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: false,
    mentionable: false,
    flags: NO_FLAGS,
  };
}

function guildId(world: World, shard?: { id: number; count: number }): string {
  let id = world.ids.next();
  if (shard)
    for (let ago = 0; shardOf(id, shard.count) !== shard.id; ago++) id = world.ids.at(Date.now() - ago);
  return id;
}

/** Makes a guild with its owner and the bot in it; it stays unheard of until the gateway brings it. */
export function createGuild(world: World, plan: GuildPlan): GuildRecord {
  const id = guildId(world, plan.shard);
  const guild: GuildRecord = {
    id,
    name: plan.name ?? '서버',
    ownerId: plan.owner.id,
    locale: plan.locale ?? Locale.Korean,
    botJoinedAt: iso(),
    roles: new Map([[id, role(id, '@everyone', 0, plan.everyone ?? EVERYONE_PERMISSIONS)]]),
    members: new Map(),
    channels: new Map(),
    available: false,
  };
  world.guilds.set(id, guild);
  const own = { ...role(world.ids.next(), world.settings.name, 1, plan.botPermissions ?? BOT_PERMISSIONS) };
  guild.roles.set(own.id, { ...own, managed: true, tags: { bot_id: world.bot.id } });
  addMember(world, guild, plan.owner);
  addMember(world, guild, world.bot, [own.id]);
  return guild;
}

/** Lets a user into a guild. */
export function addMember(
  world: World,
  guild: GuildRecord,
  user: APIUser,
  roles: string[] = [],
): MemberRecord {
  const member: MemberRecord = { user, nick: null, roles, joinedAt: iso(), timedOutUntil: null };
  guild.members.set(user.id, member);
  if (user.id !== world.bot.id)
    world.announce({
      event: {
        t: GatewayDispatchEvents.GuildMemberAdd,
        d: { ...memberView(member), user, guild_id: guild.id },
      },
      guildId: guild.id,
    });
  return member;
}

/** Adds a role; without a position it stands lowest, as new roles do. Those above move up. */
export function addRole(
  world: World,
  guild: GuildRecord,
  plan: { name?: string; permissions?: bigint; position?: number },
): APIRole {
  const position = plan.position ?? 1;
  for (const other of guild.roles.values())
    if (other.position >= position) guild.roles.set(other.id, { ...other, position: other.position + 1 });
  const made = role(world.ids.next(), plan.name ?? '역할', position, plan.permissions ?? 0n);
  guild.roles.set(made.id, made);
  announceRole(world, guild, made, GatewayDispatchEvents.GuildRoleCreate);
  return made;
}

/** Changes what a role gives, or where it stands. */
export function updateRole(
  world: World,
  guild: GuildRecord,
  roleId: string,
  change: { name?: string; permissions?: bigint; position?: number },
): APIRole {
  const old = guild.roles.get(roleId);
  if (!old) throw new Error(`no role ${roleId} in the guild`);
  const permissions = change.permissions === undefined ? old.permissions : change.permissions.toString();
  const made = { ...old, ...change, permissions };
  guild.roles.set(roleId, made);
  announceRole(world, guild, made, GatewayDispatchEvents.GuildRoleUpdate);
  return made;
}

/** Takes a role away from the guild and from all who have it. */
export function deleteRole(world: World, guild: GuildRecord, roleId: string): void {
  guild.roles.delete(roleId);
  for (const member of guild.members.values()) member.roles = member.roles.filter((id) => id !== roleId);
  world.announce({
    event: { t: GatewayDispatchEvents.GuildRoleDelete, d: { guild_id: guild.id, role_id: roleId } },
    guildId: guild.id,
  });
}

function announceRole(
  world: World,
  guild: GuildRecord,
  made: APIRole,
  t: GatewayDispatchEvents.GuildRoleCreate | GatewayDispatchEvents.GuildRoleUpdate,
): void {
  const d = { guild_id: guild.id, role: made };
  // The two events differ in name only, which a union of them cannot say.
  const event =
    t === GatewayDispatchEvents.GuildRoleCreate
      ? { t, d }
      : { t: GatewayDispatchEvents.GuildRoleUpdate as const, d };
  world.announce({ event, guildId: guild.id });
}
