import {
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Guild,
  type MessageComponentInteraction,
} from 'discord.js';
import { Fault } from '../../fault.js';
import { customId } from '../discord/custom-id.js';
import type { InteractionContext } from '../gateway/feature.js';
import type { BoundChannel } from '../../store/index.js';
import { chosenChannel, isExcludedThread, excludeThread } from './binding.js';
import { answerOf, COLORS } from './view.js';
import { ARTICLE, BUTTONS, FAULTS, threadsLeft } from '../../wording/bot/articles.js';

export const UNSET_THREADS = 'article-unset-threads';

/**
 * `/article unset`: unbinds a channel, or excludes a thread of a bound channel. Threads of the channel stay bound until the
 * moderator presses the button for them.
 *
 * @throws Fault `article/not-bound`; those of `chosenChannel`
 */
export async function runUnset(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { store, judges, outbox, say, now } = context;
  const { guild, guildId } = interaction;
  const channel = await chosenChannel(interaction, interaction.options.getChannel('channel')?.id);
  const own = ofGuild(await store.channels.get(channel.id), guildId);
  const parentId = channel.isThread() ? channel.parentId : null;
  const parent = parentId === null ? undefined : ofGuild(await store.channels.get(parentId), guildId);
  if ((own === undefined && parent === undefined) || isExcludedThread(own))
    throw new Fault('article/not-bound', FAULTS.notBound);
  const at = { guildId, channelId: channel.id };
  if (parent !== undefined) await excludeThread(context, at);
  else await store.channels.unbind(channel.id, 'place-unbound', now());
  judges.forget(guildId);
  outbox.wake();
  const threads = await boundThreads(guild, channel.id, context);
  const parts = [
    `### ✅ ${say(parent === undefined ? ARTICLE.unset : ARTICLE.unsetThread)}\n-# <#${channel.id}> · ${say(ARTICLE.closed)}`,
    threads.length === 0 ? '' : say(threadsLeft(threads.length)),
  ];
  const button = new ButtonBuilder()
    .setCustomId(customId(UNSET_THREADS, channel.id))
    .setLabel(say(BUTTONS.unsetThreads))
    .setStyle(ButtonStyle.Danger);
  await interaction.editReply(answerOf(parts, COLORS.plain, threads.length === 0 ? [] : [button]));
}

/** Unbinds the threads of a channel that was unbound. */
export async function runUnsetThreads(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { store, judges, outbox, say, now } = context;
  const { guild, guildId } = interaction;
  const threads = await boundThreads(guild, context.ids[0] ?? '', context);
  for (const { channelId } of threads) await store.channels.unbind(channelId, 'place-unbound', now());
  judges.forget(guildId);
  outbox.wake();
  await interaction.editReply(
    answerOf([`### ✅ ${say(ARTICLE.threadsUnset)} (${threads.length})`], COLORS.plain),
  );
}

/** Bound threads of a channel, without archived ones that are not in the cache (not opened since the bot started). */
async function boundThreads(
  guild: Guild,
  channelId: string,
  { store }: InteractionContext,
): Promise<BoundChannel[]> {
  const boundChannels = await store.channels.of(guild.id);
  return boundChannels.filter((boundChannel) => {
    const channel = guild.channels.cache.get(boundChannel.channelId);
    return channel?.isThread() === true && channel.parentId === channelId;
  });
}

function ofGuild(boundChannel: BoundChannel | undefined, guildId: string): BoundChannel | undefined {
  return boundChannel?.guildId === guildId ? boundChannel : undefined;
}
