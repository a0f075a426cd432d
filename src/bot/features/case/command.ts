import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

/** `/case`: one decision, or the latest. */
export const caseCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'case',
  name_localizations: { ko: '사례' },
  description: 'What was decided, by whom, when and why',
  description_localizations: { ko: '누가 언제 무엇을 왜 판정했는지 봅니다' },
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: '8192',
  options: [
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'number',
      name_localizations: { ko: '번호' },
      description: 'The number of the case; the latest ten when left out',
      description_localizations: { ko: '사례 번호. 비우면 최근 10건이 나옵니다' },
      min_value: 1,
      max_value: 2_147_483_647,
      autocomplete: true,
    },
  ],
};
