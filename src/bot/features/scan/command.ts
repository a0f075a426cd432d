import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

/** Messages that a scan reads unless told otherwise, and at most. */
export const USUAL = 500;
export const MOST = 10_000;

/** `/scan`: for moderators. */
export const scanCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'scan',
  name_localizations: { ko: '지난댓글' },
  description: 'Judge the comments that are already there',
  description_localizations: { ko: '이미 달린 지난 댓글을 거슬러 올라가며 판정합니다' },
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: '8192',
  options: [
    {
      type: ApplicationCommandOptionType.Channel,
      name: 'channel',
      name_localizations: { ko: '채널' },
      description: 'The channel or thread; this one when left out',
      description_localizations: { ko: '살펴볼 채널이나 스레드. 비우면 이곳입니다' },
      channel_types: [
        ChannelType.GuildText,
        ChannelType.GuildAnnouncement,
        ChannelType.PublicThread,
        ChannelType.PrivateThread,
        ChannelType.AnnouncementThread,
        ChannelType.GuildForum,
        ChannelType.GuildVoice,
        ChannelType.GuildStageVoice,
      ],
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'count',
      name_localizations: { ko: '개수' },
      description: `How many messages to go back (${USUAL} when left out)`,
      description_localizations: { ko: `거슬러 올라갈 메시지 수. 비우면 ${USUAL}개입니다` },
      min_value: 1,
      max_value: MOST,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'since',
      name_localizations: { ko: '며칠' },
      description: 'How many days to go back',
      description_localizations: { ko: '며칠 전까지 거슬러 올라갈지' },
      min_value: 1,
      max_value: 365,
    },
  ],
};
