import { DECISION_TABLE } from '../../decide/decisions.js';
import {
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  SectionBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import type { Language } from '../../../fault.js';
import type { Decision } from '../../../moderation/index.js';
import { BUTTONS as CARD_BUTTONS } from '../../../wording/bot/cards.js';
import { customId } from '../../discord/custom-id.js';
import { QUEUE_SORTS, type QueueSort } from '../../../store/index.js';
import { BUTTONS, NARROW, SORT_NAMES } from '../../../wording/bot/queue.js';
import { ALL } from '../../bulk/choice.js';
import { buttonRows, choiceMenu, fitTexts, row } from '../../discord/components.js';

/** The previous action: a line of text, and the decision that the undo button reverts. */
export interface Notice {
  readonly text: string;
  readonly undo?: { readonly flagId: string; readonly caseNumber: number };
}

/** A flag in the queue. */
export interface Page {
  readonly notice: Notice | null;
  /** Components of the flag's card, without its buttons. */
  readonly card: readonly APIMessageTopLevelComponent[];
  readonly flagId: string;
  /** Null: there is no address. */
  readonly messageUrl: string | null;
  readonly decisions: readonly Decision[];
  readonly footer: readonly string[];
  /** The filters, encoded by `choiceId`. */
  readonly choice: string;
  readonly sort: QueueSort;
}

/** Renders a flag with its buttons; their custom_ids hold the whole state, so they work after a restart. */
export function renderPage(page: Page, language: Language): APIMessageTopLevelComponent[] {
  const { choice, flagId } = page;
  const decide = (decision: Decision): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId('queue-decide', decision, flagId, choice))
      .setLabel((DECISION_TABLE[decision].queueLabel ?? DECISION_TABLE[decision].label)[language])
      .setStyle(DECISION_TABLE[decision].style);
  const open =
    page.messageUrl === null
      ? []
      : [
          new ButtonBuilder()
            .setURL(page.messageUrl)
            .setLabel(BUTTONS.open[language])
            .setStyle(ButtonStyle.Link),
        ];
  return fitTexts([
    ...renderNotice(page.notice, choice, language),
    ...page.card,
    ...rows(page.decisions.map(decide)),
    ...rows([
      button('skip', customId('queue-skip', flagId, choice), language),
      button('stop', customId('queue-stop', choice), language),
      button('groups', customId('queue-groups', 'article', choice), language),
      button('bulk', customId('queue-bulk', choice), language),
      ...open,
    ]),
    row(narrowMenu(page, language)),
    text(page.footer.map((line) => `-# ${line}`).join('\n')),
  ]);
}

/** The menu of orders and filters: those of the flag that is shown. */
function narrowMenu({ flagId, choice, sort }: Page, language: Language): APIComponentInMessageActionRow {
  const orders = QUEUE_SORTS.map((name) => ({
    label: SORT_NAMES[name][language],
    value: `sort-${name}`,
    default: name === sort,
  }));
  const filters = (['article', 'channel', 'author', 'reason', 'none'] as const).map((name) => ({
    label: NARROW[name][language],
    value: name,
  }));
  const id = customId('queue-narrow', flagId, choice);
  return choiceMenu(id, NARROW.choose[language], [...orders, ...filters]);
}

/** Renders a page without a flag: a text and buttons to go on. */
export function renderNothing(
  page: {
    readonly notice: Notice | null;
    readonly text: string;
    readonly choice: string;
    readonly next: keyof typeof BUTTONS;
    /** Whether to offer a button that removes the filters. */
    readonly offerAll: boolean;
  },
  language: Language,
): APIMessageTopLevelComponent[] {
  const buttons = [button(page.next, customId('queue-next', page.choice), language)];
  if (page.offerAll) buttons.push(button('all', customId('queue-next', ALL), language));
  return fitTexts([
    ...renderNotice(page.notice, page.choice, language),
    new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent(page.text)).toJSON(),
    ...rows(buttons),
  ]);
}

function renderNotice(
  notice: Notice | null,
  choice: string,
  language: Language,
): APIMessageTopLevelComponent[] {
  if (notice === null) return [];
  const { undo } = notice;
  if (undo === undefined) return [text(notice.text)];
  const back = new ButtonBuilder()
    .setCustomId(customId('queue-undo', undo.flagId, String(undo.caseNumber), choice))
    .setLabel(CARD_BUTTONS.undo[language])
    .setStyle(ButtonStyle.Secondary);
  const section = new SectionBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent(notice.text))
    .setButtonAccessory(back);
  return [section.toJSON()];
}

function button(name: keyof typeof BUTTONS, id: string, language: Language): ButtonBuilder {
  return new ButtonBuilder()
    .setCustomId(id)
    .setLabel(BUTTONS[name][language])
    .setStyle(ButtonStyle.Secondary);
}

function text(content: string): APIMessageTopLevelComponent {
  return new TextDisplayBuilder().setContent(content).toJSON();
}

function rows(buttons: readonly ButtonBuilder[]): APIMessageTopLevelComponent[] {
  return buttonRows(buttons).map((one) => one.toJSON());
}
