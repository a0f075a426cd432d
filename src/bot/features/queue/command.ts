import { ApplicationCommandOptionType as Type } from 'discord.js';
import { command, option } from '../panel/command.js';
import { AGES } from './round.js';
import { COMMAND, AGE_NAMES } from '../../../wording/bot/queue.js';

/** `/queue`, with its filters. */
export const queueCommand = command({ name: 'queue', ...COMMAND.queue }, 'moderator', [
  option(Type.String, { name: 'article', ...COMMAND.article }, { autocomplete: true }),
  option(Type.String, { name: 'reason', ...COMMAND.reason }, { autocomplete: true }),
  option(
    Type.Integer,
    { name: 'age', ...COMMAND.age },
    {
      choices: AGES.map((minutes) => ({
        name: AGE_NAMES[minutes]!.en,
        name_localizations: { ko: AGE_NAMES[minutes]!.ko },
        value: minutes,
      })),
    },
  ),
]);
