import {
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Language } from '../../fault.js';
import { customId } from '../discord/custom-id.js';
import type { InteractionContext } from '../router/feature.js';
import { bindPlace } from './bind.js';
import { boundAnswer } from './bound-answer.js';
import { chosenChannel } from './channels.js';
import { MODAL } from '../../wording/bot/articles.js';

export const PASTE = 'article-paste';
const TITLE = 'title';
const BODY = 'body';
/** Discord's most of one field. */
const MOST = 4_000;

/** The window that an article is pasted into. */
export function pasteModal(channelId: string, language: Language): ModalBuilder {
  const title = new TextInputBuilder()
    .setCustomId(TITLE)
    .setStyle(TextInputStyle.Short)
    .setMinLength(2)
    .setMaxLength(200);
  const body = new TextInputBuilder()
    .setCustomId(BODY)
    .setStyle(TextInputStyle.Paragraph)
    .setMinLength(20)
    .setMaxLength(MOST);
  return new ModalBuilder()
    .setCustomId(customId(PASTE, channelId))
    .setTitle(MODAL.window[language])
    .addLabelComponents(
      new LabelBuilder().setLabel(MODAL.title[language]).setTextInputComponent(title),
      new LabelBuilder()
        .setLabel(MODAL.body[language])
        .setDescription(MODAL.bodyHint[language])
        .setTextInputComponent(body),
    );
}

/** What was pasted becomes the article. */
export async function runPaste(
  interaction: ModalSubmitInteraction<'cached'>,
  asked: InteractionContext,
): Promise<void> {
  const { fields, guildId, id } = interaction;
  const channel = await chosenChannel(interaction, asked.ids[0]);
  const article = asked.articles.fromText(fields.getTextInputValue(BODY), fields.getTextInputValue(TITLE));
  const bound = await bindPlace(asked, { guildId, channelId: channel.id, article, cursor: id });
  await interaction.editReply(await boundAnswer(channel, bound, asked));
}
