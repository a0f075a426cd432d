import { COMMAND } from '../../../wording/bot/scan.js';
import { ApplicationCommandOptionType as Type, ChannelType } from 'discord.js';
import { command, option } from '../panel/command.js';

/** Messages that a scan reads unless told otherwise, and at most. */
export const USUAL = 500;
export const MOST = 10_000;

/** `/scan`: for moderators. */
export const scanCommand = command({ name: 'scan', ...COMMAND.scan }, 'moderator', [
  option(
    Type.Channel,
    { name: 'channel', ...COMMAND.channel },
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
  option(Type.Integer, { name: 'count', ...COMMAND.count(USUAL) }, { min_value: 1, max_value: MOST }),
  option(Type.Integer, { name: 'since', ...COMMAND.since }, { min_value: 1, max_value: 365 }),
]);
