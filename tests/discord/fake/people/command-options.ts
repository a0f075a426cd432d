import type { APIApplicationCommandOption } from 'discord-api-types/v10';
import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { storeFile, type Upload } from '../world/files.js';
import { idOf, type Ref } from '../world/records.js';
import type { World } from '../world/world.js';
import type { Resolved } from './resolved.js';

/** What a person may put into one option: words, numbers, somebody or something, a file, or the options of a subcommand. */
export type OptionValue =
  string | number | boolean | Ref | Upload | { [name: string]: OptionValue | undefined };
/** Options by name; subcommands may stand in the command's name instead. */
export type OptionValues = Record<string, OptionValue | undefined>;

/** An option as it goes to the bot. */
export interface SentOption {
  name: string;
  type: T;
  value?: string | number | boolean;
  focused?: true;
  options?: SentOption[];
}

interface Filling {
  readonly world: World;
  readonly resolved: Resolved;
  readonly channelId: string;
  /** The option being typed, for autocomplete: nothing has to be complete then. */
  readonly focused?: string | undefined;
}

interface Definition {
  readonly name: string;
  readonly options?: readonly APIApplicationCommandOption[] | undefined;
}

/** Fills in a command as a person would, and complains where Discord would not let them. */
export function fillOptions(
  filling: Filling,
  definition: Definition,
  path: readonly string[],
  values: OptionValues,
): SentOption[] {
  const options = definition.options ?? [];
  const groups = options.filter(({ type }) => type === T.Subcommand || type === T.SubcommandGroup);
  if (groups.length > 0) return [fillGroup(filling, definition, groups, path, values)];
  if (path.length > 0) throw new Error(`"${definition.name}" has no subcommand "${path.join(' ')}"`);
  for (const name of Object.keys(values))
    if (!options.some((option) => option.name === name))
      throw new Error(`"${definition.name}" has no option "${name}"`);
  return options.flatMap((option) => {
    const value = values[option.name];
    if (value !== undefined) return fillOption(filling, option, value);
    if (option.name === filling.focused)
      return { name: option.name, type: option.type, value: '', focused: true as const };
    if (option.required && filling.focused === undefined)
      throw new Error(`"${definition.name}" needs the option "${option.name}"`);
    return [];
  });
}

function fillGroup(
  filling: Filling,
  definition: Definition,
  groups: readonly APIApplicationCommandOption[],
  path: readonly string[],
  values: OptionValues,
): SentOption {
  const [next, ...rest] = path;
  const name = next ?? Object.keys(values).find((key) => groups.some((group) => group.name === key));
  const group = groups.find((each) => each.name === name);
  if (!group) throw new Error(`"${definition.name}" has no subcommand "${name ?? ''}"`);
  const inner = next === undefined ? (values[group.name] as OptionValues) : values;
  return {
    name: group.name,
    type: group.type,
    options: fillOptions(filling, group, rest, inner),
  };
}

function fillOption(filling: Filling, option: APIApplicationCommandOption, value: OptionValue): SentOption {
  const { name, type } = option;
  if (name === filling.focused) return { name, type, value: value as string | number, focused: true };
  return { name, type, value: valueFor(filling, option, value) };
}

function valueFor(
  filling: Filling,
  option: APIApplicationCommandOption,
  value: OptionValue,
): string | number | boolean {
  const { resolved } = filling;
  const wrong = (needed: string): never => {
    throw new Error(`the option "${option.name}" takes ${needed}, not ${JSON.stringify(value)}`);
  };
  switch (option.type) {
    case T.String:
      if (typeof value !== 'string') return wrong('words');
      checkLength(option, value);
      return checkChoice(option, value);
    case T.Integer:
    case T.Number:
      if (typeof value !== 'number') return wrong('a number');
      if (option.type === T.Integer && !Number.isInteger(value)) return wrong('a whole number');
      if (value < (option.min_value ?? -Infinity) || value > (option.max_value ?? Infinity))
        return wrong(`a number from ${option.min_value ?? '…'} to ${option.max_value ?? '…'}`);
      return checkChoice(option, value);
    case T.Boolean:
      return typeof value === 'boolean' ? value : wrong('yes or no');
    case T.Attachment: {
      const file = storeFile(filling.world, filling.channelId, value as Upload, true);
      resolved.attachment(file);
      return file.id;
    }
    case T.User:
    case T.Role:
    case T.Mentionable:
    case T.Channel: {
      const id = idOf(value as Ref);
      if (option.type === T.User) resolved.user(id);
      else if (option.type === T.Role) resolved.role(id);
      else if (option.type === T.Mentionable) resolved.mentionable(id);
      else {
        const { type } = filling.world.channel(id);
        if (
          option.channel_types &&
          !option.channel_types.some((allowed) => (allowed as number) === (type as number))
        )
          return wrong(`channels of the types ${option.channel_types.join(', ')}`);
        resolved.addChannel(id);
      }
      return id;
    }
    default:
      return wrong('something this fake does not know');
  }
}

function checkChoice<V extends string | number>(option: APIApplicationCommandOption, value: V): V {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0 && !choices.some((choice) => choice.value === value))
    throw new Error(`the option "${option.name}" offers no ${JSON.stringify(value)}`);
  return value;
}

function checkLength(option: APIApplicationCommandOption, value: string): void {
  const { min_length: min = 0, max_length: max = 6000 } = option as {
    min_length?: number;
    max_length?: number;
  };
  const { length } = [...value];
  if (length < min || length > max)
    throw new Error(`the option "${option.name}" takes ${min} to ${max} characters`);
}
