import { ApplicationCommandOptionType as Type, ChannelType } from 'discord.js';
import { command, option } from '../panel/command.js';

/** Messages that a scan reads unless told otherwise, and at most. */
export const USUAL = 500;
export const MOST = 10_000;

/** `/scan`: for moderators. */
export const scanCommand = command(
  {
    name: 'scan',
    ko: '지난댓글',
    about: {
      ko: '이미 달린 지난 댓글을 거슬러 올라가며 판정합니다',
      en: 'Judge the comments that are already there',
    },
  },
  'moderator',
  [
    option(
      Type.Channel,
      {
        name: 'channel',
        ko: '채널',
        about: {
          ko: '살펴볼 채널이나 스레드. 비우면 이곳입니다',
          en: 'The channel or thread; this one when left out',
        },
      },
      {
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
    ),
    option(
      Type.Integer,
      {
        name: 'count',
        ko: '개수',
        about: {
          ko: `거슬러 올라갈 메시지 수. 비우면 ${USUAL}개입니다`,
          en: `How many messages to go back (${USUAL} when left out)`,
        },
      },
      { min_value: 1, max_value: MOST },
    ),
    option(
      Type.Integer,
      {
        name: 'since',
        ko: '며칠',
        about: { ko: '며칠 전까지 거슬러 올라갈지', en: 'How many days to go back' },
      },
      { min_value: 1, max_value: 365 },
    ),
  ],
);
