import { DECISION_TABLE, decisionsOn } from '../decide/decisions.js';
import {
  type ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MessageFlags,
  SeparatorBuilder,
  TextDisplayBuilder,
  type APIMessageTopLevelComponent,
} from 'discord.js';
import { CERTAIN_FROM } from '../../judge/certainty.js';
import { gatherReasons, reasonInWords } from '../../judge/explain.js';
import { NO_REASON } from '../../wording/reasons.js';
import { percent } from '../../wording/verdicts.js';
import type { Language } from '../../fault.js';
import { type Flag, type FlagAct, type FlagContent, REPORTED } from '../../moderation/index.js';
import { customId } from '../discord/custom-id.js';
import { actStandingWords, authorWords, type CardView, moderatorWords, standingWords } from './view.js';
import { buttonRows, choiceMenu, MOST_TEXT, row } from '../discord/components.js';
import { quoted, safeLine } from '../discord/safe-text.js';
import { foldedInto } from '../../wording/bot/campaigns.js';
import { NOTE_STATES, REASON_MENU } from '../../wording/bot/appeals.js';
import { BUTTONS, CARD, closedWords } from '../../wording/bot/cards.js';
import { machineSays, REPORTED_CARD, reportsLine } from '../../wording/bot/reports.js';

/** Code points of the comment and lines of evidence; the card uses the first size that fits Discord's limit. */
const SIZES = [
  { comment: 1000, reasons: 6 },
  { comment: 500, reasons: 6 },
  { comment: 300, reasons: 3 },
  { comment: 200, reasons: 1 },
] as const;
type Size = (typeof SIZES)[number];
const PARENT = 120;
const TITLE = 120;

/** Accent colours of the card by certainty and outcome. */
const COLORS = {
  certain: 0xd83c3e,
  likely: 0xf0883e,
  closed: 0x484f58,
  removed: 0x6e7681,
  kept: 0x3fb950,
  dismissed: 0x6e7681,
  failed: 0xd29922,
};

export interface CardOptions {
  readonly language: Language;
  /** Whether to add the rows of buttons; true by default. */
  readonly buttons?: boolean;
  /** Whether to hide the comment behind a spoiler. */
  readonly spoiler?: boolean;
}

export interface Card {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: APIMessageTopLevelComponent[];
}

/** Renders the card of a flag as a Discord message (Components V2). All user-supplied text is escaped. */
export function renderCard(view: CardView, options: CardOptions): Card {
  const container = new ContainerBuilder().setAccentColor(colorOf(view));
  for (const [i, text] of textsOf(view, options).entries()) {
    if (i > 0) container.addSeparatorComponents(new SeparatorBuilder());
    container.addTextDisplayComponents(new TextDisplayBuilder().setContent(text));
  }
  const rows =
    (options.buttons ?? true)
      ? [
          ...buttonsOf(view, options.language).map((buttons) => buttons.toJSON()),
          ...reasonMenu(view, options.language),
        ]
      : [];
  return { flags: MessageFlags.IsComponentsV2, components: [container.toJSON(), ...rows] };
}

function textsOf(view: CardView, options: CardOptions): string[] {
  let texts: string[] = [];
  for (const size of SIZES) {
    texts = [
      headOf(view, options),
      contentOf(view, options, size),
      evidenceOf(view, options, size),
      stateOf(view, options.language),
    ].filter((part) => part !== '');
    if (texts.reduce((sum, { length }) => sum + length, 0) <= MOST_TEXT) break;
  }
  return texts;
}

function headOf({ flag, messageUrl, place }: CardView, { language }: CardOptions): string {
  const { content } = flag;
  const edited = flag.revision > 0 ? ` · ${CARD.edited[language]}` : '';
  const at = Math.floor(flag.createdAt / 1000);
  const parts = [
    content?.author == null ? '' : authorWords(content.author, language),
    place ?? `<#${flag.channelId}>`,
    `<t:${at}:R>`,
    messageUrl === null ? '' : `[${CARD.comment[language]}](${messageUrl})`,
  ];
  return [
    `### ${titleOf(flag, language)}${edited}`,
    `-# ${parts.filter((part) => part !== '').join(' · ')}`,
  ].join('\n');
}

/** What raised the flag: the machine with its probability, or members, beside whom the machine's verdict is said. */
function titleOf({ evidenceKey, content, score, articleId }: Flag, language: Language): string {
  if (evidenceKey !== REPORTED) return `⚑ ${CARD.offTopic[language]} · ${percent(score)}`;
  const judged = articleId !== '' && content?.text.trim() !== '';
  const machine = judged
    ? machineSays(`${CARD.offTopic[language]} ${percent(score)}`)
    : REPORTED_CARD.unjudged;
  return `📣 ${REPORTED_CARD.head[language]} · ${machine[language]}`;
}

