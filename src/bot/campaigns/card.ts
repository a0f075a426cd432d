import {
  type APIMessageTopLevelComponent,
  type ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MessageFlags,
  SeparatorBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import type { Language, LocalizedText } from '../../fault.js';
import { type CampaignRecord, isSiteMessage } from '../../moderation/index.js';
import type { CampaignMember, Undone } from '../../store/index.js';
import {
  BUTTONS,
  CARD,
  coreWords,
  DECISIONS,
  deleteFailed,
  foreignWords,
  historyWords,
  inheritanceWords,
  LATER_STAY,
  mergedWords,
  removeButton,
  removedWords,
  removeNewButton,
  restoreFailed,
  restoredWords,
  spanWords,
  tempo,
} from '../../wording/bot/campaigns.js';
import {
  CAMPAIGN,
  campaignCounts,
  CAMPAIGN_HANDS_NAMES,
  CAMPAIGN_KIND_NAMES,
  CAMPAIGN_PACE_NAMES,
} from '../../wording/campaigns.js';
import { percent } from '../../wording/verdicts.js';
import { buttonRows, MOST_TEXT } from '../discord/components.js';
import { customId } from '../discord/custom-id.js';
import { safeLine } from '../discord/safe-text.js';
import { whyWords } from '../card/why.js';
import { isMergeable } from './regroup.js';
import { type CampaignView, sparkline } from './view.js';

interface Size {
  readonly around: number;
  readonly phrase: number;
  readonly title: number;
}
/** Code points of an example before and behind the shared phrase, of the phrase, and of a title; the first size that fits. */
const SIZES: readonly Size[] = [
  { around: 70, phrase: 120, title: 80 },
  { around: 40, phrase: 80, title: 60 },
  { around: 15, phrase: 40, title: 30 },
];
const NAME = 100;

/** Accent colours by what was decided. */
const COLORS = { open: 0xd83c3e, removed: 0x6e7681, kept: 0x3fb950, closed: 0x484f58, failed: 0xd29922 };

export interface CampaignCardOptions {
  readonly language: Language;
  /** Whether to hide comments behind spoilers. */
  readonly spoiler?: boolean;
  /** Whether it is shown in private: its buttons then bring this message up to date, and not only the card. */
  readonly page?: boolean;
}

/** A message of the card of a campaign (Components V2). All user-supplied text is escaped. */
export function renderCampaign(
  view: CampaignView,
  options: CampaignCardOptions,
): { flags: MessageFlags.IsComponentsV2; components: APIMessageTopLevelComponent[] } {
  const container = new ContainerBuilder().setAccentColor(colorOf(view));
  textsOf(view, options).forEach((content, i) => {
    if (i > 0) container.addSeparatorComponents(new SeparatorBuilder());
    container.addTextDisplayComponents(new TextDisplayBuilder().setContent(content));
  });
  const rows = buttonsOf(view, options);
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [container.toJSON(), ...rows.map((row) => row.toJSON())],
  };
}

function textsOf(view: CampaignView, options: CampaignCardOptions): string[] {
  let texts: string[] = [];
  for (const size of SIZES) {
    texts = [
      headOf(view, options.language),
      examplesOf(view, options, size),
      articlesOf(view, options.language, size),
      stateOf(view, options.language),
    ].filter((part) => part !== '');
    if (texts.reduce((sum, { length }) => sum + length, 0) <= MOST_TEXT) break;
  }
  return texts;
}

/** The name of a campaign, escaped. */
export function nameOf({ summary }: Pick<CampaignRecord, 'summary'>, language: Language): string {
  return summary.name === '' ? CAMPAIGN.nameless[language] : safeLine(summary.name, NAME);
}

/** A link to the card of a campaign; null where it has none. */
export function cardUrl({ guildId, card }: Pick<CampaignRecord, 'guildId' | 'card'>): string | null {
  return card === null ? null : `https://discord.com/channels/${guildId}/${card.channelId}/${card.messageId}`;
}

/** Kind, counts, times and course. */
function headOf({ record, times, standing }: CampaignView, language: Language): string {
  const { summary } = record;
  const head = `### 🧩 ${CARD.title[language]} · ${nameOf(record, language)}`;
  if (times.length === 0) return `${head}\n-# ${CARD.empty[language]}`;
  const { counts, shape, foreign } = summary;
  const known = shape.hands !== 'unknown';
  const { bars, minutes } = sparkline(times);
  const at = (ms: number): string => `<t:${Math.floor(ms / 1000)}:R>`;
  const { fringe } = standing;
  return [
    head,
    `${CAMPAIGN_KIND_NAMES[summary.kind][language]} · ${campaignCounts({ ...counts, authors: known ? counts.authors : null })[language]}`,
    `-# ${[
      known ? CAMPAIGN_HANDS_NAMES[shape.hands][language] : '',
      shape.pace === 'unknown' ? '' : CAMPAIGN_PACE_NAMES[shape.pace][language],
      foreign === null ? '' : foreignWords(percent(foreign))[language],
      coreWords(times.length - fringe, fringe)[language],
    ]
      .filter((part) => part !== '')
      .join(' · ')}`,
    `\`${bars}\` ${tempo(summary.hourly, spanWords(minutes))[language]}`,
    `-# ${CARD.first[language]} ${at(times[0]!)} · ${CARD.last[language]} ${at(times.at(-1)!)}`,
  ].join('\n');
}

