import {
  type BaseInteraction,
  ChannelType,
  type ForumChannel,
  type GuildBasedChannel,
  type MediaChannel,
  type NewsChannel,
  PermissionFlagsBits,
  type AnyThreadChannel,
  type TextChannel,
} from 'discord.js';
import { Fault } from '../../fault.js';
import { FAULTS } from '../../wording/bot/articles.js';

/** What an article can be bound to. */
export type PlaceChannel = TextChannel | NewsChannel | ForumChannel | MediaChannel | AnyThreadChannel;

/** Those that a command's option may name; Discord does not offer media channels there. */
export const PLACE_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

/** Channels that hold threads only. */
export function isForum(channel: { readonly type: ChannelType } | null): boolean {
  return channel?.type === ChannelType.GuildForum || channel?.type === ChannelType.GuildMedia;
}

/**
 * The channel that was chosen, else the one the person is in; one that the person may see.
 *
 * @throws Fault `article/no-place`, `article/hidden-place`
 */
export async function chosenChannel(
  interaction: BaseInteraction<'cached'> & { readonly channelId: string | null },
  chosenId?: string | null,
): Promise<PlaceChannel> {
  const id = chosenId ?? interaction.channelId;
  const { channels } = interaction.guild;
  // Archived threads are not in the cache.
  const channel =
    id === null ? null : (channels.cache.get(id) ?? (await channels.fetch(id).catch(() => null)));
  if (channel === null || !isPlace(channel)) throw new Fault('article/no-place', FAULTS.noPlace);
  if (!channel.permissionsFor(interaction.member).has(PermissionFlagsBits.ViewChannel))
    throw new Fault('article/hidden-place', FAULTS.hiddenPlace);
  return channel;
}

/** Whether an article can be bound to a channel. */
export function isPlace(channel: GuildBasedChannel): channel is PlaceChannel {
  return (
    channel.type === ChannelType.GuildMedia || (PLACE_TYPES as readonly ChannelType[]).includes(channel.type)
  );
}
