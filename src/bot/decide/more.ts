import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  type GuildTextBasedChannel,
  type MessageComponentInteraction,
  MessageFlags,
  SeparatorBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import { percent } from '../../wording/verdicts.js';
import { Fault, type Language, type LocalizedText } from '../../fault.js';
import type { Flag } from '../../moderation/index.js';
import { safeLine } from '../card/safe-text.js';
import { BUTTONS, closedWords } from '../card/wording.js';
import { customId } from '../discord/custom-id.js';
import type { InteractionContext } from '../gateway/feature.js';

const EARLIER = 8;
/** Messages of the thread around the comment. */
const AROUND = 7;

const SAID = {
  author: { ko: '이 작성자의 다른 표시', en: "This author's other flags" },
  none: { ko: '다른 표시가 없습니다.', en: 'No other flags.' },
  around: { ko: '앞뒤 글', en: 'Around it' },
  unread: { ko: '앞뒤 글을 읽지 못했습니다.', en: 'The messages around it could not be read.' },
  open: { ko: '열림', en: 'open' },
  swept: { ko: '(내용 지움)', en: '(content removed)' },
} satisfies Record<string, LocalizedText>;

/** What else is known of a flag, for one moderator's eyes: the author's earlier flags, the thread, more actions. */
export async function showMore(
  interaction: MessageComponentInteraction<'cached'>,
  asked: InteractionContext,
): Promise<void> {
  const { store, language, say, ids } = asked;
  const flag = await store.flags.get(interaction.guildId, ids[0] ?? '');
  if (flag === undefined)
    throw new Fault('flag/unknown', {
      ko: '이 서버에 그런 표시가 없습니다',
      en: 'there is no such flag in this server',
    });
  const earlier = (await store.flags.ofAuthor(flag.guildId, flag.authorHash, EARLIER + 1)).filter(
    ({ id }) => id !== flag.id,
  );
  const lines = earlier.slice(0, EARLIER).map((one) => earlierLine(one, language));
  const channel = await interaction.guild.channels.fetch(flag.channelId).catch(() => null);
  const around = channel?.isTextBased() ? await aroundLines(flag, channel, asked) : [];
  const container = new ContainerBuilder()
    .addTextDisplayComponents(text(`**${say(SAID.author)}**\n${lines.join('\n') || say(SAID.none)}`))
    .addSeparatorComponents(new SeparatorBuilder())
    .addTextDisplayComponents(text(`**${say(SAID.around)}**\n${around.join('\n') || say(SAID.unread)}`));
  const rows = flag.state === 'open' ? [actions(flag, language)] : [];
  await interaction.editReply({ flags: MessageFlags.IsComponentsV2, components: [container, ...rows] });
}

function earlierLine(flag: Flag, language: Language): string {
  const at = `<t:${Math.floor(flag.createdAt / 1000)}:d>`;
  const words = flag.content === null ? SAID.swept[language] : safeLine(flag.content.text, 80);
  return `- ${at} ${percent(flag.score)} · ${stateWords(flag, language)} · ${words}`;
}

function stateWords({ state, closedWhy, caseNumber }: Flag, language: Language): string {
  if (state === 'open') return SAID.open[language];
  if (state === 'decided') return `#${caseNumber ?? '?'}`;
  return closedWhy === null ? '–' : closedWords(closedWhy, language);
}

/** The messages around, oldest first; the comment itself is marked. */
async function aroundLines(
  flag: Flag,
  channel: GuildTextBasedChannel,
  { log }: InteractionContext,
): Promise<string[]> {
  try {
    const messages = await channel.messages.fetch({ around: flag.messageId, limit: AROUND, cache: false });
    return [...messages.values()]
      .sort((a, b) => a.createdTimestamp - b.createdTimestamp)
      .map((message) => {
        const mark = message.id === flag.messageId ? '▶' : '-';
        const name = safeLine(message.member?.displayName ?? message.author.displayName, 30);
        return `${mark} **${name}** ${safeLine(message.content, 120)}`;
      });
  } catch (error) {
    log.info({ err: error, flagId: flag.id }, 'the messages around a flag could not be read');
    return [];
  }
}

function actions(flag: Flag, language: Language): ActionRowBuilder<ButtonBuilder> {
  const button = (action: 'hide' | 'timeout'): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId(action, flag.id))
      .setLabel(BUTTONS[action][language])
      .setStyle(ButtonStyle.Danger);
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(button('hide'));
  // A webhook that mirrors a site is no member, and cannot be timed out.
  if (flag.content?.author?.webhook !== true) row.addComponents(button('timeout'));
  return row;
}

function text(content: string): TextDisplayBuilder {
  return new TextDisplayBuilder().setContent(content.slice(0, 1900));
}