function examplesOf(
  { examples }: CampaignView,
  { language, spoiler = false }: CampaignCardOptions,
  size: Size,
): string {
  if (examples.length === 0) return '';
  const lines = examples.map((one) => `> ${exampleLine(one, size, spoiler)} ${linkTo(one, language)}`);
  return `**${CARD.examples[language]}**\n${lines.join('\n')}`;
}

/** Medial vowels, final consonants and marks: they belong to the letter before them. */
const PIECE = /[\u1160-\u11ff\p{M}\p{Variation_Selector}\u200d]/u;

/** A member's text on one line, cut around what it shares with the others, which is bold. */
export function exampleLine(
  { text, evidence }: Pick<CampaignMember, 'text' | 'evidence'>,
  size: Pick<Size, 'around' | 'phrase'>,
  spoiler: boolean,
): string {
  const hide = (line: string): string => (spoiler ? `||${line}||` : line);
  const span = evidence?.span ?? null;
  if (span === null) return hide(safeLine(text, size.phrase + 2 * size.around));
  let [from, to] = [Math.min(span[0], text.length), Math.min(span[1], text.length)];
  // Not in the middle of a syllable that is written in jamo.
  while (from > 0 && PIECE.test(text.charAt(from))) from -= 1;
  while (to < text.length && PIECE.test(text.charAt(to))) to += 1;
  const shared = text.slice(from, to);
  const before = [...text.slice(0, from)];
  const start = before.slice(-size.around).join('');
  const end = text.slice(to);
  const parts = [
    before.length > size.around ? '…' : '',
    spaced(start, safeLine(start, size.around)),
    shared.trim() === '' ? '' : `**${safeLine(shared, size.phrase)}**`,
    spaced(end, safeLine(end, size.around)),
  ];
  return hide(parts.join('').trim());
}

/** Keeps one space where the original had some at the edge: `safeLine` trims. */
function spaced(original: string, safe: string): string {
  return `${/^\s/u.test(original) ? ' ' : ''}${safe}${/\s$/u.test(original) ? ' ' : ''}`;
}

function linkTo({ guildId, channelId, messageId, gone }: CampaignMember, language: Language): string {
  return gone || isSiteMessage(messageId)
    ? ''
    : `[${CARD.comment[language]}](https://discord.com/channels/${guildId}/${channelId}/${messageId})`;
}

function articlesOf({ articles, articleCount }: CampaignView, language: Language, size: Size): string {
  if (articles.length === 0) return '';
  const lines = articles.map(({ article, count }) => {
    const title = article === null ? CARD.removedArticle[language] : safeLine(article.title, size.title);
    return `- ${title} ×${count}`;
  });
  const rest = articleCount > articles.length ? [`- … +${articleCount - articles.length}`] : [];
  return [`**${CARD.articles[language]}**`, ...lines, ...rest].join('\n');
}

/** What was decided, by whom, how far it is done, and what it means for later members. */
function stateOf(
  { record, standing, progress, gate, into, history }: CampaignView,
  language: Language,
): string {
  if (into !== null) return mergedWords(nameOf(into, language), cardUrl(into))[language];
  const { decided } = record;
  const { restoring, deleting } = progress;
  const after = [
    ...(standing.restored > 0
      ? [`-# ${restoredWords(standing.restored, standing.restored - sum(restoring))[language]}`]
      : []),
    ...failureOf(restoring, restoreFailed, language),
    ...history.map((one) => `-# ${regroupingWords(one, language)}`),
  ];
  if (decided === null) return after.join('\n');
  const who = decided.moderatorId === null ? CARD.byBot[language] : `<@${decided.moderatorId}>`;
  const at = Math.floor(decided.at / 1000);
  const quiet = record.state === 'watch' ? ` · ${CARD.watch[language]}` : '';
  const lines = [`**${decidedWords(decided.decision, progress)[language]}** · ${who} · <t:${at}:f>${quiet}`];
  if (decided.decision === 'remove') {
    lines.push(removedWords(standing.removed, progress.deleted, standing.queued)[language]);
    lines.push(...failureOf(deleting, deleteFailed, language));
    if (gate !== null)
      lines.push(`-# ${inheritanceWords(gate.open, lowerBound(gate.lower), gate.more)[language]}`);
  }
  if (decided.decision === 'allow') lines.push(`-# ${LATER_STAY[language]}`);
  return [...lines, ...after].join('\n');
}

