import { type APIMessageTopLevelComponent, ContainerBuilder, TextDisplayBuilder } from 'discord.js';
import type { Article } from '../../../article/index.js';
import { percent, VERDICT_NAMES } from '../../../wording/verdicts.js';
import type { Language } from '../../../fault.js';
import type { Result, Verdict } from '../../../judge/index.js';
import { quoted, safeLine } from '../../card/safe-text.js';
import { fitTexts } from '../../card/fit-texts.js';
import { sidesOf } from './reasons.js';
import { CHECK } from '../../../wording/bot/check.js';

/** A judged comment, and what it was judged under. */
export interface Checked {
  readonly text: string;
  readonly parent: string | null;
  readonly article: Article;
  readonly result: Result;
  /** The article that it would fit better. */
  readonly home: Article | null;
}

/** Code points of a text that are shown. */
const COMMENT = 600;
const TITLE = 120;

const MARKS: Record<Verdict, string> = { 'off-topic': '🔴', 'on-topic': '🟢', unclear: '⚪' };
const COLORS: Record<Verdict, number> = { 'off-topic': 0xd83c3e, 'on-topic': 0x3fb950, unclear: 0x6e7681 };

/** The verdict with its reasons: what speaks against the comment, what for it, and where it would fit better. */
export function renderChecked(checked: Checked, language: Language): APIMessageTopLevelComponent[] {
  const { verdict } = checked.result;
  const container = new ContainerBuilder().setAccentColor(COLORS[verdict]);
  for (const part of [
    headOf(checked, language),
    sidesOf(checked.result, language),
    footOf(checked, language),
  ])
    container.addTextDisplayComponents(new TextDisplayBuilder().setContent(part));
  return fitTexts([container.toJSON()]);
}

function headOf({ text, parent, article, result }: Checked, language: Language): string {
  const { verdict, score } = result;
  return lines([
    `### ${MARKS[verdict]} ${capital(VERDICT_NAMES[verdict][language])} · ${CHECK.chance[language]} ${percent(score)}`,
    parent === null ? '' : `-# ↪ ${CHECK.reply[language]}: ${safeLine(parent, TITLE)}`,
    quoted(text, COMMENT),
    `**${CHECK.article[language]}** ${linked(article)}`,
  ]);
}

function footOf({ result, home }: Checked, language: Language): string {
  const sure = result.flag ? CHECK.flagged[language] : result.review ? CHECK.review[language] : '';
  return lines([
    home === null || result.home === null
      ? ''
      : `**${CHECK.home[language]}** ${linked(home)} · ${percent(result.home.score)}`,
    sure === '' ? '' : `-# ${sure}`,
    `-# ${CHECK.private[language]}`,
  ]);
}

/** A link when the address is a plain one; the title's brackets are escaped and cannot end it. */
function linked({ title, url }: Article): string {
  const safe = safeLine(title, TITLE);
  return url !== undefined && /^https?:\/\/[^\s()<>]{1,300}$/.test(url) ? `[${safe}](${url})` : safe;
}

/** English names of verdicts are lower case, as in tables. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
