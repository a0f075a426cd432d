import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from 'discord.js';
import type { Language } from '../../../fault.js';
import type { Case } from '../../../moderation/index.js';
import { customId } from '../../discord/custom-id.js';
import { MODAL, modalTitle } from '../../../wording/bot/case.js';

/** The id of the window's one field. */
export const WHY_FIELD = 'why';

/** Longest reason, in characters. */
const MOST = 500;

/** The window that asks why a case was decided so, with what was said before. */
export function whyModal({ number, why }: Case, language: Language): ModalBuilder {
  const input = new TextInputBuilder()
    .setCustomId(WHY_FIELD)
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(MOST)
    .setRequired(false);
  if (why !== null) input.setValue(why.slice(0, MOST));
  return new ModalBuilder()
    .setCustomId(customId('case-why', String(number)))
    .setTitle(modalTitle(number)[language])
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(MODAL.label[language])
        .setDescription(MODAL.description[language])
        .setTextInputComponent(input),
    );
}
