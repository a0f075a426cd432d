import {
  type APIMessageTopLevelComponent,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Guild,
  type MessageComponentInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { Fault, type Language } from '../../../fault.js';
import { gatherReasons, reasonInWords } from '../../../judge/explain.js';
import {
  ASK_ABOVE,
  BULK_DECISIONS,
  type BulkDecision,
  evidenceName,
  type Flag,
  type FlagSelection,
  isSiteChannel,
  MOST_IN_BULK,
} from '../../../moderation/index.js';
import type { BulkPreview } from '../../../store/index.js';
import {
  askWords,
  beyondWords,
  BUTTONS,
  cannotDelete,
  countWords,
  decideButton,
  PREVIEW,
  sinceWords,
} from '../../../wording/bot/bulk.js';
import { percent } from '../../../wording/verdicts.js';
import { BUTTONS as QUEUE_BUTTONS } from '../../../wording/bot/queue.js';
import { choiceId } from '../../bulk/choice.js';
import { selectionText } from '../../bulk/selection.js';
import { authorWords } from '../../card/view.js';
import { DECISION_TABLE } from '../../decide/decisions.js';
import { buttonRows, COLORS, frame, line, panelMessage, text } from '../../discord/components.js';
import { customId, newId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';
import type { InteractionContext } from '../../gateway/feature.js';

export type BulkInteraction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

const EXAMPLES = 5;
const KINDS = 5;
const CHANNELS = 3;

/**
 * Shows, in the interaction's answer, what a selection of open flags takes now, with the buttons that decide all of it. From
 * here on only the flags that are shown can be decided, whatever comes.
 */
export async function proposeSelection(
  interaction: BulkInteraction,
  context: InteractionContext,
  selection: FlagSelection,
): Promise<void> {
  const { store, now } = context;
  const { guildId, user } = interaction;
  const bulk = await store.bulks.propose({
    guildId,
    id: newId(),
    selection,
    moderatorId: user.id,
    now: now(),
    limit: MOST_IN_BULK,
  });
  await showPreview(interaction, context, bulk.id);
}

/** @throws Fault `bulk/unknown` */
export async function previewOf(
  { store, now }: Pick<InteractionContext, 'store' | 'now'>,
  guildId: string,
  id: string,
): Promise<BulkPreview> {
  const preview = await store.bulks.preview(guildId, id, now(), EXAMPLES);
  if (preview === undefined) throw new Fault('bulk/unknown', PREVIEW.unknown);
  return preview;
}

/** Shows a bulk that is not decided yet. */
export async function showPreview(
  interaction: BulkInteraction,
  context: InteractionContext,
  id: string,
): Promise<void> {
  const { guildId, guild } = interaction;
  const preview = await previewOf(context, guildId, id);
  const words = await wordsOf(context, preview);
  const blocked = await blockedChannels(guild, preview);
  const { spoiler, hiddenChannelId, logChannelId } = await context.store.servers.settings(guildId);
  const canHide = (hiddenChannelId ?? logChannelId) !== null;
  await interaction.editReply(
    panelMessage(
      ...renderPreview(preview, words, {
        language: context.language,
        titles: await context.judges.titles(guildId),
        blocked,
        spoiler,
        canHide,
      }),
    ),
  );
}

/** Asks once more, since so many comments are removed at once. */
export async function showQuestion(
  interaction: BulkInteraction,
  context: InteractionContext,
  preview: BulkPreview,
  decision: BulkDecision,
): Promise<void> {
  const { language } = context;
  const { bulk, open, fresh } = preview;
  const since = sinceWords(preview.decided, preview.closed, fresh)[language];
  const words = await wordsOf(context, preview);
  const parts = [
    text(
      [askWords(decision, open)[language], `-# ${words}`, since === '' ? '' : `-# ${since}`]
        .filter(Boolean)
        .join('\n'),
    ),
  ];
  const buttons = [
    new ButtonBuilder()
      .setCustomId(customId('bulk-sure', decision, bulk.id))
      .setLabel(decideButton(decision, open)[language])
      .setStyle(ButtonStyle.Danger),
    plain('bulk-preview', bulk.id, BUTTONS.cancel[language]),
  ];
  await interaction.editReply(
    panelMessage(frame(parts, COLORS.danger), ...buttonRows(buttons).map((one) => one.toJSON())),
  );
}

/** Whether a decision on so many flags is asked about once more. */
export function isAskedAgain(decision: BulkDecision, count: number): boolean {
  return DECISION_TABLE[decision].removes && count > ASK_ABOVE;
}

/** What a bulk takes, in words, with names, for one person. */
export async function wordsOf(
  context: InteractionContext,
  { bulk: { guildId, selection } }: Pick<BulkPreview, 'bulk'>,
): Promise<string> {
  const { store, language, judges } = context;
  const titles = await judges.titles(guildId);
  return selectionText({ store, titles, named: true }, guildId, selection, language);
}

/** Channels of the preview in which the bot may not delete, with their flags. */
async function blockedChannels(
  guild: Guild,
  { channels }: BulkPreview,
): Promise<{ readonly channelId: string; readonly count: number }[]> {
  const me = guild.members.me ?? (await guild.members.fetchMe());
  const blocked = [];
  for (const { value: channelId, count } of channels) {
    if (isSiteChannel(channelId)) continue;
    const channel = await guild.channels.fetch(channelId).catch(() => null);
    const may = channel
      ?.permissionsFor(me)
      .has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ManageMessages]);
    if (may !== true) blocked.push({ channelId, count });
  }
  return blocked;
}

