import {
  ActionRowBuilder,
  type APIMessageTopLevelComponent,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  SeparatorBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import type { Article } from '../../../article/index.js';
import { percent } from '../../../wording/verdicts.js';
import type { Language } from '../../../fault.js';
import type { Case, Flag, FlagContent } from '../../../moderation/index.js';
import { authorWords, moderatorWords } from '../../card/author.js';
import { quoted, safeLine, safeText } from '../../card/safe-text.js';
import { messageUrl } from '../../card/view.js';
import { CARD, decisionWords } from '../../../wording/bot/cards.js';
import { customId } from '../../discord/custom-id.js';
import { sidesOf } from '../check/reasons.js';
import { fitTexts } from '../../card/fit-texts.js';
import { BUTTONS, CASE, undoes, undoneBy } from '../../../wording/bot/case.js';

/** A case with what belongs to it. */
export interface CaseView {
  readonly one: Case;
  /** Undefined when it was swept. */
  readonly flag: Flag | undefined;
  readonly article: Article | undefined;
  /** What kind of evidence carried the flag, in words. */
  readonly evidence: string;
  /** Whether the comment stands behind a spoiler. */
  readonly spoiler: boolean;
}

const COMMENT = 800;
const LINE = 120;
const WHY = 500;
const COLORS = { undone: 0x6e7681, kept: 0x3fb950, dismissed: 0x6e7681, removed: 0xd83c3e };

/** Whether its decision can be undone: it is one, and it is the one that stands. */
export function stands({ one, flag }: Pick<CaseView, 'one' | 'flag'>): boolean {
  return one.decision !== 'undo' && one.undoneBy === null && flag?.caseNumber === one.number;
}

/** A case: who, when, what, why, and what was shown; with its buttons. */
export function renderCase(view: CaseView, language: Language, notice = ''): APIMessageTopLevelComponent[] {
  const container = new ContainerBuilder()
    .setAccentColor(colorOf(view.one))
    .addTextDisplayComponents(text(headOf(view, language)))
    .addSeparatorComponents(new SeparatorBuilder())
    .addTextDisplayComponents(text(shownOf(view, language)));
  return fitTexts([
    ...(notice === '' ? [] : [text(notice).toJSON()]),
    container.toJSON(),
    buttonsOf(view, language).toJSON(),
  ]);
}

function headOf({ one, flag }: CaseView, language: Language): string {
  const at = Math.floor(one.at / 1000);
  const link =
    one.undoneBy !== null
      ? undoneBy(one.undoneBy)[language]
      : one.undoes !== null
        ? undoes(one.undoes)[language]
        : '';
  const where = flag === undefined ? '' : `<#${flag.channelId}>`;
  return lines([
    `### 🗂️ ${CASE.case[language]} #${one.number} · ${decisionWords(one.decision, language)}`,
    link === '' ? '' : `-# ${link}`,
    `**${CASE.decision[language]}** ${moderatorWords(one.moderatorId, language)} · <t:${at}:f> (<t:${at}:R>)`,
    `**${CASE.comment[language]}** ${[authorOf(one.shown, language), where].filter((part) => part !== '').join(' · ')}`,
    `**${CASE.why[language]}** ${one.why === null ? `*${CASE.noWhy[language]}*` : safeText(one.why, WHY)}`,
  ]);
}

/** What stood on the card when it was decided. */
function shownOf({ one, article, evidence, spoiler }: CaseView, language: Language): string {
  const { shown } = one;
  const title = article === undefined ? '' : `**${CASE.article[language]}** ${safeLine(article.title, LINE)}`;
  if (shown === null) return lines([`-# ${CASE.swept[language]}`, title]);
  const { result, parent } = shown;
  return lines([
    parent === null ? '' : `-# ↪ ${CARD.reply[language]}: ${safeLine(parent, LINE)}`,
    shown.text.trim() === '' ? '' : quoted(shown.text, COMMENT, spoiler),
    title,
    `**${CASE.flaggedAs[language]}** ${safeLine(evidence, LINE)} · ${CASE.chance[language]} ${percent(result.score)}`,
    sidesOf(result, language),
  ]);
}

function buttonsOf(view: CaseView, language: Language): ActionRowBuilder<ButtonBuilder> {
  const { one, flag } = view;
  const id = String(one.number);
  const button = (action: string, label: keyof typeof BUTTONS): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(action)
      .setLabel(BUTTONS[label][language])
      .setStyle(ButtonStyle.Secondary);
  const row = new ActionRowBuilder<ButtonBuilder>();
  if (stands(view)) row.addComponents(button(customId('case-undo', id), 'undo').setStyle(ButtonStyle.Danger));
  row.addComponents(
    button(customId('case-why', id), one.why === null ? 'addWhy' : 'editWhy'),
    button(customId('case-list'), 'list'),
  );
  if (flag !== undefined) {
    row.addComponents(
      new ButtonBuilder()
        .setURL(messageUrl(flag))
        .setLabel(BUTTONS.open[language])
        .setStyle(ButtonStyle.Link),
    );
  }
  return row;
}

function authorOf(shown: FlagContent | null, language: Language): string {
  const author = shown?.author ?? null;
  return author === null ? `*${CASE.noAuthor[language]}*` : authorWords(author, language);
}

function colorOf({ decision, undoneBy }: Case): number {
  if (decision === 'undo' || undoneBy !== null) return COLORS.undone;
  if (decision === 'keep') return COLORS.kept;
  return decision === 'dismiss' ? COLORS.dismissed : COLORS.removed;
}

function text(content: string): TextDisplayBuilder {
  return new TextDisplayBuilder().setContent(content);
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
