import type {
  APIApplicationCommand,
  APIApplicationCommandOption,
  APIUser,
  Locale,
} from 'discord-api-types/v10';
import {
  ApplicationCommandType,
  InteractionContextType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { type ChannelRecord, idOf, type Ref } from '../world/records.js';
import type { World } from '../world/world.js';
import { fillOptions, type OptionValues } from './command-options.js';
import type { InteractionHandle } from './interaction-handle.js';
import { mayDo, Resolved } from './resolved.js';
import { startInteraction } from './start-interaction.js';

/** How somebody uses a command. */
export interface CommandUse {
  locale?: Locale;
}

interface Place {
  world: World;
  user: APIUser;
  channel: ChannelRecord;
}

/** Somebody sends a slash command; `name` may go on with subcommands: `"review list"`. */
export function useCommand(
  world: World,
  userRef: Ref,
  channelRef: Ref,
  name: string,
  values: OptionValues = {},
  { locale }: CommandUse = {},
): InteractionHandle {
  const place = { world, user: world.user(userRef), channel: world.channel(channelRef) };
  const { command, data } = chatInput(place, name, values);
  return startInteraction(world, {
    ...place,
    type: InteractionType.ApplicationCommand,
    data,
    locale,
    commandName: command.name,
  });
}

/** Somebody is typing into an option that proposes choices. */
export function typeInto(
  world: World,
  userRef: Ref,
  channelRef: Ref,
  name: string,
  values: OptionValues,
  focused: string,
  { locale }: CommandUse = {},
): InteractionHandle {
  const place = { world, user: world.user(userRef), channel: world.channel(channelRef) };
  const { data } = chatInput(place, name, values, focused);
  return startInteraction(world, {
    ...place,
    type: InteractionType.ApplicationCommandAutocomplete,
    data,
    locale,
  });
}

function chatInput(
  place: Place,
  name: string,
  values: OptionValues,
  focused?: string,
): { command: APIApplicationCommand; data: object } {
  const { world, user, channel } = place;
  const [first = '', ...path] = name.replace(/^\//, '').split(' ');
  const command = findCommand(place, first, ApplicationCommandType.ChatInput);
  const resolved = new Resolved(world, world.guildOf(channel), channel, user.id);
  const options = command.options as readonly APIApplicationCommandOption[] | undefined;
  const filled = fillOptions(
    { world, resolved, channelId: channel.id, focused },
    { name: command.name, options },
    path,
    values,
  );
  if (focused !== undefined && !hasFocused(options ?? [], path, focused))
    throw new Error(`the option "${focused}" of "${name}" proposes no choices`);
  return { command, data: dataOf(command, { options: filled, resolved: resolved.toJSON() }) };
}

function hasFocused(
  options: readonly APIApplicationCommandOption[],
  path: readonly string[],
  name: string,
): boolean {
  const [next, ...rest] = path;
  const inner = options.find((option) => option.name === next);
  if (next !== undefined)
    return hasFocused((inner as { options?: APIApplicationCommandOption[] }).options ?? [], rest, name);
  return options.some(
    (option) => option.name === name && 'autocomplete' in option && option.autocomplete === true,
  );
}

const dataOf = (command: APIApplicationCommand, more: object): object => ({
  id: command.id,
  name: command.name,
  type: command.type,
  ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
  ...more,
});

/** Somebody picks a command from the menu over a message or a person. */
export function useContextMenu(
  world: World,
  userRef: Ref,
  channelRef: Ref,
  name: string,
  target: { message: Ref } | { user: Ref },
  { locale }: CommandUse = {},
): InteractionHandle {
  const place = { world, user: world.user(userRef), channel: world.channel(channelRef) };
  const { user, channel } = place;
  const ofMessage = 'message' in target;
  const type = ofMessage ? ApplicationCommandType.Message : ApplicationCommandType.User;
  const command = findCommand(place, name, type);
  const resolved = new Resolved(world, world.guildOf(channel), channel, user.id);
  const targetId = idOf(ofMessage ? target.message : target.user);
  if (ofMessage) resolved.message(world.message(targetId));
  else resolved.user(targetId);
  return startInteraction(world, {
    ...place,
    type: InteractionType.ApplicationCommand,
    data: dataOf(command, { target_id: targetId, resolved: resolved.toJSON() }),
    locale,
    commandName: command.name,
    byContextMenu: true,
  });
}

/** The command a person sees under a name, in whatever language; it throws where they would see none. */
function findCommand(
  { world, user, channel }: Place,
  name: string,
  type: ApplicationCommandType,
): APIApplicationCommand {
  const ofGuild =
    channel.guildId === null ? [] : [...(world.guildCommands.get(channel.guildId)?.values() ?? [])];
  const all = [...ofGuild, ...world.globalCommands.values()].filter((command) => command.type === type);
  const isNamed = (command: APIApplicationCommand): boolean =>
    command.name === name || Object.values(command.name_localizations ?? {}).includes(name);
  const command = all.find(isNamed);
  if (!command) {
    const known = all.map((each) => each.name).join(', ');
    throw new Error(`no command "${name}" is registered; there are: ${known || 'none'}`);
  }
  const context = channel.guildId === null ? InteractionContextType.BotDM : InteractionContextType.Guild;
  if (command.contexts && !command.contexts.includes(context))
    throw new Error(`"${name}" is not to be had here`);
  const needed =
    command.default_member_permissions === null ? 0n : BigInt(command.default_member_permissions);
  // Permissions of "0" mean: nobody but administrators.
  const guild = world.guildOf(channel);
  if (
    !mayDo(
      guild,
      user.id,
      needed === 0n && command.default_member_permissions !== null
        ? PermissionFlagsBits.Administrator
        : needed,
    )
  )
    throw new Error(
      `${user.username} does not see the command "${name}": it needs the permissions ${needed}`,
    );
  if (guild && !(world.permissions(channel, user) & PermissionFlagsBits.UseApplicationCommands))
    throw new Error(`${user.username} may use no commands in this channel`);
  return command;
}
