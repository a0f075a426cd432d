import type {
  GatewayGuildMembersChunkDispatchData,
  GatewayReadyDispatchData,
  GatewayRequestGuildMembersData,
} from 'discord-api-types/v10';
import { GatewayDispatchEvents, GatewayIntentBits, PermissionFlagsBits } from 'discord-api-types/v10';
import { appFlags } from '../http/routes/application.js';
import type { GuildRecord } from '../world/records.js';
import { shardOf } from '../world/snowflake.js';
import { gatewayGuild, memberView } from '../world/views.js';
import type { World } from '../world/world.js';
import type { Session } from './session.js';

const isOf = ({ shard: [id, count] }: Session, guild: GuildRecord): boolean =>
  shardOf(guild.id, count) === id;

/** What a client learns once it is let in. */
export function readyEvent(world: World, session: Session): GatewayReadyDispatchData {
  const guilds = [...world.guilds.values()].filter((guild) => isOf(session, guild));
  return {
    v: 10,
    user: world.bot,
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: `${world.cdnBase.replace(/^http/, 'ws').replace(/\/cdn$/, '')}/gateway`,
    shard: [session.shard[0], session.shard[1]],
    application: { id: world.appId, flags: appFlags(world), flags_new: String(appFlags(world)) },
  };
}

/** A guild as it is brought to a session, when the session is to hear of it. */
export function guildEvent(
  world: World,
  guild: GuildRecord,
  session: Session,
): { t: string; d: unknown } | null {
  if (!isOf(session, guild) || !(session.intents & GatewayIntentBits.Guilds)) return null;
  if (!guild.available)
    return { t: GatewayDispatchEvents.GuildDelete, d: { id: guild.id, unavailable: true } };
  const d = gatewayGuild(
    guild,
    world.bot.id,
    (session.intents & GatewayIntentBits.GuildMembers) !== 0,
    (thread) => (world.permissions(thread, world.bot) & PermissionFlagsBits.ViewChannel) !== 0n,
  );
  return { t: GatewayDispatchEvents.GuildCreate, d };
}

/** The members a client asked for by id or by the start of a name. */
export function membersChunk(
  world: World,
  wanted: GatewayRequestGuildMembersData,
): GatewayGuildMembersChunkDispatchData | null {
  const guild = world.guilds.get(wanted.guild_id);
  if (!guild) return null;
  const ids = 'user_ids' in wanted ? [wanted.user_ids].flat() : null;
  const query = 'query' in wanted ? wanted.query : '';
  const found = [...guild.members.values()].filter(({ user }) =>
    ids ? ids.includes(user.id) : user.username.startsWith(query),
  );
  const limit = 'limit' in wanted ? wanted.limit : 0;
  const limited = limit ? found.slice(0, limit) : found;
  return {
    guild_id: guild.id,
    members: limited.map(memberView),
    chunk_index: 0,
    chunk_count: 1,
    ...(ids && { not_found: ids.filter((id) => !guild.members.has(id)) }),
    ...(wanted.nonce !== undefined && { nonce: wanted.nonce }),
  };
}
