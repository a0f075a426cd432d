import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { createChannel } from '../../world/channels.js';
import { removeMember, updateMember } from '../../world/members.js';
import { guildPermissions } from '../../world/permissions.js';
import { channelView, guildView, memberView, threadMemberView } from '../../world/views.js';
import { demandHigherRank, demandInGuild, guildOf, memberOf } from '../access.js';
import { fail } from '../errors.js';
import { FormErrors, invalidForm } from '../form-errors.js';
import { type Call, created, nothing, ok, param, type Route } from '../route.js';
import { type WireChannel, planFrom } from './channel-plan.js';

const LONGEST_TIMEOUT_MS = 28 * 24 * 3600_000;

interface WireMember {
  nick?: string | null;
  roles?: string[] | null;
  communication_disabled_until?: string | null;
}

const listMembers = (call: Call) => {
  const limit = Number(call.query.get('limit') ?? 1);
  const after = BigInt(call.query.get('after') ?? 0);
  const members = [...guildOf(call).members.values()].sort((a, b) =>
    BigInt(a.user.id) < BigInt(b.user.id) ? -1 : 1,
  );
  return ok(
    members
      .filter(({ user }) => BigInt(user.id) > after)
      .slice(0, limit)
      .map(memberView),
  );
};

const changeMember = (call: Call) => {
  const { world, reason } = call;
  const guild = guildOf(call);
  const member = memberOf(call, guild);
  const wire = (call.body ?? {}) as WireMember;
  const isSelf = member.user.id === world.bot.id;
  if (wire.communication_disabled_until !== undefined) {
    demandInGuild(call, guild, PermissionFlagsBits.ModerateMembers);
    // Nobody can time out the owner or an administrator, whatever their rank.
    const isUntouchable = Boolean(guildPermissions(guild, member) & PermissionFlagsBits.Administrator);
    if (isUntouchable || isSelf) throw fail.missingPermissions();
    checkTimeout(wire.communication_disabled_until);
  }
  if (wire.nick !== undefined) {
    demandInGuild(
      call,
      guild,
      isSelf ? PermissionFlagsBits.ChangeNickname : PermissionFlagsBits.ManageNicknames,
    );
    const faults = new FormErrors();
    faults.text(['nick'], wire.nick, 32);
    faults.throwIfAny();
  }
  if (wire.roles) demandInGuild(call, guild, PermissionFlagsBits.ManageRoles);
  if (!isSelf) demandHigherRank(call, guild, member);
  updateMember(
    world,
    guild,
    member,
    {
      ...(wire.nick !== undefined && { nick: wire.nick }),
      ...(wire.roles && { roles: wire.roles }),
      ...(wire.communication_disabled_until !== undefined && {
        timedOutUntil: wire.communication_disabled_until,
      }),
    },
    world.bot.id,
    reason,
  );
  return ok(memberView(member));
};

function checkTimeout(until: string | null): void {
  const place = ['communication_disabled_until'];
  if (until === null) return;
  const time = Date.parse(until);
  if (Number.isNaN(time)) invalidForm(place, 'DATE_TIME_TYPE_PARSE', `Could not parse ${until}.`);
  // Discord allows for clocks that differ a little.
  if (time - Date.now() > LONGEST_TIMEOUT_MS + 60_000)
    invalidForm(place, 'GUILD_MEMBER_INVALID_TIMEOUT', 'Timeout must be at most 28 days from now.');
}

const kick = (call: Call) => {
  const guild = guildOf(call);
  const member = memberOf(call, guild);
  demandInGuild(call, guild, PermissionFlagsBits.KickMembers);
  demandHigherRank(call, guild, member);
  removeMember(call.world, guild, member, call.world.bot.id, call.reason);
  return nothing;
};

const changeRoles = (add: boolean) => (call: Call) => {
  const guild = guildOf(call);
  const member = memberOf(call, guild);
  const roleId = param(call, 'role_id');
  demandInGuild(call, guild, PermissionFlagsBits.ManageRoles);
  const others = member.roles.filter((id) => id !== roleId);
  const roles = add ? [...others, roleId] : others;
  updateMember(call.world, guild, member, { roles }, call.world.bot.id, call.reason);
  return nothing;
};

const listChannels = (call: Call) =>
  ok(
    [...guildOf(call).channels.values()]
      .filter(({ thread }) => thread === null)
      .map((channel) => channelView(channel)),
  );

const makeChannel = (call: Call) => {
  const guild = guildOf(call);
  demandInGuild(call, guild, PermissionFlagsBits.ManageChannels);
  const { type = ChannelType.GuildText, ...wire } = (call.body ?? {}) as WireChannel;
  const plan = { ...planFrom(wire), type };
  return created(channelView(createChannel(call.world, guild, plan, call.world.bot.id, call.reason)));
};

const activeThreads = (call: Call) => {
  const { world } = call;
  const threads = [...guildOf(call).channels.values()].filter(
    (channel) =>
      channel.thread &&
      !channel.thread.archived &&
      world.permissions(channel, world.bot) & PermissionFlagsBits.ViewChannel,
  );
  const joined = threads.filter(({ thread }) => thread?.members.has(world.bot.id));
  return ok({
    threads: threads.toReversed().map((thread) => channelView(thread, [], world.bot.id)),
    members: joined.map((thread) => threadMemberView(thread, world.bot.id)),
    has_more: false,
  });
};

const GUILD = '/guilds/{guild_id}';

/** Guilds, their members, roles and channels. */
export const guildRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: GUILD,
    handle: (call) => {
      const guild = guildOf(call);
      const counts = {
        approximate_member_count: guild.members.size,
        approximate_presence_count: guild.members.size,
      };
      return ok({ ...guildView(guild), ...(call.query.get('with_counts') === 'true' && counts) });
    },
  },
  { method: 'GET', path: `${GUILD}/channels`, handle: listChannels },
  { method: 'POST', path: `${GUILD}/channels`, handle: makeChannel },
  { method: 'GET', path: `${GUILD}/threads/active`, handle: activeThreads },
  { method: 'GET', path: `${GUILD}/roles`, handle: (call) => ok([...guildOf(call).roles.values()]) },
  { method: 'GET', path: `${GUILD}/members`, handle: listMembers },
  {
    method: 'GET',
    path: `${GUILD}/members/{user_id}`,
    handle: (call) => ok(memberView(memberOf(call, guildOf(call)))),
  },
  { method: 'PATCH', path: `${GUILD}/members/{user_id}`, handle: changeMember },
  { method: 'DELETE', path: `${GUILD}/members/{user_id}`, handle: kick },
  { method: 'PUT', path: `${GUILD}/members/{user_id}/roles/{role_id}`, handle: changeRoles(true) },
  { method: 'DELETE', path: `${GUILD}/members/{user_id}/roles/{role_id}`, handle: changeRoles(false) },
];
