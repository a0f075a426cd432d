import { decisionButtons } from './card.js';
import {
  ContainerBuilder,
  type GuildTextBasedChannel,
  type MessageComponentInteraction,
  MessageFlags,
  SeparatorBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import { Fault, type Language } from '../../fault.js';
import { type Flag, isSiteChannel } from '../../moderation/index.js';
import { closedWords, MORE } from '../../wording/bot/cards.js';
import { SITE_CARD } from '../../wording/bot/site.js';
import { percent } from '../../wording/verdicts.js';
import { buttonRows } from '../discord/components.js';
import { safeLine } from '../discord/safe-text.js';
import { shownText } from '../gateway/comment-text.js';
import type { InteractionContext } from '../gateway/feature.js';

const EARLIER = 8;
/** Messages shown around the comment. */
const AROUND = 7;

/**
 * Handles "More" with an ephemeral reply: the author's earlier flags, the messages around the comment, further decisions.
 *
 * @throws Fault `flag/unknown`
 */
export async function showMore(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { store, language, say, ids } = context;
  const flag = await store.flags.get(interaction.guildId, ids[0] ?? '');
  if (flag === undefined) throw new Fault('flag/unknown', MORE.unknownFlag);
  const earlier = (await store.flags.ofAuthor(flag.guildId, flag.authorHash, EARLIER + 1)).filter(
    ({ id }) => id !== flag.id,
  );
  const lines = earlier.slice(0, EARLIER).map((one) => earlierLine(one, language));
  const ofSite = isSiteChannel(flag.channelId);
  const channel = ofSite ? null : await interaction.guild.channels.fetch(flag.channelId).catch(() => null);
  const around = channel?.isTextBased() ? await aroundLines(flag, channel, context) : [];
  const container = new ContainerBuilder()
    .addTextDisplayComponents(text(`**${say(MORE.author)}**\n${lines.join('\n') || say(MORE.none)}`))
    .addSeparatorComponents(new SeparatorBuilder())
    .addTextDisplayComponents(
      text(`**${say(MORE.around)}**\n${around.join('\n') || say(ofSite ? SITE_CARD.around : MORE.unread)}`),
    );
  const rows = flag.state === 'open' ? buttonRows(decisionButtons('more', flag, language)) : [];
  await interaction.editReply({ flags: MessageFlags.IsComponentsV2, components: [container, ...rows] });
}

function earlierLine(flag: Flag, language: Language): string {
  const at = `<t:${Math.floor(flag.createdAt / 1000)}:d>`;
  const words = flag.content === null ? MORE.swept[language] : safeLine(flag.content.text, 80);
  return `- ${at} ${percent(flag.score)} · ${stateWords(flag, language)} · ${words}`;
}

function stateWords({ state, closedWhy, caseNumber }: Flag, language: Language): string {
  if (state === 'open') return MORE.open[language];
  if (state === 'decided') return `#${caseNumber ?? '?'}`;
  return closedWhy === null ? '–' : closedWords(closedWhy, language);
}

/** The messages around the comment, oldest first; the comment itself is marked. */
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
        return `${mark} **${name}** ${safeLine(shownText(message), 120)}`;
      });
  } catch (error) {
    log.info({ err: error, flagId: flag.id }, 'the messages around a flag could not be read');
    return [];
  }
}

function text(content: string): TextDisplayBuilder {
  return new TextDisplayBuilder().setContent(content.slice(0, 1900));
}