interface PreviewOptions {
  readonly language: Language;
  readonly titles: ReadonlyMap<string, { ko: string; en: string }>;
  readonly blocked: readonly { readonly channelId: string; readonly count: number }[];
  readonly spoiler: boolean;
  readonly canHide: boolean;
}

/** The preview of a bulk: how many, of what kinds, examples with their reasons, and what each decision would do. */
export function renderPreview(
  preview: BulkPreview,
  words: string,
  { language, titles, blocked, spoiler, canHide }: PreviewOptions,
): APIMessageTopLevelComponent[] {
  const { bulk, open, evidence, examples, fresh } = preview;
  const again = plain('bulk-anew', bulk.id, BUTTONS.again[language]);
  const cancel = plain('bulk-cancel', bulk.id, BUTTONS.cancel[language]);
  const each = plain('queue-next', choiceId(bulk.selection), QUEUE_BUTTONS.oneByOne[language]);
  if (open === 0)
    return [
      frame([text(PREVIEW.nothing[language])]),
      ...buttonRows([again, cancel]).map((one) => one.toJSON()),
    ];
  const since = sinceWords(preview.decided, preview.closed, fresh)[language];
  const kinds = evidence
    .slice(0, KINDS)
    .map(({ value, count }) => `${evidenceName(value, titles)[language]} ${count}`);
  const rest = evidence.slice(KINDS).reduce((sum, { count }) => sum + count, 0);
  const head = [
    `### 🗂️ ${PREVIEW.title[language]} · ${words}`,
    countWords(open)[language],
    `-# ${PREVIEW.kinds[language]}: ${[...kinds, ...(rest > 0 ? [`… ${rest}`] : [])].join(' · ')}`,
    bulk.beyond > 0 ? beyondWords(MOST_IN_BULK, bulk.beyond)[language] : '',
    since === '' ? '' : `-# ${since}`,
  ];
  const warnings = blocked
    .slice(0, CHANNELS)
    .map(({ channelId, count }) => cannotDelete(channelId, count)[language]);
  const consequence = [
    `**${PREVIEW.consequence[language]}**`,
    PREVIEW.removal[language],
    PREVIEW.keeping[language],
    ...warnings,
  ];
  const shown = examples.map((flag) => exampleLine(flag, language, spoiler));
  const buttons = BULK_DECISIONS.filter((decision) => decision !== 'hide' || canHide).map((decision) =>
    new ButtonBuilder()
      .setCustomId(customId('bulk-decide', decision, bulk.id))
      .setLabel(decideButton(decision, open)[language])
      .setStyle(DECISION_TABLE[decision].style),
  );
  return [
    frame([
      text(head.filter(Boolean).join('\n')),
      line(),
      text(`**${PREVIEW.examples[language]}**\n${shown.join('\n')}`),
      line(),
      text(consequence.join('\n')),
    ]),
    ...buttonRows([...buttons]).map((one) => one.toJSON()),
    ...buttonRows([each, again, cancel]).map((one) => one.toJSON()),
  ];
}

/** A flag in a line: score, author, text, and its strongest reason. */
function exampleLine(flag: Flag, language: Language, spoiler: boolean): string {
  const { content, score } = flag;
  if (content === null) return `- \`${percent(score)}\``;
  const said = safeLine(content.text, 90);
  const who = content.author === null ? '' : ` ${authorWords(content.author, language)}`;
  const [first] = gatherReasons(content.result.reasons, content.result.verdict);
  const why = first === undefined ? '' : reasonInWords(first.reason, language, first.times);
  const reason =
    why === ''
      ? ''
      : ` — ${safeLine(why.name, 60)}${why.quote === '' ? '' : ` “${safeLine(why.quote, 40)}”`}`;
  return `- \`${percent(score)}\`${who}: ${spoiler ? `||${said}||` : said}${reason}`;
}

function plain(action: string, id: string, label: string): ButtonBuilder {
  return new ButtonBuilder()
    .setCustomId(customId(action, id))
    .setLabel(label)
    .setStyle(ButtonStyle.Secondary);
}
