import {
  ActionRowBuilder,
  type APIMessageTopLevelComponent,
  type ApplicationCommandOptionChoiceData,
  ContainerBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import { shorten } from '../../../judge/explain.js';
import { sanitizeForTerminal } from '../../../wording/sanitize.js';
import type { Language } from '../../../fault.js';
import type { Case } from '../../../moderation/index.js';
import { moderatorWords } from '../../card/author.js';
import { safeLine } from '../../card/safe-text.js';
import { decisionWords } from '../../../wording/bot/cards.js';
import { customId } from '../../discord/custom-id.js';
import { fitTexts } from '../../card/fit-texts.js';
import { CASE, undoes, undoneBy } from '../../../wording/bot/case.js';

/** Cases of a list. */
export const LISTED = 10;

const QUOTE = 60;
/** Discord's most characters of a choice's name and of an option's description. */
const NAME = 100;

/** The latest cases a line each, and a menu to open one. */
export function renderList(cases: readonly Case[], language: Language): APIMessageTopLevelComponent[] {
  if (cases.length === 0) return [container(CASE.none[language])];
  const menu = new StringSelectMenuBuilder()
    .setCustomId(customId('case-open'))
    .setPlaceholder(CASE.pick[language])
    .addOptions(
      cases.map((one) => ({
        label: `#${one.number} ${decisionWords(one.decision, language)}`,
        value: String(one.number),
        ...describe(one),
      })),
    );
  const lines = cases.map((one) => lineOf(one, language));
  return fitTexts([
    container([`### 🗂️ ${CASE.latest[language]}`, ...lines].join('\n')),
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu).toJSON(),
  ]);
}

/** A case as a choice of a menu that opens while a number is typed. */
export function choiceOf(one: Case, language: Language): ApplicationCommandOptionChoiceData<number> {
  const head = `#${one.number} ${decisionWords(one.decision, language)}`;
  const quote = plainQuote(one);
  return { name: shorten(quote === '' ? head : `${head} · ${quote}`, NAME - 1), value: one.number };
}

function lineOf(one: Case, language: Language): string {
  const at = `<t:${Math.floor(one.at / 1000)}:R>`;
  const quote = one.shown === null ? '' : `“${safeLine(one.shown.text, QUOTE)}”`;
  const link =
    one.undoneBy !== null
      ? undoneBy(one.undoneBy)[language]
      : one.undoes !== null
        ? undoes(one.undoes)[language]
        : '';
  const parts = [moderatorWords(one.moderatorId, language), at, quote, link].filter((part) => part !== '');
  return `**#${one.number}** ${decisionWords(one.decision, language)} · ${parts.join(' · ')}`;
}

function describe(one: Case): { description?: string } {
  const quote = plainQuote(one);
  return quote === '' ? {} : { description: quote };
}

/** Menus show no markdown, so nothing is escaped there; what breaks lines or hides is still made visible. */
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
