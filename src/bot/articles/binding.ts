import {
  type AnyThreadChannel,
  type BaseInteraction,
  ChannelType,
  type ForumChannel,
  type GuildBasedChannel,
  type MediaChannel,
  type NewsChannel,
  PermissionFlagsBits,
  type TextChannel,
} from 'discord.js';
import type { Article } from '../../article/index.js';
import { Fault } from '../../fault.js';
import type { BoundChannel } from '../../store/index.js';
import { FAULTS } from '../../wording/bot/articles.js';
import type { Services } from '../services.js';
import type { ReadArticle } from './reader.js';

/** What an article can be bound to. */
export type BindableChannel = TextChannel | NewsChannel | ForumChannel | MediaChannel | AnyThreadChannel;

/** Those that a command's option may name; Discord does not offer media channels there. */
export const BINDABLE_TYPES = [
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
): Promise<BindableChannel> {
  const id = chosenId ?? interaction.channelId;
  const { channels } = interaction.guild;
  // Archived threads are not in the cache.
  const channel =
    id === null ? null : (channels.cache.get(id) ?? (await channels.fetch(id).catch(() => null)));
  if (channel === null || !isBindable(channel)) throw new Fault('article/no-place', FAULTS.noPlace);
  if (!channel.permissionsFor(interaction.member).has(PermissionFlagsBits.ViewChannel))
    throw new Fault('article/hidden-place', FAULTS.hiddenPlace);
  return channel;
}

/** Whether an article can be bound to a channel. */
export function isBindable(channel: GuildBasedChannel): channel is BindableChannel {
  return (
    channel.type === ChannelType.GuildMedia ||
    (BINDABLE_TYPES as readonly ChannelType[]).includes(channel.type)
  );
}

type BindServices = Pick<Services, 'store' | 'judges' | 'now'>;

/** A place that was bound. */
export interface Bound {
  readonly boundChannel: BoundChannel;
  /** Null: watched for threads with articles of their own. */
  readonly article: Article | null;
  /** The article it was bound to before, when that was another. */
  readonly before: Article | null;
}

/**
 * Binds a place to an article, or has it watched.
 *
 * @param cursor the id of what asked for it (an interaction, a thread): only messages after it are judged
 */
export async function bindChannel(
  { store, judges, now }: BindServices,
  {
    guildId,
    channelId,
    article,
    cursor,
  }: { guildId: string; channelId: string; article: ReadArticle | Article | null; cursor: string },
): Promise<Bound> {
  const old = await store.channels.get(channelId);
  const kept = article === null ? null : await store.articles.add(guildId, article);
  const boundChannel = await store.channels.bind({
    guildId,
    channelId,
    articleId: kept?.id ?? null,
    cursor,
    at: now(),
    // A thread that was taken out is back in.
    ...(isExcludedThread(old) ? { mode: null } : {}),
  });
  judges.forget(guildId);
  const before =
    old?.articleId == null || old.articleId === kept?.id
      ? null
      : ((await store.articles.get(guildId, old.articleId)) ?? null);
  return { boundChannel, article: kept, before };
}

/** Whether a place is a thread that a moderator took out: not judged, though its parent is bound or watched. */
export function isExcludedThread(boundChannel: BoundChannel | undefined): boolean {
  return boundChannel?.articleId === null && boundChannel.mode === 'off';
}

/** Takes a thread out of its parent's place, so that it is neither judged nor bound anew after a restart. */
export async function excludeThread(
  { store, judges, now }: BindServices,
  { guildId, channelId }: { guildId: string; channelId: string },
): Promise<void> {
  // First, so that its open flags are closed.
  await store.channels.unbind(channelId, 'place-unbound', now());
  await store.channels.bind({ guildId, channelId, articleId: null, mode: 'off', at: now() });
  judges.forget(guildId);
}
