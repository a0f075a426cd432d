import { COMMAND, RULE_OPTION } from '../../../wording/bot/rule.js';
import { ApplicationCommandOptionType } from 'discord.js';
import { command, option, subcommand } from '../panel/command.js';

const which = (about: { ko: string; en: string }) =>
  option(
    ApplicationCommandOptionType.String,
    { name: 'rule', ...COMMAND.which, about },
    { required: true, autocomplete: true, max_length: 100 },
  );

/** `/rule list | test | on | off`. */
export const ruleCommand = command({ name: 'rule', ...COMMAND.rule }, 'moderator', [
  subcommand({ name: 'list', ...COMMAND.list }),
  subcommand({ name: 'test', ...COMMAND.test }, [
    option(
      ApplicationCommandOptionType.String,
      { name: 'text', ...COMMAND.text },
      { required: true, max_length: 1000 },
    ),
  ]),
  subcommand({ name: 'on', ...COMMAND.on }, [which(RULE_OPTION.on)]),
  subcommand({ name: 'off', ...COMMAND.off }, [which(RULE_OPTION.off)]),
]);
