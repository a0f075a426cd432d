import type { ChatInputCommandInteraction } from 'discord.js';
import { Fault } from '../../fault.js';
import type { BoundChannel } from '../../store/index.js';
import type { InteractionContext } from '../router/feature.js';
import { isTakenOut } from './bind.js';
import { chosenChannel, type PlaceChannel } from './channels.js';
import { answerOf, articleText, COLORS, openButton, warningsText } from './view.js';
import { warningsFor } from './warnings.js';
import { ARTICLE, FAULTS, MODES } from '../../wording/bot/articles.js';

/** `/article show`. */
export async function runShow(
  interaction: ChatInputCommandInteraction<'cached'>,
  asked: InteractionContext,
): Promise<void> {
  const { guildId } = interaction;
  const { store, say, language, now } = asked;
  const channel = await chosenChannel(interaction, interaction.options.getChannel('channel')?.id);
  const { place, inherited } = await placeOf(channel, asked);
  const settings = await store.servers.settings(guildId);
  const article =
    place.articleId === null ? null : ((await store.articles.get(guildId, place.articleId)) ?? null);
  const open =
    place.articleId === null
      ? null
      : (await store.flags.count(guildId, { articleId: place.articleId }, now())).open;
  const facts = [
    `**${say(ARTICLE.since)}** ${time(place.boundAt)}`,
    published(article?.publishedAt, say(ARTICLE.published)),
    `**${say(ARTICLE.mode)}** ${say(MODES[place.mode ?? settings.mode])}`,
    open === null ? '' : `**${say(ARTICLE.openFlags)}** ${open}`,
  ];
  const about = isTakenOut(place)
    ? say(ARTICLE.takenOutHere)
    : article === null
      ? say(place.articleId === null ? ARTICLE.watchedHere : ARTICLE.swept)
      : articleText(article, language);
  const warnings = isTakenOut(place) ? [] : warningsFor(channel, settings, asked);
  const parts = [
    `### 📰 ${say(ARTICLE.title)}\n-# <#${channel.id}>${inherited ? ` · ${say(ARTICLE.fromParent)}` : ''}`,
    about,
    facts.filter((fact) => fact !== '').join('\n'),
    warningsText(warnings, language),
  ];
  await interaction.editReply(answerOf(parts, COLORS.plain, openButton(article, language)));
}

/** The place of a channel: its own, else its parent's. */
async function placeOf(
  channel: PlaceChannel,
  { store }: InteractionContext,
): Promise<{ place: BoundChannel; inherited: boolean }> {
  const own = await store.channels.get(channel.id);
  if (own?.guildId === channel.guildId) return { place: own, inherited: false };
  const parentId = channel.isThread() ? channel.parentId : null;
  const parent = parentId === null ? undefined : await store.channels.get(parentId);
  if (parent?.guildId === channel.guildId) return { place: parent, inherited: true };
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
