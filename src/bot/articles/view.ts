import {
  ActionRowBuilder,
  type APIMessageTopLevelComponent,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  type Guild,
  MessageFlags,
  PermissionFlagsBits as Flags,
  SeparatorBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import type { Article } from '../../article/index.js';
import type { Language, LocalizedText } from '../../fault.js';
import type { ServerSettings } from '../../moderation/index.js';
import { ARTICLE, BUTTONS, WARNINGS } from '../../wording/bot/articles.js';
import { quoted, safeLine } from '../discord/safe-text.js';
import type { InteractionContext } from '../gateway/feature.js';
import type { Services } from '../services.js';
import type { Bound, BindableChannel } from './binding.js';

/** An ephemeral reply. */
export interface Answer {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: APIMessageTopLevelComponent[];
  readonly allowedMentions: { readonly parse: [] };
}

const TITLE = 150;
const EXCERPT = 280;
export const COLORS = { good: 0x3fb950, plain: 0x5865f2, warned: 0xf0883e };

/** Builds a reply from text parts, separated by lines, with a row of buttons below. Empty parts are skipped. */
export function answerOf(
  parts: readonly string[],
  color: number,
  buttons: readonly ButtonBuilder[] = [],
): Answer {
  const container = new ContainerBuilder().setAccentColor(color);
  for (const [i, part] of parts.filter((each) => each !== '').entries()) {
    if (i > 0) container.addSeparatorComponents(new SeparatorBuilder());
    container.addTextDisplayComponents(new TextDisplayBuilder().setContent(part));
  }
  const rows =
    buttons.length === 0 ? [] : [new ActionRowBuilder<ButtonBuilder>().addComponents(...buttons).toJSON()];
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [container.toJSON(), ...rows],
    allowedMentions: { parse: [] },
  };
}

/** Title and beginning of an article, escaped for Discord. */
export function articleText({ title, body }: Article, language: Language): string {
  const excerpt =
    body === null ? `-# ${ARTICLE.noBody[language]}` : quoted(body.replace(/\s*\n\s*/gu, ' '), EXCERPT);
  return `**${safeLine(title, TITLE)}**\n${excerpt}`;
}

/** A link button to the article, if Discord accepts its URL. */
export function openButton(article: Article | null, language: Language): ButtonBuilder[] {
  const url = article?.url;
  if (url === undefined || url.length > 512 || !/^https?:\/\/[^\s]+$/.test(url)) return [];
  return [new ButtonBuilder().setStyle(ButtonStyle.Link).setURL(url).setLabel(BUTTONS.open[language])];
}

/** Warnings, one per line. */
export function warningsText(warnings: readonly LocalizedText[], language: Language): string {
  return warnings.map((said) => `⚠️ ${said[language]}`).join('\n');
}

/** Warnings about missing permissions and settings for a channel. */
export function warningsFor(
  channel: BindableChannel,
  settings: ServerSettings,
  { canReadMessages }: Pick<Services, 'canReadMessages'>,
): LocalizedText[] {
  const found = [...channelWarnings(channel), ...logChannelWarnings(channel.guild, settings)];
  if (!canReadMessages()) found.push(WARNINGS.noContent);
  if (settings.mode === 'off') found.push(WARNINGS.modeOff);
  return found;
}

function channelWarnings(channel: BindableChannel): LocalizedText[] {
  const { me } = channel.guild.members;
  if (me === null) return [];
  const may = channel.permissionsFor(me);
  // Only its members and those who manage threads can see a private thread.
  if (!may.has(Flags.ViewChannel)) return [WARNINGS.cannotSee];
  const found: LocalizedText[] = [];
  if (!may.has(Flags.ReadMessageHistory)) found.push(WARNINGS.cannotReadBack);
  if (!may.has(Flags.ManageMessages)) found.push(WARNINGS.cannotDelete);
  return found;
}

function logChannelWarnings(guild: Guild, { logChannelId }: ServerSettings): LocalizedText[] {
  if (logChannelId === null) return [WARNINGS.noLogChannel];
  const channel = guild.channels.cache.get(logChannelId);
  const { me } = guild.members;
  // An archived thread is not in the cache; when a channel is deleted, a notice reports it.
  if (channel === undefined || me === null) return [];
  const send = channel.isThread() ? Flags.SendMessagesInThreads : Flags.SendMessages;
  return channel.permissionsFor(me).has([Flags.ViewChannel, send]) ? [] : [WARNINGS.cannotPostCards];
}

/** The reply after binding: the article, what happens next, and warnings. */
export async function boundAnswer(
  channel: BindableChannel,
  { article, before }: Bound,
  context: InteractionContext,
): Promise<Answer> {
  const { language, say, store } = context;
  const settings = await store.servers.settings(channel.guildId);
  const warnings = warningsFor(channel, settings, context);
  const head = article === null ? `🧵 ${say(ARTICLE.watched)}` : `📌 ${say(ARTICLE.bound)}`;
  const parts = [
    `### ${head}\n-# <#${channel.id}>`,
    article === null
      ? say(ARTICLE.watchedHow)
      : [
          articleText(article, language),
          before === null ? '' : `-# ${say(ARTICLE.insteadOf)}: ${safeLine(before.title, 100)}`,
        ]
          .filter((line) => line !== '')
          .join('\n'),
    article === null
      ? ''
      : [say(ARTICLE.fromNow), channel.isThread() ? '' : say(ARTICLE.threadsToo)]
          .filter((line) => line !== '')
          .map((line) => `-# ${line}`)
          .join('\n'),
    warningsText(warnings, language),
  ];
  const color = warnings.length > 0 ? COLORS.warned : COLORS.good;
  return answerOf(parts, color, openButton(article, language));
}