function contentOf({ flag }: CardView, { language, spoiler = false }: CardOptions, size: Size): string {
  const { content } = flag;
  // A person whose data was deleted has no pseudonym left.
  if (content === null) return `-# ${CARD[flag.authorHash === '' ? 'erased' : 'swept'][language]}`;
  const files = content.attachments.slice(0, 5).map((name) => safeLine(name, 40));
  return [
    content.parent === null ? '' : `-# ↪ ${CARD.reply[language]}: ${safeLine(content.parent, PARENT)}`,
    content.text.trim() === '' ? '' : quoted(content.text, size.comment, spoiler),
    files.length === 0 ? '' : `-# 📎 ${CARD.files[language]}: ${files.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** The article, the evidence for and against, the better matching article, and the accuracy of this evidence so far. */
function evidenceOf(view: CardView, { language }: CardOptions, size: Size): string {
  const { flag, article, home, record } = view;
  const none = flag.articleId === '' ? REPORTED_CARD.noArticle : CARD.unknownArticle;
  const title = article === null ? none[language] : linked(article.title, article.url);
  return [
    view.reports === undefined ? '' : reportsLine(view.reports, language),
    `**${CARD.article[language]}** ${title}`,
    flag.content === null || (flag.evidenceKey === REPORTED && flag.content.result.reasons.length === 0)
      ? ''
      : `**${CARD.evidence[language]}**\n${reasonsOf(flag.content, language, size)}`,
    home === null
      ? ''
      : `**${(home.standing === 'named' ? CARD.home : CARD.homeCandidate)[language]}** ${linked(home.title, home.url)} · ${percent(home.score)}`,
    record === '' ? '' : `-# ${CARD.record[language]}: ${record}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** One line per reason: 🔴 for off topic, 🟢 for on topic. */
function reasonsOf({ result }: FlagContent, language: Language, size: Size): string {
  const gathered = gatherReasons(result.reasons, result.verdict).slice(0, size.reasons);
  if (gathered.length === 0) return NO_REASON[result.verdict][language];
  return gathered
    .map(({ reason, times }) => {
      const { name, quote, reading, weight } = reasonInWords(reason, language, times);
      const words = [quote === '' ? '' : `“${safeLine(quote, 60)}”`, safeLine(reading, 120)];
      const line = [safeLine(name, 60), ...words].filter((part) => part !== '').join(' ');
      return `${reason.weight >= 0 ? '🔴' : '🟢'} ${line} \`${weight}\``;
    })
    .join('\n');
}

/** A markdown link if the URL has no characters that could end it; the brackets of the title are escaped. */
function linked(title: string, url: string | undefined): string {
  const safe = safeLine(title, TITLE);
  return url !== undefined && /^https?:\/\/[^\s()<>]{1,300}$/.test(url) ? `[${safe}](${url})` : safe;
}

function stateOf({ flag, decided, act, note, campaign }: CardView, language: Language): string {
  if (flag.closedWhy === 'in-campaign' && campaign !== null)
    return `-# ${foldedInto(campaign.name, campaign.url)[language]}`;
  // What an undone decision still has to put right, whatever became of the flag.
  const other = act === null || !isPending(act) ? '' : `**${actStandingWords(act, language)}**`;
  if (flag.state === 'closed' && flag.closedWhy !== null)
    return lines([`-# ${closedWords(flag.closedWhy, language)}`, other]);
  if (flag.state !== 'decided' || decided === null) return other;
  const own = act?.effect.caseNumber === decided.number ? act : null;
  const who = moderatorWords(decided.moderatorId, language);
  const at = Math.floor(decided.at / 1000);
  return lines([
    `**${standingWords(decided.decision, own, language)}** · ${who} · <t:${at}:f> · ${CARD.case[language]} #${decided.number}`,
    decided.why === null ? '' : `-# ${safeLine(decided.why, 200)}`,
    note === undefined ? '' : `-# ${NOTE_STATES[note][language]}`,
    own === null ? other : '',
  ]);
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

/** Whether an act is still to be done, or was given up. */
function isPending({ state }: FlagAct): boolean {
  return state.kind !== 'moot';
}

function colorOf({ flag, decided, act }: CardView): number {
  if (flag.state === 'closed') return COLORS.closed;
  if (act?.state.kind === 'failing' || act?.state.kind === 'failed') return COLORS.failed;
  if (flag.state === 'decided')
    return decided === null || decided.decision === 'undo'
      ? COLORS.removed
      : COLORS[DECISION_TABLE[decided.decision].outcome];
  return flag.score >= CERTAIN_FROM ? COLORS.certain : COLORS.likely;
}

/** The buttons in rows, by state: an open flag can be decided, a decided one undone, and what failed tried again. */
function buttonsOf({ flag, act }: CardView, language: Language): ActionRowBuilder<ButtonBuilder>[] {
  const plain = (action: keyof typeof BUTTONS): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId(action, flag.id))
      .setLabel(BUTTONS[action][language])
      .setStyle(ButtonStyle.Secondary);
  const fails = act?.state.kind === 'failing' || act?.state.kind === 'failed';
  const buttons = [
    ...(flag.state === 'open' ? decisionButtons('card', flag, language) : []),
    ...(fails ? [plain('retry').setStyle(ButtonStyle.Primary)] : []),
    plain('more'),
    ...(flag.state === 'closed' ? [] : [plain('undo').setDisabled(flag.state !== 'decided')]),
  ];
  return buttonRows(buttons);
}

/** The menu of reasons: on an open flag choosing one deletes, on one that was decided against it changes the reason. */
function reasonMenu(
  { flag, decided, reasons = [] }: CardView,
  language: Language,
): APIMessageTopLevelComponent[] {
  const against =
    flag.state === 'decided' && decided !== null && decided.decision !== 'undo'
      ? DECISION_TABLE[decided.decision].outcome === 'removed'
      : flag.state === 'open';
  if (!against || reasons.length === 0) return [];
  const placeholder = REASON_MENU[flag.state === 'open' ? 'remove' : 'change'][language];
  const options = reasons.map((label, i) => ({ label, value: String(i), default: decided?.why === label }));
  return [row(choiceMenu(customId('reason', flag.id), placeholder, options))];
}

/** The buttons for the decisions that a surface offers on a flag; their custom_id is `mg1:DECISION:FLAG`. */
export function decisionButtons(surface: 'card' | 'more', flag: Flag, language: Language): ButtonBuilder[] {
  return decisionsOn(surface, flag).map((decision) =>
    new ButtonBuilder()
      .setCustomId(customId(decision, flag.id))
      .setLabel(DECISION_TABLE[decision].label[language])
      .setStyle(DECISION_TABLE[decision].style),
  );
}
