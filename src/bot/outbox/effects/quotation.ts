import { ContainerBuilder, MessageFlags, TextDisplayBuilder } from 'discord.js';
import type { Language } from '../../../fault.js';
import type { FlagContent } from '../../../moderation/index.js';
import { MOST_TEXT } from '../../discord/components.js';
import { quoted, safeLine } from '../../discord/safe-text.js';
import { CARD } from '../../../wording/bot/cards.js';
import type { Body } from '../../discord/messages.js';

/** Code points of the comment, largest first: the first that fits with its escapes and all else is quoted. */
const SIZES = [3800, 3000, 2300, 1800, 1300] as const;

/** A comment of a flag as a quotation of its author, with the number of its case: the mark it is found again by. */
export function quotation(
  head: string,
  content: FlagContent,
  caseNumber: number,
  language: Language,
  spoiler = false,
): Body {
  const name = content.author === null ? '?' : safeLine(content.author.name, 40);
  const files = content.attachments.map((file) => safeLine(file, 40)).slice(0, 10);
  const textOf = (most: number): string =>
    [
      `**${name}** · ${head}`,
      quoted(content.text, most, spoiler),
      files.length === 0 ? '' : `-# 📎 ${CARD.files[language]}: ${files.join(', ')}`,
      `-# ${caseMark(caseNumber, language)}`,
    ]
      .filter((part) => part !== '')
      .join('\n');
  const fits = SIZES.map(textOf).find(({ length }) => length <= MOST_TEXT) ?? textOf(SIZES.at(-1)!);
  const shown = new TextDisplayBuilder().setContent(fits);
  const container = new ContainerBuilder().addTextDisplayComponents(shown);
  return { flags: MessageFlags.IsComponentsV2, components: [container.toJSON()] };
}

/** `⟦사례 #12⟧`: brackets of strangers are escaped or not these, so no comment can hold it as it stands here. */
export function caseMark(caseNumber: number, language: Language): string {
  return `⟦${CARD.case[language]} #${caseNumber}⟧`;
}
