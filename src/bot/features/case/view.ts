import { DECISION_TABLE } from '../../decide/decisions.js';
import {
  ActionRowBuilder,
  type APIMessageTopLevelComponent,
  type ApplicationCommandOptionChoiceData,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  SeparatorBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import type { Article } from '../../../article/index.js';
import type { Language } from '../../../fault.js';
import { shorten } from '../../../judge/explain.js';
import {
  type Act,
  actOf,
  actPartitionKey,
  type Case,
  currentAct,
  type Flag,
  type FlagContent,
} from '../../../moderation/index.js';
import { CARD } from '../../../wording/bot/cards.js';
import { BUTTONS, CASE, undoes, undoneBy } from '../../../wording/bot/case.js';
import { sanitizeForTerminal } from '../../../wording/sanitize.js';
import { percent } from '../../../wording/verdicts.js';
import { authorWords, moderatorWords, type placeOf, standingWords } from '../../card/view.js';
import { whyWords } from '../../card/why.js';
import { fitTexts } from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { quoted, safeLine, safeText } from '../../discord/safe-text.js';
import { sidesOf } from '../check/view.js';

/** Cases in a list. */
export const LISTED = 10;

const QUOTE = 60;
/** Discord's limit for the name of a choice and the description of an option, in characters. */
const NAME = 100;

/** The latest cases, one per line, and a menu to open one. */
export function renderList(
  cases: readonly Case[],
  acts: readonly Act[],
  language: Language,
): APIMessageTopLevelComponent[] {
  if (cases.length === 0) return [container(CASE.none[language])];
  const menu = new StringSelectMenuBuilder()
    .setCustomId(customId('case-open'))
    .setPlaceholder(CASE.pick[language])
    .addOptions(
      cases.map((one) => ({
        label: `#${one.number} ${standingOf(one, acts, language)}`.slice(0, NAME),
        value: String(one.number),
        ...describe(one),
      })),
    );
  const lines = cases.map((one) => lineOf(one, acts, language));
  return fitTexts([
    container([`### 🗂️ ${CASE.latest[language]}`, ...lines].join('\n')),
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu).toJSON(),
  ]);
}

/** A case as an autocomplete choice. */
export function choiceOf(
  one: Case,
  acts: readonly Act[],
  language: Language,
): ApplicationCommandOptionChoiceData<number> {
  const head = `#${one.number} ${standingOf(one, acts, language)}`;
  const quote = plainQuote(one);
  return { name: shorten(quote === '' ? head : `${head} · ${quote}`, NAME - 1), value: one.number };
}

/** What was decided, and how far Discord has confirmed it; an undone decision that was not carried out says so. */
function standingOf(one: Case, acts: readonly Act[], language: Language): string {
  const act = actOf(
    acts.filter(({ partitionKey }) => partitionKey === actPartitionKey(one.flagId)),
    one.number,
  );
  const words = standingWords(one.decision, act, language);
  return act?.state.kind === 'moot' && one.decision !== 'undo'
    ? `${words} (${whyWords(act.state.trouble, language)})`
    : words;
}

function lineOf(one: Case, acts: readonly Act[], language: Language): string {
  const at = `<t:${Math.floor(one.at / 1000)}:R>`;
  const quote = one.shown === null ? '' : `“${safeLine(one.shown.text, QUOTE)}”`;
  const link =
    one.undoneBy !== null
      ? undoneBy(one.undoneBy)[language]
      : one.undoes !== null
        ? undoes(one.undoes)[language]
        : '';
  const parts = [moderatorWords(one.moderatorId, language), at, quote, link].filter((part) => part !== '');
  return `**#${one.number}** ${standingOf(one, acts, language)} · ${parts.join(' · ')}`;
}

function describe(one: Case): { description?: string } {
  const quote = plainQuote(one);
  return quote === '' ? {} : { description: quote };
}

/** The comment's text for menus. They render no markdown, so only line breaks and invisible characters are replaced. */
function plainQuote({ shown }: Case): string {
  return shown === null
    ? ''
    : shorten(sanitizeForTerminal(shown.text.replace(/\s+/gu, ' ').trim()), NAME - 10);
}

