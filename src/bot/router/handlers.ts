import type { RepliableInteraction } from 'discord.js';
import type { Level } from '../access/level.js';
import type { InteractionKind } from '../health/metrics.js';
import { readCustomId } from '../discord/custom-id.js';
import type {
  InteractionContext,
  Command,
  Component,
  Feature,
  FirstAnswer,
  MessageMenu,
  Modal,
} from './feature.js';

/** What answers one interaction, with its kind and name for the books. */
export interface Handler {
  readonly kind: InteractionKind;
  /** The command's name or the action's: never what a person typed. */
  readonly name: string;
  readonly ids: readonly string[];
  level(interaction: RepliableInteraction<'cached'>): Level;
  first(interaction: RepliableInteraction<'cached'>): FirstAnswer;
  run(interaction: RepliableInteraction<'cached'>, asked: InteractionContext): Promise<void>;
}

export interface Handlers {
  find(interaction: RepliableInteraction<'cached'>): Handler | undefined;
  command(name: string): Command | undefined;
}

type Part = Command | MessageMenu | Component | Modal;

/**
 * All features' parts by name.
 *
 * @throws RangeError when two features want one name
 */
export function handlersOf(features: readonly Feature[]): Handlers {
  const commands = tableOf(
    features.flatMap(({ commands }) => (commands ?? []).map((one) => [one.data.name, one])),
  );
  const menus = tableOf(features.flatMap(({ menus }) => (menus ?? []).map((one) => [one.data.name, one])));
  const components = tableOf(features.flatMap(({ components }) => Object.entries(components ?? {})));
  const modals = tableOf(features.flatMap(({ modals }) => Object.entries(modals ?? {})));
  return {
    command: (name) => commands.get(name),
    find: (interaction) => {
      if (interaction.isChatInputCommand())
        return handler('command', interaction.commandName, commands.get(interaction.commandName));
      if (interaction.isMessageContextMenuCommand())
        return handler('menu', interaction.commandName, menus.get(interaction.commandName));
      const id =
        interaction.isMessageComponent() || interaction.isModalSubmit()
          ? readCustomId(interaction.customId)
          : undefined;
      if (id === undefined) return undefined;
      return interaction.isModalSubmit()
        ? handler('modal', id.action, modals.get(id.action), id.ids)
        : handler('component', id.action, components.get(id.action), id.ids);
    },
  };
}

function handler(
  kind: InteractionKind,
  name: string,
  part: Part | undefined,
  ids: readonly string[] = [],
): Handler | undefined {
  if (part === undefined) return undefined;
  // Each table holds only parts of its own kind of interaction, which the compiler cannot see through the tables.
  const one = part as {
    readonly level: Level | ((interaction: unknown) => Level);
    readonly first: FirstAnswer | ((interaction: unknown) => FirstAnswer);
    run(interaction: unknown, asked: InteractionContext): Promise<void>;
  };
  return {
    kind,
    name,
    ids,
    level: (interaction) => (typeof one.level === 'function' ? one.level(interaction) : one.level),
    first: (interaction) => (typeof one.first === 'function' ? one.first(interaction) : one.first),
    run: (interaction, asked) => one.run(interaction, asked),
  };
}

function tableOf<T>(parts: readonly (readonly [string, T])[]): Map<string, T> {
  const table = new Map<string, T>();
  for (const [name, part] of parts) {
    if (table.has(name)) throw new RangeError(`two features want ${name}`);
    table.set(name, part);
  }
  return table;
}
