import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { Fault } from '../../fault.js';
import type { InteractionContext } from '../router/feature.js';
import { bindPlace } from './bind.js';
import { boundAnswer } from './bound-answer.js';
import { chosenChannel } from './channels.js';
import { fromLinksAndFiles, fromOwnText } from './from-message.js';
import type { ReadArticle } from './reader.js';
import { FAULTS } from '../../wording/bot/articles.js';

/**
 * "Use as article": the article that a message links, attaches or is becomes that of its place. Where a thread hangs on
 * the message, comments on it stand in the thread, so the thread is the place.
 */
export async function runMenu(
  interaction: MessageContextMenuCommandInteraction<'cached'>,
  asked: InteractionContext,
): Promise<void> {
  const { targetMessage: message, guildId, id } = interaction;
  // A thread has the id of the message that it hangs on.
  const channel = await chosenChannel(interaction, message.hasThread ? message.id : message.channelId);
  const article = await articleOf(message, asked);
  const bound = await bindPlace(asked, { guildId, channelId: channel.id, article, cursor: id });
  await interaction.editReply(await boundAnswer(channel, bound, asked));
}

async function articleOf(
  message: MessageContextMenuCommandInteraction<'cached'>['targetMessage'],
  { articles }: InteractionContext,
): Promise<ReadArticle> {
  const read = await fromLinksAndFiles(message, articles);
  if (read !== null && !(read instanceof Fault)) return read;
  const own = fromOwnText(message, articles);
  if (own !== null) return own;
  throw read ?? new Fault('article/nothing-in-message', FAULTS.nothingInMessage);
}
