import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';

/** `/check`: for everybody. */
export const checkCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'check',
  name_localizations: { ko: '댓글판정' },
  description: 'Is this comment about the article?',
  description_localizations: { ko: '이 댓글이 기사와 관련 있는지 판정합니다' },
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'text',
      name_localizations: { ko: '댓글' },
      description: 'The comment',
      description_localizations: { ko: '판정할 댓글' },
      required: true,
      max_length: 2000,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'article',
      name_localizations: { ko: '기사' },
      description: 'The article; that of this channel when left out',
      description_localizations: { ko: '견줄 기사. 비우면 이 채널의 기사로 판정합니다' },
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'url',
      name_localizations: { ko: '주소' },
      description: 'The address of an article (moderators)',
      description_localizations: { ko: '견줄 기사의 주소 (운영진만)' },
      max_length: 1000,
    },
  ],
};

/** The same for a message that stands there. */
export const checkMenu: RESTPostAPIContextMenuApplicationCommandsJSONBody = {
  type: ApplicationCommandType.Message,
  name: 'Check comment',
  name_localizations: { ko: '댓글 판정' },
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};
