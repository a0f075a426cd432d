import { CHANNEL_OPTION, COMMAND } from '../../wording/bot/articles.js';
import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType as Type } from 'discord.js';
import type { LocalizedText } from '../../fault.js';
import { command, messageMenu, option, subcommand } from '../features/panel/command.js';
import { PLACE_TYPES } from './channels.js';

const channelOption = (about: LocalizedText): APIApplicationCommandBasicOption =>
  option(Type.Channel, { name: 'channel', ...COMMAND.channel, about }, { channel_types: [...PLACE_TYPES] });

const setOptions: APIApplicationCommandBasicOption[] = [
  option(Type.String, { name: 'url', ...COMMAND.url }, { max_length: 2000 }),
  option(Type.Attachment, { name: 'file', ...COMMAND.file }),
  channelOption(CHANNEL_OPTION.set),
  option(Type.Boolean, { name: 'threads', ...COMMAND.threads }),
];

/** `/article`: which article the comments of a channel stand under. */
export const articleCommand = command({ name: 'article', ...COMMAND.article }, 'moderator', [
  subcommand({ name: 'set', ...COMMAND.set }, setOptions),
  subcommand({ name: 'show', ...COMMAND.show }, [channelOption(CHANNEL_OPTION.show)]),
  subcommand({ name: 'list', ...COMMAND.list }),
  subcommand({ name: 'unset', ...COMMAND.unset }, [channelOption(CHANNEL_OPTION.unset)]),
]);

/** The menu of a message: what it links, holds or says becomes the article of its place. */
export const articleMenu = messageMenu({ name: 'Use as article', ...COMMAND.menu }, 'moderator');