/** What was decided, in the tense that Discord has confirmed. */
export function decidedWords(
  decision: NonNullable<CampaignRecord['decided']>['decision'],
  progress: Pick<CampaignView['progress'], 'deleting'> | null,
): LocalizedText {
  if (decision !== 'remove' || progress === null || sum(progress.deleting) === 0)
    return DECISIONS[decision].done;
  const { deleting } = progress;
  return deleting.waiting + deleting.failing > 0 ? DECISIONS.remove.doing : DECISIONS.remove.failed;
}

function sum({ waiting, failing, failed }: Undone): number {
  return waiting + failing + failed;
}

/** How many members failed, and why; nothing where none did. */
function failureOf(
  { failing, failed, trouble }: Undone,
  words: (failed: number, why: string, again: boolean) => LocalizedText,
  language: Language,
): string[] {
  if (trouble === null) return [];
  return [`⚠️ ${words(failing + failed, whyWords(trouble, language), failing > 0)[language]}`];
}

function regroupingWords(
  { kind, other, count, moderatorId, at }: CampaignView['history'][number],
  language: Language,
): string {
  const name = other === null ? CAMPAIGN.nameless[language] : nameOf(other, language);
  const who = moderatorId === null ? CARD.byBot[language] : `<@${moderatorId}>`;
  return historyWords(kind, { name, count }, who, `<t:${Math.floor(at / 1000)}:f>`)[language];
}

/** Rounds down, so that a card never overstates a share. */
function lowerBound(share: number): string {
  return `${Math.floor(share * 1000) / 10}%`;
}

function colorOf({ record, progress }: CampaignView): number {
  const { decided, mergedInto, state } = record;
  if (mergedInto !== null) return COLORS.closed;
  if (fails(progress)) return COLORS.failed;
  if (state === 'expired') return COLORS.closed;
  if (decided === null) return COLORS.open;
  return decided.decision === 'remove' ? COLORS.removed : COLORS.kept;
}

function fails({ deleting, restoring }: CampaignView['progress']): boolean {
  return deleting.trouble !== null || restoring.trouble !== null;
}

/** The id of a button on the card, or on the private page. */
export function campaignId(action: string, id: string, page = false): string {
  return page ? customId(action, id, 'page') : customId(action, id);
}

/** The buttons by state: an undecided campaign can be decided and split, a decided one undone. */
function buttonsOf(
  { record, standing, progress, merged }: CampaignView,
  { language, page = false }: CampaignCardOptions,
): ActionRowBuilder<ButtonBuilder>[] {
  const { id, decided, mergedInto } = record;
  const button = (action: string, label: string, style: ButtonStyle): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(campaignId(action, id, page))
      .setLabel(label)
      .setStyle(style);
  const plain = (action: string, label: string): ButtonBuilder =>
    button(action, label, ButtonStyle.Secondary);
  const more = plain('campaign-more', BUTTONS.more[language]);
  if (mergedInto !== null) return [];
  const core = standing.here + standing.queued + standing.restored;
  const split =
    standing.fringe > 0 && decided?.decision !== 'not-campaign'
      ? [plain('campaign-split', `${BUTTONS.split[language]} (${standing.fringe})`)]
      : [];
  const undecided = [
    ...(core > 0 ? [button('campaign-remove', removeButton(core)[language], ButtonStyle.Danger)] : []),
    button('campaign-allow', DECISIONS.allow.button[language], ButtonStyle.Success),
    plain('campaign-ordinary', DECISIONS.ordinary.button[language]),
    ...split,
    ...(page ? [plain('campaign-apart', DECISIONS['not-campaign'].button[language])] : []),
  ];
  const later = [
    ...(decided?.decision === 'remove' && standing.queued > 0
      ? [button('campaign-new', removeNewButton(standing.queued)[language], ButtonStyle.Danger)]
      : []),
    ...split,
  ];
  return buttonRows([
    ...(decided === null ? undecided : later),
    ...(fails(progress) ? [button('campaign-retry', BUTTONS.retry[language], ButtonStyle.Primary)] : []),
    more,
    plain('campaign-rule', BUTTONS.rule[language]),
    ...(record.state !== 'expired' && isMergeable(decided?.decision ?? null)
      ? [plain('campaign-merge', BUTTONS.merge[language])]
      : []),
    ...(merged ? [plain('campaign-unmerge', BUTTONS.unmerge[language])] : []),
    plain('campaign-undo', BUTTONS.undo[language]).setDisabled(decided === null),
  ]);
}
