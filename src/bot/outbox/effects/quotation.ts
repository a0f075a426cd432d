import { ContainerBuilder, MessageFlags, TextDisplayBuilder } from 'discord.js';
import type { Language } from '../../../fault.js';
import type { FlagContent } from '../../../review/index.js';
import { quoted, safeLine } from '../../card/safe-text.js';
import { CARD } from '../../card/wording.js';
import type { Body } from '../messages.js';

/** Code points of the comment; escapes may double them, and Discord takes 4,000 in all. */
const MOST = 1800;

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
  const text = [
    `**${name}** · ${head}`,
    quoted(content.text, MOST, spoiler),
    files.length === 0 ? '' : `-# 📎 ${CARD.files[language]}: ${files.join(', ')}`,
    `-# ${caseMark(caseNumber, language)}`,
  ];
  const shown = new TextDisplayBuilder().setContent(text.filter((part) => part !== '').join('\n'));
  const container = new ContainerBuilder().addTextDisplayComponents(shown);
  return { flags: MessageFlags.IsComponentsV2, components: [container.toJSON()] };
}

/** `⟦사례 #12⟧`: brackets of strangers are escaped or not these, so no comment can hold it as it stands here. */
export function caseMark(caseNumber: number, language: Language): string {
  return `⟦${CARD.case[language]} #${caseNumber}⟧`;
}
