import { COMMAND } from '../../../wording/bot/batch.js';
import { ApplicationCommandOptionType } from 'discord.js';
import { TEXT_FORMATS } from '../../../batch/record.js';
import { command, option } from '../panel/command.js';

/** `/batch`. */
export const batchCommand = command({ name: 'batch', ...COMMAND.batch }, 'moderator', [
  option(ApplicationCommandOptionType.Attachment, { name: 'file', ...COMMAND.file }, { required: true }),
  option(ApplicationCommandOptionType.Attachment, { name: 'articles', ...COMMAND.articles }),
  option(
    ApplicationCommandOptionType.String,
    { name: 'format', ...COMMAND.format },
    { choices: TEXT_FORMATS.map((format) => ({ name: format, value: format })) },
  ),
]);
