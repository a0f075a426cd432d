import type {
  APIMessageTopLevelComponent,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
} from 'discord.js';
import { z } from 'zod';
import type { Language } from '../../../fault.js';
import { shorten } from '../../../judge/explain.js';
import type { FlagGroupKey, FlagSelection } from '../../../moderation/index.js';
import {
  BUTTONS,
  choiceWords,
  GROUP_NAMES,
  groupLine,
  GROUPED,
  type GroupName,
} from '../../../wording/bot/queue.js';
import { type Choice, filtersOf, readChoice } from '../../bulk/choice.js';
import { channelWords, selectionParts } from '../../bulk/selection.js';
import { button, choiceMenu, frame, panelMessage, row, text } from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { proposeSelection } from '../bulk/preview.js';
import { asScores, MOST, type Offered, openBands, openGroups, readBand } from './choice.js';

/** By what the queue is grouped, and the filter that a group sets. */
const KEYS = {
  article: 'articleId',
  campaign: 'campaignId',
  author: 'authorHash',
  channel: 'channelId',
} as const satisfies Partial<Record<GroupName, FlagGroupKey>>;
export const GROUPS = ['article', 'campaign', 'author', 'channel', 'score'] as const;

type Interaction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** Groups that are written out above the menu. */
const LISTED = 10;

/** Shows the open flags of a choice in groups; one of them is decided at once, or looked at one by one. */
export async function showGroups(
  interaction: Interaction,
  context: InteractionContext,
  by: GroupName,
  id: string,
): Promise<void> {
  const { store, language } = context;
  const { guildId, guild, user } = interaction;
  await store.flags.release(guildId, user.id);
  const filter = filtersOf((await readChoice(store.flags, guildId, id)) ?? {});
  const groups =
    by === 'score'
      ? await openBands(context, guildId, filter)
      : await openGroups(context, guildId, KEYS[by], filter, MOST);
  // In a menu Discord shows no mentions.
  const menuName = ({ name, value }: Offered): string =>
    by === 'channel' ? `#${guild.channels.cache.get(value)?.name ?? value}` : name;
  const shown = await Promise.all(
    groups.slice(0, LISTED).map(async ({ name, value, count }) => ({
      words: by === 'channel' ? await channelWords(context, value, language) : safeLine(name, 80),
      count,
    })),
  );
  const parts = await selectionParts(
    { store, titles: await context.judges.titles(guildId), named: true },
    guildId,
    filter,
    language,
  );
  const options = groups.map((one) => ({ ...one, name: menuName(one) }));
  await interaction.editReply(
    panelMessage(...renderGroups({ by, choice: id, shown, options, parts }, language)),
  );
}

/** A page of groups: by what, the filters in words, what is written out, and what the menu offers. */
export interface GroupsPage {
  readonly by: GroupName;
  /** Encoded by `choiceId`. */
  readonly choice: string;
  readonly parts: readonly string[];
  readonly shown: readonly { readonly words: string; readonly count: number }[];
  readonly options: readonly Offered[];
}

/** Renders the open flags in groups. */
export function renderGroups(
  { by, choice, parts, shown, options }: GroupsPage,
  language: Language,
): APIMessageTopLevelComponent[] {
  const lines = shown.map(({ words, count }) => `- ${groupLine(words, count)[language]}`);
  const head = [
    `### 🗂️ ${GROUPED.title(GROUP_NAMES[by])[language]}`,
    parts.length > 0 ? `-# ${choiceWords(parts)[language]}` : '',
    ...(options.length === 0 ? [GROUPED.none[language]] : [...lines, `-# ${GROUPED.how[language]}`]),
  ];
  const menu = options.map(({ name, value, count }) => ({
    label: shorten(name, 99),
    value,
    description: groupLine('', count)[language],
  }));
  return [
    frame([text(head.filter((part) => part !== '').join('\n'))]),
    ...(menu.length === 0
      ? []
      : [row(choiceMenu(customId('queue-group', by, choice), GROUPED.choose[language], menu))]),
    row(
      ...GROUPS.map((name) =>
        button(customId('queue-groups', name, choice), GROUP_NAMES[name][language], {
          style: name === by ? 'primary' : 'plain',
          disabled: name === by,
        }),
      ),
    ),
    row(button(customId('queue-next', choice), BUTTONS.oneByOne[language])),
  ];
}

/** Handles `queue-groups:BY:CHOICE`. */
export async function switchGroups(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const [by, id = ''] = context.ids;
  await showGroups(interaction, context, z.enum(GROUPS).parse(by), id);
}

/** Handles the menu `queue-group:BY:CHOICE`: the preview of deciding all of the chosen group. */
export async function openGroup(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const [by, id = ''] = context.ids;
  const [value = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  const filter = filtersOf((await readChoice(context.store.flags, interaction.guildId, id)) ?? {});
  await proposeSelection(interaction, context, narrowed(filter, z.enum(GROUPS).parse(by), value));
}

function narrowed(filter: FlagSelection, by: GroupName, value: string): FlagSelection {
  if (by === 'score') return { ...filter, ...asScores(readBand(value) ?? {}) };
  return { ...filter, [KEYS[by]]: value };
}

/** Handles `queue-bulk:CHOICE`: the preview of deciding all that the filters take. */
export async function openBulk(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const [id = ''] = context.ids;
  const { store } = context;
  await store.flags.release(interaction.guildId, interaction.user.id);
  const choice = await readChoice(store.flags, interaction.guildId, id);
  // Filters that nothing fits any more must not become none.
  const gone: FlagSelection = { articleId: '-' };
  await proposeSelection(interaction, context, choice === null ? gone : filtersOf(choice));
}

/** The choice that a menu of the queue makes of the present one and the flag that is shown. */
export function narrowedTo(
  choice: Choice,
  value: string,
  flag: {
    readonly articleId: string;
    readonly channelId: string;
    readonly authorHash: string;
    readonly evidenceKey: string;
  },
): Choice {
  const filter = filtersOf(choice);
  const sort = choice.sort === undefined ? {} : { sort: choice.sort };
  switch (value) {
    case 'sort-score':
      return filter;
    case 'sort-oldest':
      return { ...filter, sort: 'oldest' };
    case 'sort-newest':
      return { ...filter, sort: 'newest' };
    case 'article':
      return { ...choice, articleId: flag.articleId };
    case 'channel':
      return { ...choice, channelId: flag.channelId };
    case 'author':
      return { ...choice, authorHash: flag.authorHash };
    case 'reason':
      return { ...choice, evidenceKey: flag.evidenceKey };
    default:
      return sort;
  }
}
