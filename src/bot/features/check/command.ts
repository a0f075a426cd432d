import { COMMAND } from '../../../wording/bot/check.js';
import { ApplicationCommandOptionType as Type } from 'discord.js';
import { command, messageMenu, option } from '../panel/command.js';

/** `/check`: for everybody. */
export const checkCommand = command({ name: 'check', ...COMMAND.check }, 'everyone', [
  option(Type.String, { name: 'text', ...COMMAND.text }, { required: true, max_length: 2000 }),
  option(Type.String, { name: 'article', ...COMMAND.article }, { autocomplete: true }),
  option(Type.String, { name: 'url', ...COMMAND.url }, { max_length: 1000 }),
]);

/** The same for a message that stands there. */
export const checkMenu = messageMenu({ name: 'Check comment', ...COMMAND.menu }, 'everyone');
