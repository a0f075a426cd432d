import { ApplicationCommandOptionType, ApplicationCommandType, Locale } from 'discord-api-types/v10';
import { FormErrors } from '../http/form-errors.js';

type Path = readonly (string | number)[];
type Names = Record<string, string | null> | null;

/** An option of a command's request, as far as it is looked at. */
export interface WireOption {
  type: ApplicationCommandOptionType;
  name: string;
  description: string;
  name_localizations?: Names;
  description_localizations?: Names;
  required?: boolean;
  options?: WireOption[];
  choices?: { name: string; value: string | number; name_localizations?: Names }[];
  autocomplete?: boolean;
}

/** A command's request, as far as it is looked at. */
export interface WireCommand {
  id?: string;
  type?: ApplicationCommandType | null;
  name: string;
  description?: string | null;
  name_localizations?: Names;
  description_localizations?: Names;
  options?: WireOption[] | null;
  default_member_permissions?: string | number | null;
  contexts?: number[] | null;
  integration_types?: number[] | null;
  dm_permission?: boolean | null;
  nsfw?: boolean | null;
}

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES = new Set<string>(Object.values(Locale));
const MOST: Partial<Record<ApplicationCommandType, number>> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
};
const MOST_CHARACTERS = 8000;

/** What kind of command a request means when it does not say. */
export const typeOf = (command: WireCommand): ApplicationCommandType =>
  command.type ?? ApplicationCommandType.ChatInput;

/** Refuses commands that Discord would refuse; `inList` when they come as a list, so that faults are numbered. */
export function checkCommands(commands: readonly WireCommand[], inList: boolean): void {
  const faults = new FormErrors();
  commands.forEach((command, i) => {
    checkCommand(faults, inList ? [i] : [], command);
  });
  for (const [type, most] of Object.entries(MOST))
    if (commands.filter((command) => String(typeOf(command)) === type).length > most)
      faults.add(
        [],
        'APPLICATION_COMMAND_TOO_MANY',
        `Maximum number of application commands reached (${most}).`,
      );
  const names = commands.map((command) => `${typeOf(command)} ${command.name}`);
  if (new Set(names).size < names.length)
    faults.add([], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
  faults.throwIfAny();
}

function checkCommand(faults: FormErrors, path: Path, command: WireCommand): void {
  if (typeOf(command) !== ApplicationCommandType.ChatInput) {
    // Names in context menus are shown as they are: blanks and capitals are welcome.
    faults.text([...path, 'name'], command.name, 32, 1);
    checkTranslations(faults, [...path, 'name_localizations'], command.name_localizations, (at, text) => {
      faults.text(at, text, 32, 1);
    });
    if (command.description)
      faults.add(
        [...path, 'description'],
        'BASE_TYPE_BAD_LENGTH',
        'Context menu commands have no description',
      );
    return;
  }
  checkWords(faults, path, command);
  checkOptionList(faults, [...path, 'options'], command.options ?? [], 0);
  const total = sizeOf(command);
  if (total > MOST_CHARACTERS)
    faults.add(
      path,
      'APPLICATION_COMMAND_TOO_LARGE',
      `Command exceeds maximum size (${total}/${MOST_CHARACTERS})`,
    );
}

function checkWords(faults: FormErrors, path: Path, item: WireCommand | WireOption): void {
  const checkName = (at: Path, name: string): void => {
    if (!NAME.test(name) || name !== name.toLowerCase())
      faults.add(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  };
  checkName([...path, 'name'], item.name);
  faults.text([...path, 'description'], item.description, 100, 1);
  checkTranslations(faults, [...path, 'name_localizations'], item.name_localizations, checkName);
  checkTranslations(
    faults,
    [...path, 'description_localizations'],
    item.description_localizations,
    (at, text) => {
      faults.text(at, text, 100, 1);
    },
  );
}

function checkTranslations(
  faults: FormErrors,
  path: Path,
  words: Names | undefined,
  check: (at: Path, text: string) => void,
): void {
  for (const [locale, text] of Object.entries(words ?? {})) {
    if (!LOCALES.has(locale))
      faults.add([...path, locale], 'ENUM_TYPE_COERCE', `Value "${locale}" is not a locale.`);
    else if (text !== null) check([...path, locale], text);
  }
}

const isGroup = ({ type }: WireOption): boolean =>
  type === ApplicationCommandOptionType.Subcommand || type === ApplicationCommandOptionType.SubcommandGroup;

function checkOptionList(
  faults: FormErrors,
  path: Path,
  options: readonly WireOption[],
  depth: number,
): void {
  faults.count(path, options.length, 25);
  const names = options.map(({ name }) => name);
  if (new Set(names).size < names.length)
    faults.add(path, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
  if (options.some(isGroup) && !options.every(isGroup))
    faults.add(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );
  const firstOptional = options.findIndex((option) => !isGroup(option) && !option.required);
  options.forEach((option, i) => {
    const at = [...path, i];
    checkWords(faults, at, option);
    if (option.required && firstOptional >= 0 && i > firstOptional)
      faults.add(
        at,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    const tooDeep =
      (option.type === ApplicationCommandOptionType.SubcommandGroup && depth > 0) ||
      (option.type === ApplicationCommandOptionType.Subcommand && depth > 1);
    if (tooDeep)
      faults.add(
        [...at, 'type'],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-commands cannot be nested',
      );
    if (isGroup(option)) {
      const next = option.type === ApplicationCommandOptionType.Subcommand ? 2 : 1;
      checkOptionList(faults, [...at, 'options'], option.options ?? [], Math.max(depth + 1, next));
    } else checkChoices(faults, at, option);
  });
}

function checkChoices(faults: FormErrors, path: Path, option: WireOption): void {
  const { choices = [] } = option;
  faults.count([...path, 'choices'], choices.length, 25);
  if (option.autocomplete && choices.length > 0)
    faults.add(
      [...path, 'choices'],
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
      'Autocomplete excludes choices',
    );
  choices.forEach((choice, i) => {
    faults.text([...path, 'choices', i, 'name'], choice.name, 100, 1);
    if (typeof choice.value === 'string') faults.text([...path, 'choices', i, 'value'], choice.value, 100, 1);
  });
}

/** The length of a text in its longest language. */
const longest = (text: string | null | undefined, words: Names | undefined): number =>
  Math.max(0, ...[text, ...Object.values(words ?? {})].map((each) => [...(each ?? '')].length));

function sizeOf(item: WireCommand | WireOption): number {
  const choices = 'choices' in item ? (item.choices ?? []) : [];
  return (
    longest(item.name, item.name_localizations) +
    longest(item.description, item.description_localizations) +
    choices.reduce(
      (sum, choice) =>
        sum + longest(choice.name, choice.name_localizations) + [...String(choice.value)].length,
      0,
    ) +
    (item.options ?? []).reduce((sum, option) => sum + sizeOf(option), 0)
  );
}
