import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandChannelOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import { PLACE_TYPES } from './channels.js';

const MODERATORS = '8192';

const channelOption = (english: string, korean: string): APIApplicationCommandChannelOption => ({
  type: ApplicationCommandOptionType.Channel,
  name: 'channel',
  name_localizations: { ko: '채널' },
  description: english,
  description_localizations: { ko: korean },
  channel_types: [...PLACE_TYPES],
});

const setOptions: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.String,
    name: 'url',
    name_localizations: { ko: '주소' },
    description: 'Address of the article; without it and a file a window opens to paste the text',
    description_localizations: { ko: '기사 주소. 주소도 파일도 없으면 글을 붙여 넣는 창이 열립니다' },
    max_length: 2000,
  },
  {
    type: ApplicationCommandOptionType.Attachment,
    name: 'file',
    name_localizations: { ko: '파일' },
    description: 'The article as a text, HTML or JSON file',
    description_localizations: { ko: '기사를 저장한 글, HTML, JSON 파일' },
  },
  channelOption('Where the comments stand; here when left out', '댓글이 달리는 곳. 비우면 이 채널입니다'),
  {
    type: ApplicationCommandOptionType.Boolean,
    name: 'threads',
    name_localizations: { ko: '스레드마다' },
    description: 'Each new thread gets the article of its first message (always so in forums)',
    description_localizations: { ko: '새 스레드마다 첫 글의 기사를 찾습니다 (포럼은 늘 그렇습니다)' },
  },
];

/** `/article`: which article the comments of a channel stand under. */
export const articleCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'article',
  name_localizations: { ko: '기사' },
  description: 'Which article the comments of a channel stand under',
  description_localizations: { ko: '댓글이 어느 기사에 달리는지 정합니다' },
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: MODERATORS,
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'set',
      name_localizations: { ko: '지정' },
      description: 'Judges the comments of a channel against an article from now on',
      description_localizations: { ko: '지금부터 이 기사로 채널의 댓글을 판정합니다' },
      options: setOptions,
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'show',
      name_localizations: { ko: '보기' },
      description: 'The article of a channel',
      description_localizations: { ko: '채널의 기사를 봅니다' },
      options: [channelOption('Which channel; here when left out', '볼 채널. 비우면 이 채널입니다')],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
      name_localizations: { ko: '목록' },
      description: 'All channels of this server that have an article',
      description_localizations: { ko: '기사를 지정한 모든 채널을 봅니다' },
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'unset',
      name_localizations: { ko: '해제' },
      description: 'Judges the comments of a channel no longer',
      description_localizations: { ko: '채널의 댓글을 더 판정하지 않습니다' },
      options: [channelOption('Which channel; here when left out', '해제할 채널. 비우면 이 채널입니다')],
    },
  ],
};

/** The menu of a message: what it links, holds or says becomes the article of its place. */
export const articleMenu: RESTPostAPIContextMenuApplicationCommandsJSONBody = {
  type: ApplicationCommandType.Message,
  name: 'Use as article',
  name_localizations: { ko: '기사로 지정' },
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: MODERATORS,
};
