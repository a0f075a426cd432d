import type { ChatInputCommandInteraction } from 'discord.js';
import { Fault } from '../../fault.js';
import type { InteractionContext } from '../router/feature.js';
import { bindPlace } from './bind.js';
import { boundAnswer } from './bound-answer.js';
import { chosenChannel, isForum, isPlace } from './channels.js';
import { pasteModal } from './paste.js';
import { MOST_FILE, type ReadArticle } from './reader.js';
import { FAULTS } from '../../wording/bot/articles.js';

type Interaction = ChatInputCommandInteraction<'cached'>;

/** Whether `/article set` opens the window to paste into: nothing else says where the article is to come from. */
export function wantsPaste({ options, channel }: Interaction): boolean {
  if (options.getString('url') !== null || options.getAttachment('file') !== null) return false;
  return options.getBoolean('threads') !== true && !isForum(options.getChannel('channel') ?? channel);
}

/** `/article set`. */
export async function runSet(interaction: Interaction, asked: InteractionContext): Promise<void> {
  const { options, guildId } = interaction;
  if (wantsPaste(interaction)) {
    const target = options.getChannel('channel') ?? interaction.channel;
    // Told before anybody pastes into a window whose content would be lost.
    if (target !== null && !isPlace(target)) throw new Fault('article/no-place', FAULTS.noPlace);
    await interaction.showModal(pasteModal(target?.id ?? interaction.channelId, asked.language));
    return;
  }
  const channel = await chosenChannel(interaction, options.getChannel('channel')?.id);
  const article = await givenArticle(interaction, asked);
  const cursor = interaction.id;
  const bound = await bindPlace(asked, { guildId, channelId: channel.id, article, cursor });
  await interaction.editReply(await boundAnswer(channel, bound, asked));
}

async function givenArticle(
  { options }: Interaction,
  { articles }: InteractionContext,
): Promise<ReadArticle | null> {
  const url = options.getString('url')?.trim() ?? null;
  const file = options.getAttachment('file');
  if (url !== null && file !== null) throw new Fault('article/one-source', FAULTS.oneSource);
  if (url !== null) return articles.fromUrl(url);
  if (file === null) return null;
  return articles.fromBytes(await articles.readAttachment(file, MOST_FILE), file.name);
}
