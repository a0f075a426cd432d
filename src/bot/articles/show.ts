import { ButtonBuilder, ButtonStyle, type ChatInputCommandInteraction } from 'discord.js';
import { z } from 'zod';
import { Fault } from '../../fault.js';
import type { BoundChannel } from '../../store/index.js';
import { ARTICLE, BUTTONS, FAULTS, MODES } from '../../wording/bot/articles.js';
import { customId } from '../discord/custom-id.js';
import { safeLine } from '../discord/safe-text.js';
import type { InteractionContext } from '../gateway/feature.js';
import { chosenChannel, isExcludedThread, type BindableChannel } from './binding.js';
import { type Answer, answerOf, articleText, COLORS, openButton, warningsFor, warningsText } from './view.js';

/** `/article show`. */
export async function runShow(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { guildId } = interaction;
  const { store, say, language, now } = context;
  const channel = await chosenChannel(interaction, interaction.options.getChannel('channel')?.id);
  const { boundChannel, inherited } = await boundChannelFor(channel, context);
  const settings = await store.servers.settings(guildId);
  const article =
    boundChannel.articleId === null
      ? null
      : ((await store.articles.get(guildId, boundChannel.articleId)) ?? null);
  const open =
    boundChannel.articleId === null
      ? null
      : (await store.flags.count(guildId, { articleId: boundChannel.articleId }, now())).open;
  const facts = [
    `**${say(ARTICLE.since)}** ${time(boundChannel.boundAt)}`,
    published(article?.publishedAt, say(ARTICLE.published)),
    `**${say(ARTICLE.mode)}** ${say(MODES[boundChannel.mode ?? settings.mode])}`,
    open === null ? '' : `**${say(ARTICLE.openFlags)}** ${open}`,
  ];
  const about = isExcludedThread(boundChannel)
    ? say(ARTICLE.takenOutHere)
    : article === null
      ? say(boundChannel.articleId === null ? ARTICLE.watchedHere : ARTICLE.swept)
      : articleText(article, language);
  const warnings = isExcludedThread(boundChannel) ? [] : warningsFor(channel, settings, context);
  const parts = [
    `### 📰 ${say(ARTICLE.title)}\n-# <#${channel.id}>${inherited ? ` · ${say(ARTICLE.fromParent)}` : ''}`,
    about,
    facts.filter((fact) => fact !== '').join('\n'),
    warningsText(warnings, language),
  ];
  await interaction.editReply(answerOf(parts, COLORS.plain, openButton(article, language)));
}

/** The binding of a channel: its own, or else its parent's. */
async function boundChannelFor(
  channel: BindableChannel,
  { store }: InteractionContext,
): Promise<{ boundChannel: BoundChannel; inherited: boolean }> {
  const own = await store.channels.get(channel.id);
  if (own?.guildId === channel.guildId) return { boundChannel: own, inherited: false };
  const parentId = channel.isThread() ? channel.parentId : null;
  const parent = parentId === null ? undefined : await store.channels.get(parentId);
  if (parent?.guildId === channel.guildId) return { boundChannel: parent, inherited: true };
  throw new Fault('article/not-bound', FAULTS.notBound);
}

function published(date: string | undefined, name: string): string {
  const at = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(at) ? '' : `**${name}** <t:${Math.floor(at / 1000)}:d>`;
}

function time(at: number): string {
  const seconds = Math.floor(at / 1000);
  return `<t:${seconds}:f> (<t:${seconds}:R>)`;
}

export const LIST = 'article-list';
/** Channels per page: even with every character of the titles escaped, a page stays below Discord's 4,000 characters. */
const PAGE = 20;
const TITLE = 60;

/** `/article list` and its paging buttons, whose custom_id holds the page number. */
export async function runList(
  interaction: { readonly guildId: string; editReply(answer: Answer): Promise<unknown> },
  context: InteractionContext,
): Promise<void> {
  const { store, say } = context;
  const boundChannels = (await store.channels.of(interaction.guildId)).reverse();
  if (boundChannels.length === 0) {
    await interaction.editReply(answerOf([say(ARTICLE.listEmpty)], COLORS.plain));
    return;
  }
  const pages = Math.ceil(boundChannels.length / PAGE);
  const wanted = z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .catch(0)
    .parse(context.ids[0] ?? 0);
  const page = Math.min(wanted, pages - 1);
  const shown = boundChannels.slice(page * PAGE, (page + 1) * PAGE);
  const lines = await Promise.all(shown.map((boundChannel) => lineOf(boundChannel, context)));
  const count = pages > 1 ? ` · ${page + 1} / ${pages}` : '';
  const head = `### 📰 ${say(ARTICLE.listTitle)} (${boundChannels.length})${count}`;
  const buttons = pages > 1 ? turnButtons(page, pages, context) : [];
  await interaction.editReply(answerOf([head, lines.join('\n')], COLORS.plain, buttons));
}

async function lineOf(boundChannel: BoundChannel, { store, say }: InteractionContext): Promise<string> {
  const mode =
    boundChannel.mode === null || isExcludedThread(boundChannel) ? '' : ` · ${say(MODES[boundChannel.mode])}`;
  return `<#${boundChannel.channelId}> · ${await titleOf()}${mode}`;

  async function titleOf(): Promise<string> {
    if (isExcludedThread(boundChannel)) return `*${say(ARTICLE.listTakenOut)}*`;
    if (boundChannel.articleId === null) return `*${say(ARTICLE.listWatched)}*`;
    const article = await store.articles.get(boundChannel.guildId, boundChannel.articleId);
    return article === undefined ? say(ARTICLE.swept) : safeLine(article.title, TITLE);
  }
}

function turnButtons(page: number, pages: number, { say }: InteractionContext): ButtonBuilder[] {
  const button = (to: number, label: keyof typeof BUTTONS): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId(LIST, String(Math.max(0, to)), label))
      .setLabel(say(BUTTONS[label]))
      .setStyle(ButtonStyle.Secondary)
      .setDisabled(to < 0 || to >= pages);
  return [button(page - 1, 'previous'), button(page + 1, 'next')];
}
