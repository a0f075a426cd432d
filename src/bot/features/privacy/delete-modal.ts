import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Language } from '../../../fault.js';
import { customId } from '../../discord/custom-id.js';
import { PRIVACY } from '../../../wording/bot/privacy.js';

/** The id of the window's one field. */
export const NAME_FIELD = 'name';

/** The window in which the server's name must be typed before all its data goes. */
export function deleteModal(serverName: string, language: Language): APIModalInteractionResponseCallbackData {
  const { modal } = PRIVACY;
  return {
    custom_id: customId('privacy-delete-server'),
    title: modal.title[language],
    components: [
      {
        type: ComponentType.Label,
        label: modal.label[language],
        description: modal.about[language],
        component: {
          type: ComponentType.TextInput,
          custom_id: NAME_FIELD,
          style: TextInputStyle.Short,
          placeholder: serverName.slice(0, 100),
          max_length: 100,
          required: true,
        },
      },
    ],
  };
}

/** Whether what was typed is the server's name: written alike to the eye is enough. */
export function isName(typed: string, serverName: string): boolean {
  const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();
  return bare(typed) === bare(serverName) && bare(typed) !== '';
}
