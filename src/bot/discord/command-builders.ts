import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  ApplicationCommandType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { LocalizedText } from '../../fault.js';
import type { Level } from '../gateway/access.js';

/** What names a command, a subcommand or an option: the English name is the one that programs see. */
export interface Named {
  readonly name: string;
  /** The Korean name. */
  readonly ko: string;
  readonly about: LocalizedText;
}

function named({ name, ko, about }: Named) {
  return {
    name,
    name_localizations: { ko },
    description: about.en,
    description_localizations: { ko: about.ko },
  };
}

/** What Discord shows a command to, before the router checks: Manage Messages for moderators, Manage Server for managers. */
const PERMISSIONS: Record<Level, { default_member_permissions?: string }> = {
  everyone: {},
  moderator: { default_member_permissions: '8192' },
  manager: { default_member_permissions: '32' },
};

/** Servers only, not direct messages. */
const IN_SERVERS = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** A command, in both languages. */
export function command(
  about: Named,
  level: Level,
  options: NonNullable<RESTPostAPIChatInputApplicationCommandsJSONBody['options']> = [],
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    ...named(about),
    ...IN_SERVERS,
    ...PERMISSIONS[level],
    options,
  };
}

/** An entry of the menu of a message: it has names and no description. */
export function messageMenu(
  { name, ko }: Pick<Named, 'name' | 'ko'>,
  level: Level,
): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.Message,
    name,
    name_localizations: { ko },
    ...IN_SERVERS,
    ...PERMISSIONS[level],
  };
}

export function subcommand(
  about: Named,
  options: readonly APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, ...named(about), options: [...options] };
}

type Extra<Type extends ApplicationCommandOptionType> = Omit<
  Extract<APIApplicationCommandBasicOption, { type: Type }>,
  'type' | 'name' | 'description' | 'name_localizations' | 'description_localizations'
>;

/** An option of a kind, with what only that kind has. */
export function option<Type extends APIApplicationCommandBasicOption['type']>(
  type: Type,
  about: Named,
  extra: Partial<Extra<Type>> = {},
): APIApplicationCommandBasicOption {
  return { type, ...named(about), ...extra } as unknown as APIApplicationCommandBasicOption;
}
