import {
  type Argument,
  type Command,
  type CommanderError,
  Help,
  type HelpConfiguration,
  type Option,
} from 'commander';
import { Fault, type Language, type LocalizedText } from '../fault.js';
import { CALL_ERRORS, CALL_HINTS, HELP_TITLES, HELP_WORDS, otherCallError } from '../wording/cli/usage.js';

/** Commander's own words, in the language of the run: its help texts and its errors. */

/** Settings of commander that write help in `language`. Subcommands inherit them. */
export function helpIn(language: Language): HelpConfiguration {
  const english = new Help();
  const translate = (usage: string): string =>
    usage
      .replace(HELP_WORDS.options.en, HELP_WORDS.options[language])
      .replace(HELP_WORDS.command.en, HELP_WORDS.command[language]);
  return {
    showGlobalOptions: true,
    styleTitle: (title) => HELP_TITLES[title]?.[language] ?? title,
    commandUsage: (command: Command) => translate(english.commandUsage(command)),
    subcommandTerm: (command: Command) => translate(english.subcommandTerm(command)),
    optionDescription: (option: Option) => describe(option, language),
    argumentDescription: (argument: Argument) => describe(argument, language),
  };
}

/** As commander describes options and arguments: the sentence, then choices and default value in brackets. */
function describe({ description, argChoices, defaultValue }: Option | Argument, language: Language): string {
  const facts = [
    argChoices && `${HELP_WORDS.choices[language]}: ${argChoices.map(quoted).join(', ')}`,
    defaultValue !== undefined && `${HELP_WORDS.default[language]}: ${quoted(defaultValue)}`,
  ].filter((fact) => typeof fact === 'string');
  return facts.length === 0 ? description : `${description} (${facts.join('; ')})`;
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}

/** A wrong call as a fault of one line, in both languages, ending with the command that prints help. */
export function usageFault(error: CommanderError, command: string): Fault {
  const { code, message } = error;
  const [name = '', value = ''] = [...message.matchAll(/'([^']*)'/g)].map((found) => found[1]);
  const firstLine = message.replace(/^error: /, '').split('\n', 1)[0] ?? '';
  const sentence = CALL_ERRORS[code]?.(name, value) ?? otherCallError(firstLine);
  const suggested = /Did you mean ([^?]+)\?/.exec(message)?.[1];
  const allowed = /Allowed choices are ([^.]+)\./.exec(message)?.[1];
  const hints: LocalizedText[] = [
    ...(suggested === undefined ? [] : [CALL_HINTS.didYouMean(suggested)]),
    ...(allowed === undefined ? [] : [CALL_HINTS.allowed(allowed)]),
  ];
  const seeHelp = CALL_HINTS.seeHelp(command);
  const whole = (language: Language): string =>
    `${sentence[language]}${hints.map((hint) => ` (${hint[language]})`).join('')}; ${seeHelp[language]}`;
  return new Fault('usage/call', { ko: whole('ko'), en: whole('en') });
}
