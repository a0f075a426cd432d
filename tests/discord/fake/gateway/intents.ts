import type { GatewayDispatchPayload } from 'discord-api-types/v10';
import {
  GatewayDispatchEvents as E,
  GatewayIntentBits as I,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { withoutContent } from '../world/content-intent.js';
import type { Announcement, World } from '../world/world.js';

/** Every intent there is; a client that asks for more gets closed. */
export const ALL_INTENTS = Object.values(I)
  .filter((bit) => typeof bit === 'number')
  .reduce((all, bit) => all | bit, 0);

/** The privileged intents among those asked for that the application was not granted. */
export function disallowed(world: World, intents: number): number {
  const { messageContent, guildMembers, presences } = world.settings.privileged;
  return (
    (messageContent ? 0 : intents & I.MessageContent) |
    (guildMembers ? 0 : intents & I.GuildMembers) |
    (presences ? 0 : intents & I.GuildPresences)
  );
}

const GUILD_EVENTS: readonly E[] = [
  E.GuildCreate,
  E.GuildUpdate,
  E.GuildDelete,
  E.GuildRoleCreate,
  E.GuildRoleUpdate,
  E.GuildRoleDelete,
  E.ChannelCreate,
  E.ChannelUpdate,
  E.ChannelDelete,
  E.ThreadCreate,
  E.ThreadUpdate,
  E.ThreadDelete,
  E.ThreadMembersUpdate,
];
const MESSAGE_EVENTS: readonly E[] = [E.MessageCreate, E.MessageUpdate, E.MessageDelete, E.MessageDeleteBulk];
const WITH_CONTENT: readonly E[] = [E.MessageCreate, E.MessageUpdate];
const MEMBER_EVENTS: readonly E[] = [E.GuildMemberAdd, E.GuildMemberUpdate, E.GuildMemberRemove];

function intentFor(t: E, inGuild: boolean): number {
  if (GUILD_EVENTS.includes(t)) return I.Guilds;
  if (MEMBER_EVENTS.includes(t)) return I.GuildMembers;
  if (MESSAGE_EVENTS.includes(t)) return inGuild ? I.GuildMessages : I.DirectMessages;
  // Interactions come whatever was asked for.
  return 0;
}

type Event = Announcement['event'];

/** What a session that asked for some intents gets of an event: all of it, a part, or nothing. */
export function eventFor(world: World, announcement: Announcement, intents: number): Event | null {
  const { event, channel, guildId } = announcement;
  const needed = intentFor(event.t, guildId !== null);
  const isOwnMember = event.t === E.GuildMemberUpdate && event.d.user.id === world.bot.id;
  if ((intents & needed) !== needed && !isOwnMember) return null;
  const isOfMessage = MESSAGE_EVENTS.includes(event.t);
  if (channel && guildId !== null && (isOfMessage || channel.thread)) {
    const may = world.permissions(channel, world.bot);
    if (!(may & PermissionFlagsBits.ViewChannel)) return null;
  }
  if (!WITH_CONTENT.includes(event.t) || intents & I.MessageContent) return event;
  const message = event.d as Parameters<typeof withoutContent>[1];
  return { t: event.t, d: withoutContent(world, message) } as Extract<
    Event,
    Pick<GatewayDispatchPayload, 't'>
  >;
}