function container(content: string): APIMessageTopLevelComponent {
  return new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent(content))
    .toJSON();
}

/** Data of a case page. */
interface CaseView {
  readonly one: Case;
  /** What was done about its flag in Discord, as far as it is not simply done. */
  readonly acts: readonly Act[];
  /** Undefined if it was deleted at the end of the retention period. */
  readonly flag: Flag | undefined;
  readonly article: Article | undefined;
  /** The kind of evidence behind the flag, in words. */
  readonly evidence: string;
  /** Whether to hide the comment behind a spoiler. */
  readonly spoiler: boolean;
  /** Where the comment is. */
  readonly place: Awaited<ReturnType<typeof placeOf>> | undefined;
}

const COMMENT = 800;
const LINE = 120;
const WHY = 500;
const COLORS = { undone: 0x6e7681, kept: 0x3fb950, dismissed: 0x6e7681, removed: 0xd83c3e };

/** Whether a case can be undone: it is a decision (no undo), and the flag's current one. */
export function stands({ one, flag }: Pick<CaseView, 'one' | 'flag'>): boolean {
  return one.decision !== 'undo' && one.undoneBy === null && flag?.caseNumber === one.number;
}

/** The page of a case: who decided what, when and why, what the card showed, and the buttons. */
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

function headOf({ one, place, acts }: CaseView, language: Language): string {
  const at = Math.floor(one.at / 1000);
  const link =
    one.undoneBy !== null
      ? undoneBy(one.undoneBy)[language]
      : one.undoes !== null
        ? undoes(one.undoes)[language]
        : '';
  const where = place?.name ?? '';
  return lines([
    `### 🗂️ ${CASE.case[language]} #${one.number} · ${standingOf(one, acts, language)}`,
    link === '' ? '' : `-# ${link}`,
    `**${CASE.decision[language]}** ${moderatorWords(one.moderatorId, language)} · <t:${at}:f> (<t:${at}:R>)`,
    `**${CASE.comment[language]}** ${[authorOf(one.shown, language), where].filter((part) => part !== '').join(' · ')}`,
    `**${CASE.why[language]}** ${one.why === null ? `*${CASE.noWhy[language]}*` : safeText(one.why, WHY)}`,
  ]);
}

/** What the card showed at the time of the decision. */
function shownOf({ one, flag, article, evidence, spoiler }: CaseView, language: Language): string {
  const { shown } = one;
  const title = article === undefined ? '' : `**${CASE.article[language]}** ${safeLine(article.title, LINE)}`;
  if (shown === null)
    return lines([`-# ${CASE[flag?.authorHash === '' ? 'erased' : 'swept'][language]}`, title]);
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
  const { one, flag, place, acts } = view;
  const id = String(one.number);
  const button = (action: string, label: keyof typeof BUTTONS): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(action)
      .setLabel(BUTTONS[label][language])
      .setStyle(ButtonStyle.Secondary);
  const row = new ActionRowBuilder<ButtonBuilder>();
  if (stands(view)) row.addComponents(button(customId('case-undo', id), 'undo').setStyle(ButtonStyle.Danger));
  const act = flag === undefined ? undefined : currentAct(flag, acts);
  const fails = act?.state.kind === 'failing' || act?.state.kind === 'failed';
  if (fails && act.effect.caseNumber === one.number)
    row.addComponents(button(customId('case-retry', id), 'retry').setStyle(ButtonStyle.Primary));
  row.addComponents(
    button(customId('case-why', id), one.why === null ? 'addWhy' : 'editWhy'),
    button(customId('case-list'), 'list'),
  );
  if (place?.url != null) {
    row.addComponents(
      new ButtonBuilder().setURL(place.url).setLabel(BUTTONS.open[language]).setStyle(ButtonStyle.Link),
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
  return COLORS[DECISION_TABLE[decision].outcome];
}

function text(content: string): TextDisplayBuilder {
  return new TextDisplayBuilder().setContent(content);
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
