import {
  ActionRowBuilder,
  type APIMessageTopLevelComponent,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MessageFlags,
  SeparatorBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import type { Article } from '../../article/index.js';
import type { Language, LocalizedText } from '../../fault.js';
import { quoted, safeLine } from '../card/safe-text.js';
import { ARTICLE, BUTTONS } from '../../wording/bot/articles.js';

/** A private answer. */
export interface Answer {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: APIMessageTopLevelComponent[];
  readonly allowedMentions: { readonly parse: [] };
}

const TITLE = 150;
const EXCERPT = 280;
export const COLORS = { good: 0x3fb950, plain: 0x5865f2, warned: 0xf0883e };

/** An answer of parts, one under the other with a line between, and buttons below. */
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

/** Title and beginning of an article, made harmless. */
export function articleText({ title, body }: Article, language: Language): string {
  const excerpt =
    body === null ? `-# ${ARTICLE.noBody[language]}` : quoted(body.replace(/\s*\n\s*/gu, ' '), EXCERPT);
  return `**${safeLine(title, TITLE)}**\n${excerpt}`;
}

/** A button that opens the article, when it has an address that Discord takes. */
export function openButton(article: Article | null, language: Language): ButtonBuilder[] {
  const url = article?.url;
  if (url === undefined || url.length > 512 || !/^https?:\/\/[^\s]+$/.test(url)) return [];
  return [new ButtonBuilder().setStyle(ButtonStyle.Link).setURL(url).setLabel(BUTTONS.open[language])];
}

/** Warnings, each on a line. */
export function warningsText(warnings: readonly LocalizedText[], language: Language): string {
  return warnings.map((said) => `⚠️ ${said[language]}`).join('\n');
}
