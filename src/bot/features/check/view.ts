import { NO_REASON } from '../../../wording/reasons.js';
import { type APIMessageTopLevelComponent, ContainerBuilder, TextDisplayBuilder } from 'discord.js';
import type { Article } from '../../../article/index.js';
import type { Language } from '../../../fault.js';
import { homeStanding } from '../../../judge/certainty.js';
import { type GatheredReason, gatherReasons, reasonLine } from '../../../judge/explain.js';
import type { Result, Verdict } from '../../../judge/index.js';
import { CHECK, SIDES } from '../../../wording/bot/check.js';
import { percent, VERDICT_NAMES } from '../../../wording/verdicts.js';
import { fitTexts } from '../../discord/components.js';
import { quoted, safeLine } from '../../discord/safe-text.js';

/** Reasons per side, and code points of one. */
const REASONS = 6;
const REASON = 160;

/** The reasons against and for a comment, strongest first, one per line; user-supplied text is escaped. */
export function sidesOf(result: Pick<Result, 'reasons' | 'verdict'>, language: Language): string {
  const gathered = gatherReasons(result.reasons, result.verdict);
  if (gathered.length === 0) return NO_REASON[result.verdict][language];
  const line = (mark: string, { reason, times }: GatheredReason): string =>
    `${mark} ${safeLine(reasonLine(reason, language, times), REASON)}`;
  const side = (title: string, mark: string, reasons: readonly GatheredReason[]): string[] => {
    if (reasons.length === 0) return [];
    return [`**${title}**`, ...reasons.slice(0, REASONS).map((one) => line(mark, one))];
  };
  const [against, forIt, neither] = [
    gathered.filter(({ reason }) => reason.weight > 0),
    gathered.filter(({ reason }) => reason.weight < 0),
    // Filler has weight 0 and belongs to neither side.
    gathered.filter(({ reason }) => reason.weight === 0),
  ];
  return [
    ...side(SIDES.against[language], '🔴', against),
    ...side(SIDES.for[language], '🟢', forIt),
    ...neither.slice(0, 2).map((one) => line('⚪', one)),
  ].join('\n');
}

/** A judged comment with the article it was judged under. */
interface Checked {
  readonly text: string;
  readonly parent: string | null;
  readonly article: Article;
  readonly result: Result;
  /** The article it matches better, if any. */
  readonly home: Article | null;
}

/** Code points shown of a comment. */
const COMMENT = 600;
const TITLE = 120;

const MARKS: Record<Verdict, string> = { 'off-topic': '🔴', 'on-topic': '🟢', unclear: '⚪' };
const COLORS: Record<Verdict, number> = { 'off-topic': 0xd83c3e, 'on-topic': 0x3fb950, unclear: 0x6e7681 };

/** Renders the verdict, the reasons against and for the comment, and the better matching article. */
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
  const standing = result.home === null ? null : homeStanding(result.home.score);
  const sure = result.flag ? CHECK.flagged[language] : result.review ? CHECK.review[language] : '';
  return lines([
    home === null || result.home === null || standing === null
      ? ''
      : `**${(standing === 'named' ? CHECK.home : CHECK.homeCandidate)[language]}** ${linked(home)} · ${percent(result.home.score)}`,
    sure === '' ? '' : `-# ${sure}`,
    `-# ${CHECK.private[language]}`,
  ]);
}

/** A markdown link if the URL has no characters that could end it; the brackets of the title are escaped. */
function linked({ title, url }: Article): string {
  const safe = safeLine(title, TITLE);
  return url !== undefined && /^https?:\/\/[^\s()<>]{1,300}$/.test(url) ? `[${safe}](${url})` : safe;
}

/** Capitalises a verdict: the English names are lower case for tables. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
