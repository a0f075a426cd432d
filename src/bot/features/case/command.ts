import { COMMAND } from '../../../wording/bot/case.js';
import { ApplicationCommandOptionType as Type } from 'discord.js';
import { command, option } from '../panel/command.js';

/** `/case`: one decision, or the latest. */
export const caseCommand = command({ name: 'case', ...COMMAND.case }, 'moderator', [
  option(
    Type.Integer,
    { name: 'number', ...COMMAND.number },
    { min_value: 1, max_value: 2_147_483_647, autocomplete: true },
  ),
]);
