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

/** Channels that an article can be bound to. */
export type BindableChannel = TextChannel | NewsChannel | ForumChannel | MediaChannel | AnyThreadChannel;

/** Channel types that a command option accepts; Discord does not offer media channels in options. */
export const BINDABLE_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

/** Whether a channel holds threads only: a forum or a media channel. */
export function isForum(channel: { readonly type: ChannelType } | null): boolean {
  return channel?.type === ChannelType.GuildForum || channel?.type === ChannelType.GuildMedia;
}

/**
 * Returns the chosen channel, or else the one the command was used in, after checking that the member can see it.
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

/** Result of {@link bindChannel}. */
export interface Bound {
  readonly boundChannel: BoundChannel;
  /** Null: the channel is only watched for new threads, each with its own article. */
  readonly article: Article | null;
  /** The article it was bound to before, if a different one. */
  readonly before: Article | null;
}

/**
 * Binds a channel to an article, or watches it for new threads (`article: null`).
 *
 * @param cursor id of the interaction or thread that caused the binding: only later messages are judged
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
    // Binding an excluded thread includes it again.
    ...(isExcludedThread(old) ? { mode: null } : {}),
  });
  judges.forget(guildId);
  const before =
    old?.articleId == null || old.articleId === kept?.id
      ? null
      : ((await store.articles.get(guildId, old.articleId)) ?? null);
  return { boundChannel, article: kept, before };
}

/** Whether a moderator excluded this thread: it is not judged although its parent is bound or watched. */
export function isExcludedThread(boundChannel: BoundChannel | undefined): boolean {
  return boundChannel?.articleId === null && boundChannel.mode === 'off';
}

/** Excludes a thread of a bound channel: it is not judged, and a restart does not bind it again. */
export async function excludeThread(
  { store, judges, now }: BindServices,
  { guildId, channelId }: { guildId: string; channelId: string },
): Promise<void> {
  // Unbind first: this closes the open flags.
  await store.channels.unbind(channelId, 'place-unbound', now());
  await store.channels.bind({ guildId, channelId, articleId: null, mode: 'off', at: now() });
  judges.forget(guildId);
}
