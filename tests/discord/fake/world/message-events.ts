import type { APIMessage, GatewayMessageCreateDispatchData } from 'discord-api-types/v10';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { ChannelRecord } from './records.js';
import { memberWithoutUser } from './views.js';
import type { World } from './world.js';

/** Tells the gateway of a new or changed message, with what only events carry: the guild and the members. */
export function announceMessage(
  world: World,
  channel: ChannelRecord,
  message: APIMessage,
  what: 'create' | 'update',
): void {
  const guild = world.guildOf(channel);
  const author = guild?.members.get(message.author.id);
  const d = {
    ...message,
    channel_type: channel.type,
    ...(guild && { guild_id: guild.id }),
    ...(author && { member: memberWithoutUser(author) }),
    mentions: message.mentions.map((user) => {
      const member = guild?.members.get(user.id);
      return member ? { ...user, member: memberWithoutUser(member) } : user;
    }),
  } as GatewayMessageCreateDispatchData;
  const event =
    what === 'create'
      ? { t: GatewayDispatchEvents.MessageCreate as const, d }
      : { t: GatewayDispatchEvents.MessageUpdate as const, d };
  world.announce({ event, guildId: channel.guildId, channel });
}

/** Tells the gateway that messages are gone. */
export function announceDeletion(world: World, channel: ChannelRecord, ids: string[], bulk: boolean): void {
  const where = {
    channel_id: channel.id,
    ...(channel.guildId !== null && { guild_id: channel.guildId }),
  };
  const event = bulk
    ? { t: GatewayDispatchEvents.MessageDeleteBulk as const, d: { ids, ...where } }
    : { t: GatewayDispatchEvents.MessageDelete as const, d: { id: ids[0]!, ...where } };
  world.announce({ event, guildId: channel.guildId, channel });
}
