import type { APIApplicationCommand } from 'discord-api-types/v10';
import { ApplicationCommandType, ApplicationIntegrationType } from 'discord-api-types/v10';
import { checkCommands, typeOf, type WireCommand, type WireOption } from '../../limits/commands.js';
import type { World } from '../../world/world.js';
import { guildOf } from '../access.js';
import { fail } from '../errors.js';
import { type Answer, type Call, created, nothing, ok, param, type Route } from '../route.js';

type Store = Map<string, APIApplicationCommand>;

function storeOf(call: Call): { store: Store; guildId: string | null } {
  const { world, params } = call;
  if (param(call, 'application_id') !== world.appId) throw fail.missingAccess();
  if (params.guild_id === undefined) return { store: world.globalCommands, guildId: null };
  const { id } = guildOf(call);
  let store = world.guildCommands.get(id);
  if (!store) world.guildCommands.set(id, (store = new Map<string, APIApplicationCommand>()));
  return { store, guildId: id };
}

function commandFrom(
  world: World,
  wire: WireCommand,
  guildId: string | null,
  id: string,
): APIApplicationCommand {
  const type = typeOf(wire);
  const permissions = wire.default_member_permissions;
  return {
    id,
    application_id: world.appId,
    version: world.ids.next(),
    type,
    name: wire.name,
    name_localizations: wire.name_localizations ?? null,
    description: wire.description ?? '',
    description_localizations: wire.description_localizations ?? null,
    default_member_permissions:
      permissions === undefined || permissions === null ? null : String(permissions),
    nsfw: wire.nsfw ?? false,
    ...(type === ApplicationCommandType.ChatInput && { options: (wire.options ?? []).map(settled) }),
    ...(guildId === null
      ? {
          contexts: wire.contexts ?? null,
          integration_types: wire.integration_types ?? [ApplicationIntegrationType.GuildInstall],
          dm_permission: wire.dm_permission ?? true,
        }
      : { guild_id: guildId }),
  } as unknown as APIApplicationCommand;
}

// Discord keeps only what an option says: nulls fall away.
function settled(option: WireOption): WireOption {
  const said = Object.fromEntries(
    Object.entries(option).filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as WireOption;
  return option.options ? { ...said, options: option.options.map(settled) } : said;
}

/** The command of the same kind and name, which a new one replaces. */
const twinOf = (store: Store, wire: WireCommand): APIApplicationCommand | undefined =>
  [...store.values()].find(({ name, type }) => name === wire.name && type === typeOf(wire));

const list = (call: Call): Answer => ok([...storeOf(call).store.values()]);

const replaceAll = (call: Call): Answer => {
  const { world } = call;
  const { store, guildId } = storeOf(call);
  const wires = (call.body ?? []) as WireCommand[];
  checkCommands(wires, true);
  const next = wires.map((wire) =>
    commandFrom(world, wire, guildId, twinOf(store, wire)?.id ?? wire.id ?? world.ids.next()),
  );
  store.clear();
  for (const command of next) store.set(command.id, command);
  registered(world, guildId, next);
  return ok(next);
};

const add = (call: Call): Answer => {
  const { world } = call;
  const { store, guildId } = storeOf(call);
  const wire = (call.body ?? {}) as WireCommand;
  const twin = twinOf(store, wire);
  checkCommands([wire], false);
  const command = commandFrom(world, wire, guildId, twin?.id ?? world.ids.next());
  store.set(command.id, command);
  registered(world, guildId, [command]);
  return twin ? ok(command) : created(command);
};

const change = (call: Call): Answer => {
  const { store, guildId } = storeOf(call);
  const old = find(call, store);
  const wire = { ...old, ...((call.body ?? {}) as Partial<WireCommand>) } as WireCommand;
  checkCommands([wire], false);
  const command = commandFrom(call.world, wire, guildId, old.id);
  store.set(old.id, command);
  registered(call.world, guildId, [command]);
  return ok(command);
};

const remove = (call: Call): Answer => {
  const { store } = storeOf(call);
  store.delete(find(call, store).id);
  return nothing;
};

function find(call: Call, store: Store): APIApplicationCommand {
  const command = store.get(param(call, 'command_id'));
  if (!command) throw fail.unknownCommand();
  return command;
}

function registered(world: World, guildId: string | null, commands: readonly APIApplicationCommand[]): void {
  const names = commands.map(({ name }) => name);
  world.effects.record('commands-registered', { by: world.bot.id, guildId, names });
}

const routesUnder = (path: string): Route[] => [
  { method: 'GET', path, handle: list },
  { method: 'PUT', path, handle: replaceAll },
  { method: 'POST', path, handle: add },
  {
    method: 'GET',
    path: `${path}/{command_id}`,
    handle: (call) => ok(find(call, storeOf(call).store)),
  },
  { method: 'PATCH', path: `${path}/{command_id}`, handle: change },
  { method: 'DELETE', path: `${path}/{command_id}`, handle: remove },
];

/** Application commands, of all guilds and of one. */
export const commandRoutes: readonly Route[] = [
  ...routesUnder('/applications/{application_id}/commands'),
  ...routesUnder('/applications/{application_id}/guilds/{guild_id}/commands'),
];
